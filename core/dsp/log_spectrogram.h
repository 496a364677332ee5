#pragma once

#include <complex>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/progress.h"

namespace whence {

/// The front end of the authors (madmom; SPEC §1), its values as there.
struct LogSpectrogramOptions {
    int sampleRate = 22050;  // Hz, of the mono audio it takes
    int frameSize = 2048;    // samples, also the FFT size
    double framesPerSecond =
        31.3;                    // frame t starts at sample int(t · sampleRate / framesPerSecond)
    int bandsPerOctave = 24;     // of the logarithmic frequencies, duplicate bins removed
    double minFrequency = 20.0;  // Hz
    double maxFrequency = 16000.0;      // Hz
    double referenceFrequency = 440.0;  // Hz, lies on a band center

    bool operator==(const LogSpectrogramOptions&) const = default;
};

/// log10(1 + magnitude) on bands × frames, band 0 the lowest.
struct LogSpectrogram {
    LogSpectrogramOptions options;
    int bands = 0;
    int frames = 0;
    std::vector<float>
        values;  // band after band: value(band, frame) = values[band · frames + frame]

    float value(int band, int frame) const { return values[std::size_t(band) * frames + frame]; }
    bool operator==(const LogSpectrogram&) const = default;
};

/// Overlapping triangles over FFT bins, each with sum 1 (SPEC §1 "Filterbank").
struct LogFilterbank {
    struct Band {
        int firstBin = 0;
        std::vector<float> weights;    // of firstBin, firstBin + 1, …
        double centerFrequency = 0.0;  // Hz, of the bin at the peak
    };
    std::vector<Band> bands;
};

/// Throws Error on options that make no sense; so do all functions below.
LogFilterbank makeLogFilterbank(const LogSpectrogramOptions& options);

/// ceil(samples · framesPerSecond / sampleRate).
int frameCount(std::int64_t samples, const LogSpectrogramOptions& options);
/// First sample of a frame.
std::int64_t frameStart(int frame, const LogSpectrogramOptions& options);
/// floor(seconds · sampleRate / floor(hop)): the authors' conversion for the length of a window;
/// 40 s make 1252 frames (SPEC §1).
int windowFrames(double seconds, const LogSpectrogramOptions& options);

/// Spectrogram of mono audio at options.sampleRate, as it is: neither normalized nor trimmed. Audio
/// shorter than a frame is padded with zeros; empty audio has no frames.
LogSpectrogram computeLogSpectrogram(std::span<const float> samples,
                                     const LogSpectrogramOptions& options = {},
                                     const Progress& progress = {});

/// computeLogSpectrogram() for audio that comes in blocks; the same numbers.
class LogSpectrogramStream {
public:
    explicit LogSpectrogramStream(const LogSpectrogramOptions& options = {});
    void process(std::span<const float> samples);
    /// Everything that came in, with the last frames padded.
    LogSpectrogram finish();

private:
    // filled in by its .cpp's owner
    std::vector<float> m_pending;
};

/// Complex spectra of a signal, frames × bins 0 … frameSize/2 − 1 (the Nyquist bin is dropped).
/// They are linear in the signal: mixes of stems are sums of them.
struct ComplexFrames {
    LogSpectrogramOptions options;
    int frames = 0;
    int bins = 0;
    std::vector<std::complex<float>> values;  // frame after frame
};

ComplexFrames computeComplexFrames(std::span<const float> samples,
                                   const LogSpectrogramOptions& options = {},
                                   const Progress& progress = {});

/// The spectrogram of gain · signal.
LogSpectrogram toLogSpectrogram(const ComplexFrames& spectra, float gain = 1.0f);

/// How the authors' programs prepare a signal before framing (SPEC §1, routes A and B).
enum class ParityRoute {
    File,   // int16 arithmetic: peak normalization with truncation, then zeros trimmed
    Array,  // float arithmetic: peak 1, then zeros trimmed
};

/// Normalizes to peak 1 and trims exact zeros at both ends as the reference does. `File` first
/// rounds the samples to 16 bit if they do not come from there already. Silence comes back empty.
std::vector<float> prepareLikeReference(std::span<const float> samples, ParityRoute route);

/// `frames` frames from `start` on; a shorter spectrogram is looped (SPEC §1 "slice_func").
LogSpectrogram sliceOrLoop(const LogSpectrogram& spectrogram, int start, int frames);

}  // namespace whence
