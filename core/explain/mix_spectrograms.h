#pragma once

#include <span>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// How the gain of a mix is chosen before its spectrogram.
enum class MixGain {
    OfFullMix,  // once, by the peak of the sum of all components
    OfEachMix,  // each mix to its own peak (the reference's; the check "sensitive to level")
    Parity,     // as the authors' code: own peak and own trimming of zeros, in the time domain
};

/// The windows a model hears of weighted sums of components. The components are transformed once
/// and summed as complex spectra, except for MixGain::Parity.
class MixSpectrograms {
public:
    /// Mono components at options.sampleRate, one window long; shorter ones are looped as
    /// spectrograms, what is longer is left out. Throws Error if there are none, more than 64, or
    /// if they are empty, of another rate, not mono or of different lengths.
    MixSpectrograms(const StemSet& components, const LogSpectrogramOptions& options,
                    int windowFrames, MixGain gain, const Progress& progress = {});

    int components() const { return m_components; }

    /// The window of Σ gains[i] · component i. The silent mix is the spectrogram of silence.
    LogSpectrogram window(std::span<const float> gains) const;

    /// window() of several mixes; faster than one after the other.
    std::vector<LogSpectrogram> windows(std::span<const std::vector<float>> mixes) const;

private:
    // The frames of a component from the first to the last that is not silent.
    struct Spectra {
        int firstFrame = 0;
        ComplexFrames frames;
    };

    Spectra transform(std::span<const float> samples, const Progress& progress) const;
    float gainOf(std::span<const float> gains) const;
    std::vector<LogSpectrogram> sumSpectra(std::span<const std::vector<float>> mixes) const;

    LogSpectrogramOptions m_options;
    int m_windowFrames = 0;
    MixGain m_gain = MixGain::OfFullMix;
    int m_components = 0;
    int m_frames = 0;                  // of a component, at most a window
    float m_fullMixGain = 1.0f;        // for MixGain::OfFullMix
    std::vector<Spectra> m_spectra;    // unless Parity
    std::vector<AudioBuffer> m_stems;  // unless OfFullMix
};

}  // namespace whence
