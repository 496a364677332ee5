#include "core/dsp/fft.h"

#include <fftw3.h>

#include <algorithm>
#include <cassert>
#include <mutex>
#include <new>

namespace whence {

namespace {

// FFTW makes and destroys plans in global tables that are not safe for threads.
std::mutex plannerMutex;

}  // namespace

// The buffers are FFTW's, so that their alignment, and with it the order of the arithmetic, is
// always the same; so are plans that were estimated rather than measured.
struct RealFft::Plans {
    int size = 0;
    float* samples = nullptr;
    fftwf_complex* bins = nullptr;
    fftwf_plan forward = nullptr;
    fftwf_plan inverse = nullptr;

    explicit Plans(int fftSize) : size(fftSize)
    {
        assert(size >= 2 && size % 2 == 0);
        const std::lock_guard lock(plannerMutex);
        samples = fftwf_alloc_real(std::size_t(size));
        bins = fftwf_alloc_complex(std::size_t(size) / 2 + 1);
        if (samples && bins) {
            forward = fftwf_plan_dft_r2c_1d(size, samples, bins, FFTW_ESTIMATE);
            inverse = fftwf_plan_dft_c2r_1d(size, bins, samples, FFTW_ESTIMATE);
        }
        if (!forward || !inverse) {
            free();
            throw std::bad_alloc();
        }
    }

    ~Plans()
    {
        const std::lock_guard lock(plannerMutex);
        free();
    }

    Plans(const Plans&) = delete;
    Plans& operator=(const Plans&) = delete;

private:
    void free()
    {
        fftwf_destroy_plan(forward);
        fftwf_destroy_plan(inverse);
        fftwf_free(samples);
        fftwf_free(bins);
    }
};

RealFft::RealFft(int size) : m_plans(std::make_unique<Plans>(size)) {}
RealFft::~RealFft() = default;
RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;

int RealFft::size() const
{
    return m_plans->size;
}

void RealFft::forward(std::span<const float> samples, std::span<std::complex<float>> bins)
{
    assert(int(samples.size()) == size() && int(bins.size()) == size() / 2 + 1);
    std::ranges::copy(samples, m_plans->samples);
    fftwf_execute(m_plans->forward);
    const auto* result = reinterpret_cast<const std::complex<float>*>(m_plans->bins);
    std::copy_n(result, bins.size(), bins.begin());
}

void RealFft::inverse(std::span<const std::complex<float>> bins, std::span<float> samples)
{
    assert(int(samples.size()) == size() && int(bins.size()) == size() / 2 + 1);
    std::ranges::copy(bins, reinterpret_cast<std::complex<float>*>(m_plans->bins));
    fftwf_execute(m_plans->inverse);
    std::copy_n(m_plans->samples, samples.size(), samples.begin());
}

}  // namespace whence
