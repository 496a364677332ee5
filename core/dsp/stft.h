#pragma once

#include <complex>
#include <span>
#include <vector>

namespace whence {

/// Short-time Fourier transform for separation (methods §6.1): periodic Hann window, unnormalized
/// FFT.
struct StftOptions {
    int frameSize = 4096;  // samples, also the FFT size
    int hop = 1024;        // samples

    bool operator==(const StftOptions&) const = default;
};

/// Complex spectra of one channel, frames × bins 0 … frameSize/2, frame after frame.
struct Stft {
    StftOptions options;
    int frames = 0;
    int bins = 0;  // frameSize / 2 + 1
    std::vector<std::complex<float>> values;
};

/// ceil((samples + frameSize) / hop) frames of the signal with frameSize zeros put in front and
/// zeros behind.
Stft computeStft(std::span<const float> samples, const StftOptions& options = {});

/// The signal of `length` samples whose computeStft() this is: window, overlap-add and the factor
/// 2/3 of a Hann window squared at a quarter hop (methods §6.1).
std::vector<float> inverseStft(const Stft& stft, std::size_t length);

}  // namespace whence
