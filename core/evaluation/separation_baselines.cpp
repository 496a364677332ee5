#include <algorithm>
#include <cmath>
#include <complex>

#include "core/audio/resample.h"
#include "core/evaluation/separation_quality.h"

namespace whence {

namespace {

using Mask = std::vector<float>;  // frames × bins

/// Median of `values` at the places from − reach … from + reach (in steps), the ends repeated less.
float medianAround(const std::vector<float>& values, std::ptrdiff_t at, std::ptrdiff_t step,
                   int index, int count, std::vector<float>& window)
{
    constexpr int reach = 8;  // 17 points: 0.4 s or 180 Hz
    window.clear();
    for (int i = std::max(0, index - reach); i <= std::min(count - 1, index + reach); ++i)
        window.push_back(values[std::size_t(at + (i - index) * step)]);
    const auto middle = window.begin() + std::ptrdiff_t(window.size() / 2);
    std::nth_element(window.begin(), middle, window.end());
    return *middle;
}

/// How much of each point is percussive: energies of the vertical and horizontal medians.
Mask percussiveMask(const Stft& mid, const Progress& progress)
{
    std::vector<float> magnitudes(mid.values.size());
    for (std::size_t i = 0; i < magnitudes.size(); ++i)
        magnitudes[i] = std::abs(mid.values[i]);
    Mask mask(magnitudes.size());
    std::vector<float> window;
    for (int t = 0; t < mid.frames; ++t) {
        for (int bin = 0; bin < mid.bins; ++bin) {
            const std::ptrdiff_t at = std::ptrdiff_t(t) * mid.bins + bin;
            const float harmonic = medianAround(magnitudes, at, mid.bins, t, mid.frames, window);
            const float percussive = medianAround(magnitudes, at, 1, bin, mid.bins, window);
            const float sum = harmonic * harmonic + percussive * percussive;
            mask[std::size_t(at)] = sum > 0.0f ? percussive * percussive / sum : 0.5f;
        }
        progress.report(double(t + 1) / mid.frames);
    }
    return mask;
}

std::vector<float> masked(const Stft& stft, const Mask& mask, std::size_t length)
{
    Stft product = stft;
    for (std::size_t i = 0; i < mask.size(); ++i)
        product.values[i] *= mask[i];
    return inverseStft(product, length);
}

StemSet namedStems(const AudioBuffer& mix, const std::vector<std::string>& names,
                   const std::string& origin)
{
    StemSet result{names, {}, {}, origin};
    result.stems.assign(names.size(), {mix.sampleRate, {}});
    return result;
}

}  // namespace

StemSet constantMaskStems(const AudioBuffer& mix, const std::vector<std::string>& names)
{
    StemSet result = namedStems(mix, names, "constant mask");
    for (AudioBuffer& stem : result.stems) {
        stem = mix;
        for (auto& channel : stem.channels)
            for (float& sample : channel)
                sample /= float(names.size());
    }
    return result;
}

StemSet harmonicPercussiveStems(const AudioBuffer& mix, const std::vector<std::string>& names,
                                const Progress& progress)
{
    constexpr double bassLimit = 200.0;  // Hz
    const AudioBuffer stereo = toStereo(mix);
    const std::vector<Stft> spectra = {computeStft(stereo.channels[0]),
                                       computeStft(stereo.channels[1])};
    const Stft mid = computeStft(downmix(stereo).channels[0]);
    const Mask percussive = percussiveMask(mid, progress);
    const double binWidth = double(mix.sampleRate) / mid.options.frameSize;

    std::map<std::string, Mask> masks;
    for (const char* name : {"vocals", "piano", "drums", "bass", "other"})
        masks[name].resize(percussive.size());
    for (std::size_t i = 0; i < percussive.size(); ++i) {
        const float harmonic = 1.0f - percussive[i];
        masks["drums"][i] = percussive[i];
        if (double(i % std::size_t(mid.bins)) * binWidth < bassLimit) {
            masks["bass"][i] = harmonic;
            continue;
        }
        const std::complex<float> left = spectra[0].values[i];
        const std::complex<float> right = spectra[1].values[i];
        const float sum = std::abs(left) + std::abs(right);
        const float center = sum > 0.0f ? 1.0f - std::abs(left - right) / sum : 0.0f;
        const float vocals = 0.5f * harmonic * center;
        masks["vocals"][i] = vocals;
        masks["piano"][i] = 0.5f * (harmonic - vocals);
        masks["other"][i] = masks["piano"][i];
    }
    if (std::ranges::find(names, "piano") == names.end())
        for (std::size_t i = 0; i < percussive.size(); ++i)
            masks["other"][i] += masks["piano"][i];

    StemSet result = namedStems(stereo, names, "harmonic/percussive/center");
    for (std::size_t s = 0; s < names.size(); ++s) {
        Mask& mask = masks[names[s]];
        mask.resize(percussive.size());
        for (const Stft& stft : spectra)
            result.stems[s].channels.push_back(masked(stft, mask, stereo.frames()));
    }
    return result;
}

StemSet oracleMaskStems(const AudioBuffer& mix, const StemSet& truth, const StftOptions& options)
{
    StemSet result = namedStems(mix, truth.names, "oracle ratio mask");
    for (std::size_t c = 0; c < mix.channels.size(); ++c) {
        const Stft mixed = computeStft(mix.channels[c], options);
        std::vector<Mask> masks;
        Mask sum(mixed.values.size(), 1e-10f);
        for (const AudioBuffer& stem : truth.stems) {
            const Stft stft = computeStft(stem.channels[c], options);
            Mask& mask = masks.emplace_back(sum.size());
            for (std::size_t i = 0; i < mask.size(); ++i) {
                mask[i] = std::abs(stft.values[i]);
                sum[i] += mask[i];
            }
        }
        for (std::size_t s = 0; s < masks.size(); ++s) {
            for (std::size_t i = 0; i < sum.size(); ++i)
                masks[s][i] /= sum[i];
            result.stems[s].channels.push_back(masked(mixed, masks[s], mix.frames()));
        }
    }
    return result;
}

}  // namespace whence
