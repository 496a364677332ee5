#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace whence {

/// The front end of the authors (madmom; methods §3), its values as there.
struct LogSpectrogramOptions {
    int sampleRate = 22050;             // Hz, of the mono audio it takes
    int frameSize = 2048;               // samples, also the FFT size
    double framesPerSecond = 31.3;      // frame t starts at sample int(t · sampleRate / it)
    int bandsPerOctave = 24;            // of the logarithmic frequencies, duplicate bins removed
    double minFrequency = 20.0;         // Hz
    double maxFrequency = 16000.0;      // Hz
    double referenceFrequency = 440.0;  // Hz, lies on a band center

    bool operator==(const LogSpectrogramOptions&) const = default;
};

/// Throws Error, with a sentence, on options that make no sense.
void checkOptions(const LogSpectrogramOptions& options);

/// Overlapping triangles over FFT bins, each with sum 1 (methods §3.2).
struct LogFilterbank {
    struct Band {
        int firstBin = 0;
        std::vector<float> weights;    // of firstBin, firstBin + 1, …
        double centerFrequency = 0.0;  // Hz, of the bin at the peak
    };
    std::vector<Band> bands;
};

/// Throws Error on options that make no sense.
LogFilterbank makeLogFilterbank(const LogSpectrogramOptions& options);

/// Sums the magnitudes of one frame in the bands of a filterbank: log10(1 + sum). One object serves
/// one thread at a time.
class LogBands {
public:
    /// Throws Error on options that make no sense.
    explicit LogBands(const LogSpectrogramOptions& options);

    int count() const { return int(m_bands.size()); }

    /// `bins` holds the frame's spectrum from bin 0 to frameSize/2 − 1 at least, `result` takes
    /// count() values. The magnitudes are multiplied by `gain` first.
    void compute(std::span<const std::complex<float>> bins, float gain, std::span<float> result);

private:
    struct Band {
        std::size_t firstBin = 0;
        std::size_t firstWeight = 0;  // in m_weights
        std::size_t size = 0;         // with the zeros that fill up the weights
    };
    std::vector<Band> m_bands;
    std::vector<float> m_weights;
    std::vector<float> m_magnitudes;  // some more than bins: zeros
    std::size_t m_firstBin = 0;       // below it no band begins
    std::size_t m_bins = 0;
};

}  // namespace whence
