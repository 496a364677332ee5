#include "core/explain/mix_spectrograms.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <complex>
#include <string>
#include <utility>

#include "core/error.h"

namespace whence {

namespace {

void check(const StemSet& components, const LogSpectrogramOptions& options)
{
    if (components.count() < 1 || components.count() > 64)
        throw Error("An explanation takes 1 to 64 components, not " +
                    std::to_string(components.count()) + ".");
    for (const AudioBuffer& component : components.stems) {
        if (component.channels.size() != 1 || component.sampleRate != options.sampleRate)
            throw Error("The components of an explanation must be mono at " +
                        std::to_string(options.sampleRate) + " Hz.");
        if (component.frames() == 0)
            throw Error("The components of an explanation are empty.");
        if (component.frames() != components.stems.front().frames())
            throw Error("The components of an explanation differ in length.");
    }
}

/// 1 / the largest magnitude; 1 for silence.
float gainToFullScale(std::span<const float> samples)
{
    float peak = 0.0f;
    for (const float sample : samples)
        peak = std::max(peak, std::abs(sample));
    return peak > 0.0f ? 1.0f / peak : 1.0f;
}

/// The plain sum of mono stems, each with its gain, in their order.
std::vector<float> mixSamples(std::span<const AudioBuffer> stems, std::span<const float> gains)
{
    assert(gains.size() == stems.size());
    std::vector<float> sum(stems.front().frames());
    for (std::size_t i = 0; i < gains.size(); ++i) {
        const std::vector<float>& samples = stems[i].channels[0];
        if (gains[i] != 0.0f)
            for (std::size_t n = 0; n < sum.size(); ++n)
                sum[n] += gains[i] * samples[n];
    }
    return sum;
}

bool isSilent(std::span<const std::complex<float>> bins)
{
    return std::ranges::all_of(bins, [](const auto& bin) { return bin == 0.0f; });
}

void addScaled(std::span<std::complex<float>> sum, std::span<const std::complex<float>> bins,
               float gain)
{
    for (std::size_t k = 0; k < sum.size(); ++k)
        sum[k] += gain * bins[k];
}

}  // namespace

MixSpectrograms::MixSpectrograms(const StemSet& components, const LogSpectrogramOptions& options,
                                 int windowFrames, MixGain gain, const Progress& progress)
    : m_options(options),
      m_windowFrames(windowFrames),
      m_gain(gain),
      m_components(components.count())
{
    assert(windowFrames > 0);
    check(components, options);
    m_frames =
        std::min(frameCount(std::int64_t(components.stems[0].frames()), options), windowFrames);
    if (gain != MixGain::Parity)
        for (int i = 0; i < m_components; ++i)
            m_spectra.push_back(
                transform(components.stems[i].channels[0],
                          progress.part(double(i) / m_components, (i + 1.0) / m_components)));
    if (gain == MixGain::OfFullMix)
        m_fullMixGain = gainToFullScale(
            mixSamples(components.stems, std::vector(components.stems.size(), 1.0f)));
    else
        m_stems = components.stems;
}

MixSpectrograms::Spectra MixSpectrograms::transform(std::span<const float> samples,
                                                    const Progress& progress) const
{
    ComplexFrames frames = computeComplexFrames(samples, m_options, progress);
    int first = 0;
    int end = std::min(frames.frames, m_frames);
    while (first < end && isSilent(frames.frame(first)))
        ++first;
    while (end > first && isSilent(frames.frame(end - 1)))
        --end;
    const auto begin = frames.values.begin();
    frames.values = {begin + std::ptrdiff_t(first) * frames.bins,
                     begin + std::ptrdiff_t(end) * frames.bins};
    frames.frames = end - first;
    return {first, std::move(frames)};
}

float MixSpectrograms::gainOf(std::span<const float> gains) const
{
    return m_gain == MixGain::OfFullMix ? m_fullMixGain
                                        : gainToFullScale(mixSamples(m_stems, gains));
}

LogSpectrogram MixSpectrograms::window(std::span<const float> gains) const
{
    const std::vector<float> mix(gains.begin(), gains.end());
    return windows({&mix, 1}).front();
}

std::vector<LogSpectrogram> MixSpectrograms::windows(
    std::span<const std::vector<float>> mixes) const
{
    std::vector<LogSpectrogram> result;
    if (m_gain == MixGain::Parity)
        for (const std::vector<float>& gains : mixes)
            result.push_back(computeLogSpectrogram(
                prepareLikeReference(mixSamples(m_stems, gains), ParityRoute::Array), m_options));
    else
        result = sumSpectra(mixes);
    for (LogSpectrogram& spectrogram : result)
        if (spectrogram.frames != m_windowFrames)
            spectrogram = sliceOrLoop(spectrogram, 0, m_windowFrames);
    return result;
}

// Frame by frame, so that the components' spectra of a frame serve all mixes from the cache.
std::vector<LogSpectrogram> MixSpectrograms::sumSpectra(
    std::span<const std::vector<float>> mixes) const
{
    LogBands bands(m_options);
    const std::size_t count = std::size_t(bands.count());
    std::vector<LogSpectrogram> result(
        mixes.size(), {m_options, bands.count(), m_frames, std::vector<float>(count * m_frames)});
    std::vector<float> gains;
    for (const std::vector<float>& mix : mixes)
        gains.push_back(gainOf(mix));

    std::vector<std::complex<float>> sum(std::size_t(m_options.frameSize) / 2);
    std::vector<float> column(count);
    for (int t = 0; t < m_frames; ++t)
        for (std::size_t m = 0; m < mixes.size(); ++m) {
            std::ranges::fill(sum, 0.0f);
            for (int i = 0; i < m_components; ++i) {
                const Spectra& spectra = m_spectra[i];
                const int frame = t - spectra.firstFrame;
                if (mixes[m][i] != 0.0f && frame >= 0 && frame < spectra.frames.frames)
                    addScaled(sum, spectra.frames.frame(frame), mixes[m][i]);
            }
            bands.compute(sum, gains[m], column);
            for (std::size_t band = 0; band < count; ++band)
                result[m].values[band * m_frames + t] = column[band];
        }
    return result;
}

}  // namespace whence
