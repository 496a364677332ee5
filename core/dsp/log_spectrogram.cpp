#include "core/dsp/log_spectrogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "core/dsp/fft.h"
#include "core/error.h"

namespace whence {

namespace {

constexpr int framesPerReport = 128;

double hopSize(const LogSpectrogramOptions& options)
{
    return double(options.sampleRate) / options.framesPerSecond;
}

/// NumPy's symmetric Hann window: its end points are 0.
std::vector<float> symmetricHann(int size)
{
    std::vector<float> window(size);
    for (int n = 0; n < size; ++n)
        window[n] = float(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * n / (size - 1)));
    return window;
}

/// Spectra of single frames; what lies behind the end of the samples counts as zeros.
class FrameSpectrum {
public:
    explicit FrameSpectrum(int frameSize)
        : m_fft(frameSize),
          m_window(symmetricHann(frameSize)),
          m_frame(frameSize),
          m_bins(std::size_t(frameSize) / 2 + 1)
    {
    }

    /// Bins 0 … frameSize/2 of the frame that begins the samples, valid until the next call.
    std::span<const std::complex<float>> compute(std::span<const float> samples)
    {
        const std::size_t length = std::min(samples.size(), m_frame.size());
        for (std::size_t i = 0; i < length; ++i)
            m_frame[i] = samples[i] * m_window[i];
        std::fill(m_frame.begin() + std::ptrdiff_t(length), m_frame.end(), 0.0f);
        m_fft.forward(m_frame, m_bins);
        return m_bins;
    }

private:
    RealFft m_fft;
    std::vector<float> m_window;
    std::vector<float> m_frame;
    std::vector<std::complex<float>> m_bins;
};

/// Turns frame after frame into band after band.
std::vector<float> transpose(std::span<const float> values, int frames, int bands)
{
    constexpr int tile = 32;
    std::vector<float> result(values.size());
    for (int t0 = 0; t0 < frames; t0 += tile)
        for (int band = 0; band < bands; ++band)
            for (int t = t0; t < std::min(t0 + tile, frames); ++t)
                result[std::size_t(band) * frames + t] = values[std::size_t(t) * bands + band];
    return result;
}

/// A spectrogram that grows frame by frame.
class GrowingSpectrogram {
public:
    explicit GrowingSpectrogram(const LogSpectrogramOptions& options)
        : m_options(options), m_bands(options), m_spectrum(options.frameSize)
    {
    }

    int frames() const { return m_frames; }
    void reserve(int frames) { m_values.reserve(std::size_t(frames) * m_bands.count()); }

    /// Adds the frame that begins the samples.
    void addFrame(std::span<const float> samples)
    {
        const std::size_t count = std::size_t(m_bands.count());
        m_values.resize(m_values.size() + count);
        m_bands.compute(m_spectrum.compute(samples), 1.0f, std::span(m_values).last(count));
        ++m_frames;
    }

    LogSpectrogram result() const
    {
        const int bands = m_bands.count();
        return {m_options, bands, m_frames, transpose(m_values, m_frames, bands)};
    }

private:
    LogSpectrogramOptions m_options;
    LogBands m_bands;
    FrameSpectrum m_spectrum;
    std::vector<float> m_values;  // frame after frame
    int m_frames = 0;
};

std::span<const float> samplesFrom(std::span<const float> samples, std::int64_t start)
{
    return samples.subspan(std::min(std::size_t(start), samples.size()));
}

float largestMagnitude(std::span<const float> samples)
{
    float largest = 0.0f;
    for (const float sample : samples)
        largest = std::max(largest, std::abs(sample));
    return largest;
}

/// x / max|x| in float32.
std::vector<float> normalizeAsFloat(std::span<const float> samples)
{
    std::vector<float> result(samples.begin(), samples.end());
    if (const float largest = largestMagnitude(samples); largest > 0.0f)
        for (float& sample : result)
            sample /= largest;
    return result;
}

/// The sample as 16 bit integer; halves go toward zero, as NumPy's cast of a mean of channels.
double toInt16(float sample)
{
    const double value = double(sample) * 32768.0;
    return std::clamp(value < 0.0 ? std::floor(value + 0.5) : std::ceil(value - 0.5), -32768.0,
                      32767.0);
}

/// x / (max|x| / 32767), truncated to integers, on a scale of 32767. A peak of -32768, where the
/// authors' absolute value overflows, is treated as any other.
std::vector<float> normalizeAsInt16(std::span<const float> samples)
{
    double largest = 0.0;
    for (const float sample : samples)
        largest = std::max(largest, std::abs(toInt16(sample)));
    std::vector<float> result(samples.size());
    if (largest == 0.0)
        return result;
    const double scaling = largest / 32767.0;
    for (std::size_t i = 0; i < samples.size(); ++i)
        result[i] = float(std::trunc(toInt16(samples[i]) / scaling) / 32767.0);
    return result;
}

}  // namespace

int frameCount(std::int64_t samples, const LogSpectrogramOptions& options)
{
    checkOptions(options);
    return int(std::ceil(double(samples) / hopSize(options)));
}

std::int64_t frameStart(int frame, const LogSpectrogramOptions& options)
{
    return std::int64_t(frame * hopSize(options));
}

