#include "core/separation/segment_masking.h"

#include <algorithm>
#include <complex>

#include "core/tensors/network_library.h"

namespace whence {

namespace {

using Masks = std::vector<std::vector<float>>;

// computeStft() starts a frame size before the first sample; the frames that see only samples of
// the segment follow these.
int guardFrames(const SeparatorInfo& info)
{
    return info.stft.frameSize / info.stft.hop;
}

std::vector<float> magnitudes(const std::vector<Stft>& channels, const SeparatorInfo& info)
{
    std::vector<float> result(std::size_t(info.segmentFrames) * info.frequencyBins * 2);
    float* out = result.data();
    for (int t = 0; t < info.segmentFrames; ++t) {
        const std::size_t first = std::size_t(t + guardFrames(info)) * channels.front().bins;
        for (int bin = 0; bin < info.frequencyBins; ++bin)
            for (const Stft& channel : channels)
                *out++ = std::abs(channel.values[first + bin]);
    }
    return result;
}

/// The vocals' share goes to the others, in proportion to theirs.
void muteVocals(Masks& masks, const SeparatorInfo& info)
{
    const auto found = std::ranges::find(info.stems, "vocals");
    if (found == info.stems.end() || masks.size() < 2)
        return;
    const auto vocals = std::size_t(found - info.stems.begin());
    constexpr float epsilon = 1e-6f;  // shares alike where there is nothing but vocals
    for (std::size_t i = 0; i < masks[vocals].size(); ++i) {
        float others = 0.0f;
        for (std::size_t s = 0; s < masks.size(); ++s)
            others += s == vocals ? 0.0f : masks[s][i] + epsilon;
        for (std::size_t s = 0; s < masks.size(); ++s)
            masks[s][i] = s == vocals ? 0.0f : (masks[s][i] + epsilon) / others;
    }
}

/// Multiplies one frame of one channel by its mask; `mask` has a value for every second place.
void maskFrame(std::span<const std::complex<float>> in, const float* mask,
               std::span<std::complex<float>> out, const SeparatorInfo& info, HighBand highBand)
{
    const auto band = std::size_t(info.frequencyBins);
    for (std::size_t bin = 0; bin < band; ++bin)
        out[bin] = mask[2 * bin] * in[bin];
    float above = 0.0f;
    if (highBand == HighBand::ByMaskBelow) {
        constexpr float epsilon = 1e-10f;  // plain mean of the mask where there is silence
        float weighted = 0.0f;
        float energy = 0.0f;
        for (std::size_t bin = band - (band + 7) / 8; bin < band; ++bin) {
            weighted += mask[2 * bin] * (std::norm(in[bin]) + epsilon);
            energy += std::norm(in[bin]) + epsilon;
        }
        above = weighted / energy;
    }
    for (std::size_t bin = band; bin < in.size(); ++bin)
        out[bin] = above * in[bin];
}

std::vector<float> maskedSignal(const Stft& stft, const std::vector<float>& mask, int channel,
                                const SeparatorInfo& info, HighBand highBand)
{
    const int guard = guardFrames(info);
    const auto bins = std::size_t(stft.bins);
    Stft masked{stft.options, guard + info.segmentFrames, stft.bins, {}};
    masked.values.resize(std::size_t(masked.frames) * bins);
    for (int t = 0; t < info.segmentFrames; ++t) {
        const std::size_t first = std::size_t(t + guard) * bins;
        maskFrame({stft.values.data() + first, bins},
                  mask.data() + std::size_t(t) * info.frequencyBins * 2 + channel,
                  {masked.values.data() + first, bins}, info, highBand);
    }
    return inverseStft(masked, segmentSamples(info));
}

}  // namespace

std::size_t segmentSamples(const SeparatorInfo& info)
{
    return std::size_t(info.segmentFrames - 1) * info.stft.hop + info.stft.frameSize;
}

std::vector<AudioBuffer> separateSegment(const std::vector<std::span<const float>>& channels,
                                         const SeparatorInfo& info, const MaskNetwork& network,
                                         const SeparationOptions& options, const Progress& progress)
{
    std::vector<Stft> spectra(channels.size());
    parallelFor(int(channels.size()),
                [&](int channel) { spectra[channel] = computeStft(channels[channel], info.stft); });
    Masks masks = network(magnitudes(spectra, info), progress);
    if (options.instrumental)
        muteVocals(masks, info);

    std::vector<AudioBuffer> stems(masks.size(), {info.sampleRate, {{}, {}}});
    parallelFor(2 * int(masks.size()), [&](int task) {
        const int stem = task / 2;
        const int channel = task % 2;
        stems[stem].channels[channel] =
            maskedSignal(spectra[channel], masks[stem], channel, info, options.highBand);
    });
    return stems;
}

}  // namespace whence
