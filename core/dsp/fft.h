#pragma once

#include <complex>
#include <memory>
#include <span>

namespace whence {

/// Real FFT of one even size in single precision (FFTW), unnormalized in both directions. Plans are
/// made once, under a mutex; one object serves one thread at a time.
class RealFft {
public:
    explicit RealFft(int size);
    ~RealFft();
    RealFft(RealFft&&) noexcept;
    RealFft& operator=(RealFft&&) noexcept;

    int size() const;
    /// size() samples in, size() / 2 + 1 bins out, from 0 to the Nyquist frequency.
    void forward(std::span<const float> samples, std::span<std::complex<float>> bins);
    /// size() / 2 + 1 bins in, size() samples out, size() times too large after forward().
    void inverse(std::span<const std::complex<float>> bins, std::span<float> samples);

private:
    struct Plans;
    std::unique_ptr<Plans> m_plans;
};

}  // namespace whence
