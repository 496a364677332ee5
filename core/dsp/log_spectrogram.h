#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <memory>
#include <numbers>
#include <span>
#include <vector>

#include "core/audio/decode.h"
#include "core/dsp/log_filterbank.h"
#include "core/progress.h"

namespace whence {

/// log10(1 + magnitude) on bands × frames, band 0 the lowest.
struct LogSpectrogram {
    LogSpectrogramOptions options;
    int bands = 0;
    int frames = 0;
    std::vector<float> values;  // band after band

    float value(int band, int frame) const { return values[std::size_t(band) * frames + frame]; }
    bool operator==(const LogSpectrogram&) const = default;
};

/// The magnitude that a value of a LogSpectrogram stands for, and back: fast, to about 10⁻⁷.
inline float toMagnitude(float value)
{
    return std::exp2(value * float(std::numbers::ln10 * std::numbers::log2e)) - 1.0f;
}
inline float toLogMagnitude(float magnitude)
{
    return std::log2(1.0f + magnitude) * float(std::numbers::ln2 * std::numbers::log10e);
}

/// ceil(samples · framesPerSecond / sampleRate).
int frameCount(std::int64_t samples, const LogSpectrogramOptions& options);
/// First sample of a frame.
std::int64_t frameStart(int frame, const LogSpectrogramOptions& options);
/// floor(seconds · sampleRate / floor(hop)): the authors' conversion for the length of a window;
/// 40 s make 1252 frames (methods §3.1).
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
    ~LogSpectrogramStream();
    LogSpectrogramStream(LogSpectrogramStream&&) noexcept;
    LogSpectrogramStream& operator=(LogSpectrogramStream&&) noexcept;

    void process(std::span<const float> samples);
    /// The spectrogram of all that came in; nothing may follow.
    LogSpectrogram finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Complex spectra of a signal, frames × bins 0 … frameSize/2 − 1 (the Nyquist bin is dropped).
/// They are linear in the signal: mixes of stems are sums of them.
struct ComplexFrames {
    LogSpectrogramOptions options;
    int frames = 0;
    int bins = 0;
    std::vector<std::complex<float>> values;  // frame after frame

    std::span<const std::complex<float>> frame(int index) const
    {
        return std::span(values).subspan(std::size_t(index) * bins, std::size_t(bins));
    }
};

ComplexFrames computeComplexFrames(std::span<const float> samples,
                                   const LogSpectrogramOptions& options = {},
                                   const Progress& progress = {});

/// The spectrogram of gain · signal.
LogSpectrogram toLogSpectrogram(const ComplexFrames& spectra, float gain = 1.0f);

/// How the authors' programs prepare a signal before framing (methods §14).
enum class ParityRoute {
    File,   // from 16 bit audio: int16 arithmetic with truncation
    Array,  // from float audio (a float file, or a mix of stems): float arithmetic
};

/// The route the reference takes for the mono mix of a file at `sampleRate`: a WAV file of
/// floating-point samples at that rate is read as it is, everything else as 16 bit.
ParityRoute parityRoute(const AudioFileInfo& file, int sampleRate);

/// Normalizes to peak 1 and trims exact zeros at both ends, as the reference does. `File` takes the
/// samples as 16 bit: rounded to the nearest k / 32768, halves (means of two 16 bit channels)
/// toward zero. Silence comes back empty.
std::vector<float> prepareLikeReference(std::span<const float> samples, ParityRoute route);

/// `frames` frames from `start` on, which may be negative; what is outside the spectrogram
/// continues it in a loop (methods §2.2). One without frames gives silence.
LogSpectrogram sliceOrLoop(const LogSpectrogram& spectrogram, int start, int frames);

}  // namespace whence
