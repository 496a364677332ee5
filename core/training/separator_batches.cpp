#include "core/training/separator_batches.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>

#include "core/dsp/stft.h"

namespace whence {

namespace {

using Channels = std::array<std::vector<float>, 2>;
using Excerpt = std::vector<Channels>;  // by stem; empty channels are silent

/// Reproducible draws that depend on their place in the training only (SplitMix64).
class Draw {
public:
    Draw(std::uint64_t seed, std::uint64_t step, std::uint64_t item)
        : m_state(seed * 0x9e3779b97f4a7c15u ^ (step << 20) ^ item)
    {
        bits();
    }
    double uniform(double low = 0.0, double high = 1.0)
    {
        return low + (high - low) * double(bits() >> 11) * 0x1p-53;
    }
    std::size_t index(std::size_t count) { return std::size_t(uniform() * double(count)); }
    bool chance(double probability) { return uniform() < probability; }
    float gain(double decibels) { return float(std::pow(10.0, uniform(-decibels, decibels) / 20)); }

private:
    std::uint64_t bits()
    {
        std::uint64_t z = m_state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    std::uint64_t m_state;
};

std::size_t excerptSamples(const SeparatorTrainingOptions& options)
{
    const StftOptions& stft = options.card.stft;
    return std::size_t(options.excerptFrames - 1) * stft.hop + stft.frameSize;
}

/// `length` samples from `start` on, zeros behind the end; empty if all of it is silent.
Channels cut(const PackedAudio& audio, std::size_t start, std::size_t length, float gain)
{
    Channels result;
    if (audio.frames() <= start)
        return result;
    const std::size_t count = std::min(length, audio.frames() - start);
    const std::int16_t* from = audio.samples.data() + 2 * start;
    if (std::all_of(from, from + 2 * count, [](std::int16_t x) { return x == 0; }))
        return result;
    const float factor = gain * audio.scale / 32767.0f;
    for (std::size_t c = 0; c < 2; ++c) {
        result[c].resize(length);
        for (std::size_t i = 0; i < count; ++i)
            result[c][i] = factor * float(from[2 * i + c]);
    }
    return result;
}

std::size_t drawStart(std::size_t frames, std::size_t length, Draw& draw)
{
    return frames > length ? draw.index(frames - length + 1) : 0;
}

Excerpt drawExcerpt(const SeparatorTrainingData& data, const SeparatorTrainingOptions& options,
                    Draw& draw)
{
    const std::size_t length = excerptSamples(options);
    const StemClip* clip = &data.clips[draw.index(data.clips.size())];
    std::size_t start = drawStart(clip->frames, length, draw);
    const bool remix = draw.chance(options.remixShare);
    Excerpt excerpt;
    for (std::size_t s = 0; s < clip->stems.size(); ++s) {
        if (remix) {
            clip = &data.clips[draw.index(data.clips.size())];
            start = drawStart(clip->frames, length, draw);
        }
        excerpt.push_back(cut(clip->stems[s], start, length, draw.gain(options.gainRange)));
        if (draw.chance(0.5))
            std::swap(excerpt.back()[0], excerpt.back()[1]);
    }
    const auto& names = options.card.stems;
    const auto place = [&](const char* stem) {
        return std::size_t(std::ranges::find(names, stem) - names.begin());
    };
    const auto exchange = [&](std::size_t stem, const std::vector<PackedAudio>& recordings,
                              double share) {
        if (recordings.empty() || !draw.chance(share))
            return;
        const PackedAudio& recording = recordings[draw.index(recordings.size())];
        const float level = 0.5f / std::max(1e-3f, recording.scale);  // peak −6 dBFS
        const std::size_t from = drawStart(recording.frames(), length, draw);
        excerpt[stem] = cut(recording, from, length, level * draw.gain(options.gainRange));
    };
    if (const std::size_t vocals = place("vocals"); vocals < names.size()) {
        if (draw.chance(options.vocalFreeShare))
            excerpt[vocals] = {};
        else
            exchange(vocals, data.vocals, options.extraVocalsShare);
    }
    if (const std::size_t drums = place("drums"); drums < names.size())
        exchange(drums, data.drums, options.extraDrumsShare);
    const float overall = draw.gain(options.gainRange);
    for (Channels& stem : excerpt)
        for (auto& channel : stem)
            for (float& sample : channel)
                sample *= overall;
    return excerpt;
}

SeparatorBatch emptyBatch(int size, SeparatorObjective objective,
                          const SeparatorTrainingOptions& options)
{
    SeparatorBatch batch;
    batch.objective = objective;
    batch.size = size;
    batch.frames = options.excerptFrames;
    batch.bins = options.card.frequencyBins;
    batch.stems = int(options.card.stems.size());
    const std::size_t points = std::size_t(size) * batch.frames * batch.bins * 2;
    batch.magnitudes.resize(points);
    if (objective == SeparatorObjective::Shares)
        batch.shares.resize(points * batch.stems);
    else
        batch.ratios.resize(points * batch.stems);
    batch.scales.resize(size);
    return batch;
}

/// The frames of a channel that lie wholly inside the excerpt; silent ones have no values.
std::vector<std::complex<float>> spectrum(const std::vector<float>& samples,
                                          const SeparatorTrainingOptions& options)
{
    if (samples.empty())
        return {};
    const Stft stft = computeStft(samples, options.card.stft);
    const int guard = options.card.stft.frameSize / options.card.stft.hop;
    std::vector<std::complex<float>> result;
    result.reserve(std::size_t(options.excerptFrames) * options.card.frequencyBins);
    for (int t = 0; t < options.excerptFrames; ++t) {
        const auto first = stft.values.begin() + std::ptrdiff_t(t + guard) * stft.bins;
        result.insert(result.end(), first, first + options.card.frequencyBins);
    }
    return result;
}

// Both for one channel of a point: a value for every second place.

void setShares(const std::vector<std::complex<float>>& sources, float* shares)
{
    float total = 1e-9f;
    for (std::size_t s = 0; s < sources.size(); ++s)
        total += shares[2 * s] = std::sqrt(std::norm(sources[s]));
    for (std::size_t s = 0; s < sources.size(); ++s)
        shares[2 * s] /= total;
}

void setRatios(const std::vector<std::complex<float>>& sources, std::complex<float> mix,
               std::complex<float>* ratios)
{
    const std::complex<float> inverse = std::conj(mix) / std::max(std::norm(mix), 1e-18f);
    for (std::size_t s = 0; s < sources.size(); ++s)
        ratios[2 * s] = sources[s] * inverse;
}

/// Fills in item `item` for one channel.
void fill(SeparatorBatch& batch, int item, int channel,
          const std::vector<std::vector<std::complex<float>>>& stems)
{
    const std::size_t points = std::size_t(batch.frames) * batch.bins;
    const auto count = std::size_t(batch.stems);
    std::vector<std::complex<float>> sources(count);
    double sum = 0.0;
    for (std::size_t i = 0; i < points; ++i) {
        std::complex<float> mix = 0.0f;
        for (std::size_t s = 0; s < count; ++s)
            mix += sources[s] = stems[s].empty() ? 0.0f : stems[s][i];
        const std::size_t point = std::size_t(item) * points + i;
        const float magnitude = std::sqrt(std::norm(mix));
        batch.magnitudes[point * 2 + std::size_t(channel)] = magnitude;
        sum += double(magnitude);
        const std::size_t place = point * count * 2 + std::size_t(channel);
        if (batch.objective == SeparatorObjective::Shares)
            setShares(sources, batch.shares.data() + place);
        else
            setRatios(sources, mix, batch.ratios.data() + place);
    }
    batch.scales[item] += float(sum / double(2 * points));  // turned over by addExcerpt()
}

void addExcerpt(SeparatorBatch& batch, int item, const Excerpt& excerpt,
                const SeparatorTrainingOptions& options)
{
    for (int channel = 0; channel < 2; ++channel) {
        std::vector<std::vector<std::complex<float>>> stems;
        for (const Channels& stem : excerpt)
            stems.push_back(spectrum(stem[std::size_t(channel)], options));
        fill(batch, item, channel, stems);
    }
    batch.scales[item] = 1.0f / std::max(1e-3f, batch.scales[item]);
}

bool isSilent(const Excerpt& excerpt)
{
    return std::ranges::all_of(excerpt, [](const Channels& stem) { return stem[0].empty(); });
}

}  // namespace

SeparatorObjective objectiveAt(int step, const SeparatorTrainingOptions& options)
{
    return step >= (1.0 - options.spectrumShare) * options.steps ? SeparatorObjective::SiSdr
                                                                 : SeparatorObjective::Shares;
}

SeparatorBatch trainingBatch(const SeparatorTrainingData& data,
                             const SeparatorTrainingOptions& options, int step)
{
    SeparatorBatch batch = emptyBatch(options.batch, objectiveAt(step, options), options);
    for (int item = 0; item < options.batch; ++item) {
        Draw draw(options.seed, std::uint64_t(step), std::uint64_t(item));
        Excerpt excerpt = drawExcerpt(data, options, draw);
        for (int attempt = 0; isSilent(excerpt) && attempt < 10; ++attempt)
            excerpt = drawExcerpt(data, options, draw);
        addExcerpt(batch, item, excerpt, options);
    }
    return batch;
}

SeparatorBatch separatorValidationBatch(const SeparatorTrainingData& data,
                                        const SeparatorTrainingOptions& options, int first,
                                        int count)
{
    SeparatorBatch batch = emptyBatch(count, objectiveAt(options.steps - 1, options), options);
    const std::size_t length = excerptSamples(options);
    for (int item = 0; item < count; ++item) {
        const auto number = std::size_t(first + item);
        const StemClip& clip = data.validation[number % data.validation.size()];
        Draw draw(options.seed, 0, number);  // where in the clip
        const std::size_t start = drawStart(clip.frames, length, draw);
        Excerpt excerpt;
        for (const PackedAudio& stem : clip.stems)
            excerpt.push_back(cut(stem, start, length, 1.0f));
        addExcerpt(batch, item, excerpt, options);
    }
    return batch;
}

}  // namespace whence
