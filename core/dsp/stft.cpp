#include "core/dsp/stft.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/dsp/fft.h"
#include "core/error.h"

namespace whence {

namespace {

void check(const StftOptions& options)
{
    if (options.frameSize < 4 || options.frameSize > 1 << 20 || options.frameSize % 2 != 0)
        throw Error("The frame size of a Fourier transform must be an even number from 4 to 2^20.");
    if (options.hop < 1 || options.frameSize % options.hop != 0 ||
        options.frameSize / options.hop < 3)
        throw Error(
            "The hop of a Fourier transform must divide its frame size into three or more.");
}

std::vector<float> periodicHann(int size)
{
    std::vector<float> window(size);
    for (int n = 0; n < size; ++n)
        window[n] = float(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * n / size));
    return window;
}

int countFrames(std::size_t samples, const StftOptions& options)
{
    return int((samples + options.frameSize + options.hop - 1) / options.hop);
}

}  // namespace

Stft computeStft(std::span<const float> samples, const StftOptions& options)
{
    check(options);
    Stft result{options, countFrames(samples.size(), options), options.frameSize / 2 + 1, {}};
    result.values.resize(std::size_t(result.frames) * result.bins);

    RealFft fft(options.frameSize);
    const std::vector<float> window = periodicHann(options.frameSize);
    std::vector<float> frame(options.frameSize);
    const auto length = std::ptrdiff_t(samples.size());
    for (int t = 0; t < result.frames; ++t) {
        const std::ptrdiff_t start = std::ptrdiff_t(t) * options.hop - options.frameSize;
        for (int i = 0; i < options.frameSize; ++i) {
            const std::ptrdiff_t at = start + i;
            frame[i] = at >= 0 && at < length ? samples[at] * window[i] : 0.0f;
        }
        fft.forward(
            frame, {result.values.data() + std::size_t(t) * result.bins, std::size_t(result.bins)});
    }
    return result;
}

std::vector<float> inverseStft(const Stft& stft, std::size_t length)
{
    check(stft.options);
    const auto [frameSize, hop] = stft.options;
    // A squared Hann window has the mean 3/8; frameSize / hop of them overlap (2/3 at a quarter).
    const float gain = float(hop / (0.375 * frameSize)) / float(frameSize);
    std::vector<float> window = periodicHann(frameSize);
    for (float& value : window)
        value *= gain;

    RealFft fft(frameSize);
    std::vector<float> frame(frameSize);
    std::vector<float> result(length);
    for (int t = 0; t < stft.frames; ++t) {
        fft.inverse({stft.values.data() + std::size_t(t) * stft.bins, std::size_t(stft.bins)},
                    frame);
        const std::ptrdiff_t start = std::ptrdiff_t(t) * hop - frameSize;
        const auto first = std::max<std::ptrdiff_t>(start, 0);
        const auto end = std::min<std::ptrdiff_t>(start + frameSize, std::ptrdiff_t(length));
        for (std::ptrdiff_t at = first; at < end; ++at)
            result[at] += frame[at - start] * window[at - start];
    }
    return result;
}

}  // namespace whence