int windowFrames(double seconds, const LogSpectrogramOptions& options)
{
    checkOptions(options);
    return int(std::floor(seconds * options.sampleRate / std::floor(hopSize(options))));
}

struct LogSpectrogramStream::State {
    LogSpectrogramOptions options;
    GrowingSpectrogram spectrogram;
    std::vector<float> pending;  // samples from pendingStart on
    std::int64_t pendingStart = 0;

    std::int64_t end() const { return pendingStart + std::int64_t(pending.size()); }
    std::int64_t nextStart() const { return frameStart(spectrogram.frames(), options); }
    void addFrame() { spectrogram.addFrame(samplesFrom(pending, nextStart() - pendingStart)); }
};

LogSpectrogramStream::LogSpectrogramStream(const LogSpectrogramOptions& options)
    : m_state(new State{options, GrowingSpectrogram(options), {}, 0})
{
}
LogSpectrogramStream::~LogSpectrogramStream() = default;
LogSpectrogramStream::LogSpectrogramStream(LogSpectrogramStream&&) noexcept = default;
LogSpectrogramStream& LogSpectrogramStream::operator=(LogSpectrogramStream&&) noexcept = default;

void LogSpectrogramStream::process(std::span<const float> samples)
{
    State& state = *m_state;
    state.pending.insert(state.pending.end(), samples.begin(), samples.end());
    while (state.nextStart() + state.options.frameSize <= state.end())
        state.addFrame();

    const std::int64_t done = std::min(state.nextStart(), state.end()) - state.pendingStart;
    state.pending.erase(state.pending.begin(), state.pending.begin() + done);
    state.pendingStart += done;
}

LogSpectrogram LogSpectrogramStream::finish()
{
    State& state = *m_state;
    const int frames = frameCount(state.end(), state.options);
    while (state.spectrogram.frames() < frames)
        state.addFrame();
    return state.spectrogram.result();
}

LogSpectrogram computeLogSpectrogram(std::span<const float> samples,
                                     const LogSpectrogramOptions& options, const Progress& progress)
{
    GrowingSpectrogram result(options);
    const int frames = frameCount(std::int64_t(samples.size()), options);
    result.reserve(frames);
    for (int t = 0; t < frames; ++t) {
        result.addFrame(samplesFrom(samples, frameStart(t, options)));
        if (t % framesPerReport == 0)
            progress.report(double(t) / frames);
    }
    progress.report(1.0);
    return result.result();
}

ComplexFrames computeComplexFrames(std::span<const float> samples,
                                   const LogSpectrogramOptions& options, const Progress& progress)
{
    checkOptions(options);
    FrameSpectrum spectrum(options.frameSize);
    ComplexFrames result{
        options, frameCount(std::int64_t(samples.size()), options), options.frameSize / 2, {}};
    result.values.resize(std::size_t(result.frames) * result.bins);
    for (int t = 0; t < result.frames; ++t) {
        const auto bins = spectrum.compute(samplesFrom(samples, frameStart(t, options)));
        std::copy_n(bins.begin(), result.bins,
                    result.values.begin() + std::ptrdiff_t(t) * result.bins);
        if (t % framesPerReport == 0)
            progress.report(double(t) / result.frames);
    }
    progress.report(1.0);
    return result;
}

LogSpectrogram toLogSpectrogram(const ComplexFrames& spectra, float gain)
{
    LogBands bands(spectra.options);
    const std::size_t count = std::size_t(bands.count());
    std::vector<float> values(spectra.frames * count);
    for (int t = 0; t < spectra.frames; ++t)
        bands.compute(spectra.frame(t), gain, {values.data() + t * count, count});
    return {spectra.options, bands.count(), spectra.frames,
            transpose(values, spectra.frames, bands.count())};
}

ParityRoute parityRoute(const AudioFileInfo& file, int sampleRate)
{
    return file.isFloatWav && file.sampleRate == sampleRate ? ParityRoute::Array
                                                            : ParityRoute::File;
}

std::vector<float> prepareLikeReference(std::span<const float> samples, ParityRoute route)
{
    std::vector<float> result =
        route == ParityRoute::File ? normalizeAsInt16(samples) : normalizeAsFloat(samples);
    const auto sounds = [](float sample) { return sample != 0.0f; };
    const auto first = std::ranges::find_if(result, sounds);
    const auto end = std::find_if(result.rbegin(), std::reverse_iterator(first), sounds).base();
    result.erase(end, result.end());
    result.erase(result.begin(), first);
    return result;
}

LogSpectrogram sliceOrLoop(const LogSpectrogram& spectrogram, int start, int frames)
{
    assert(frames >= 0);
    LogSpectrogram result{spectrogram.options, spectrogram.bands, frames, {}};
    result.values.resize(std::size_t(result.bands) * frames);
    const int length = spectrogram.frames;
    if (length == 0)
        return result;
    const int first = (start % length + length) % length;
    for (int band = 0; band < result.bands; ++band) {
        const float* source = spectrogram.values.data() + std::size_t(band) * length;
        float* target = result.values.data() + std::size_t(band) * frames;
        for (int done = 0, from = first; done < frames; from = 0) {
            const int part = std::min(frames - done, length - from);
            std::copy_n(source + from, part, target + done);
            done += part;
        }
    }
    return result;
}

}  // namespace whence
