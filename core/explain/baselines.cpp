#include "core/explain/baselines.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "core/explain/mix_spectrograms.h"

namespace whence {

namespace {

constexpr float attenuation = 0.25118864f;  // 12 dB
constexpr double noiseLevel = 0.01;         // 40 dB below the mix
constexpr double pieceSeconds = 0.5;        // of shuffled stems
constexpr double fadeSeconds = 0.005;       // at either end of a piece

double rootMeanSquare(const AudioBuffer& audio)
{
    double energy = 0.0;
    std::size_t count = 0;
    for (const auto& channel : audio.channels) {
        for (const float sample : channel)
            energy += double(sample) * sample;
        count += channel.size();
    }
    return count > 0 ? std::sqrt(energy / double(count)) : 0.0;
}

std::vector<int> shuffledOrder(int count)
{
    std::vector<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::mt19937_64 random(1);
    // By hand: std::shuffle differs between libraries.
    for (int i = count - 1; i > 0; --i)
        std::swap(order[i], order[random() % std::uint64_t(i + 1)]);
    return order;
}

// The same sound in another order; what is left after the last whole piece stays at the end.
AudioBuffer shuffledInTime(const AudioBuffer& audio)
{
    const int piece = std::max(1, int(pieceSeconds * audio.sampleRate));
    const int fade = int(fadeSeconds * audio.sampleRate);
    const std::vector<int> order = shuffledOrder(int(audio.frames()) / piece);
    AudioBuffer result = audio;
    for (std::size_t c = 0; c < audio.channels.size(); ++c) {
        for (std::size_t k = 0; k < order.size(); ++k) {
            const float* const from = audio.channels[c].data() + std::size_t(order[k]) * piece;
            float* const to = result.channels[c].data() + k * piece;
            for (int i = 0; i < piece; ++i) {
                const int toEdge = std::min(i, piece - 1 - i);
                to[i] = from[i] * std::min(1.0f, float(toEdge + 1) / float(fade + 1));
            }
        }
    }
    return result;
}

// What each feature changes as each of the first `stems` components in turn has another gain, all
// others sounding in full.
void addEffects(const std::string& baseline, const StemSet& components, int stems, float gain,
                const EmotionModel& model, MixGain gainOfMixes,
                std::vector<std::vector<BaselineEffects>>& effects, const Progress& progress)
{
    const MixSpectrograms spectrograms(components, model.info().spectrogram,
                                       model.info().windowFrames, gainOfMixes);
    std::vector<std::vector<float>> mixes(stems + 1,
                                          std::vector<float>(components.stems.size(), 1.0f));
    for (int i = 0; i < stems; ++i)
        mixes[i + 1][i] = gain;
    const auto predictions = model.predict(
        int(mixes.size()), [&](int i) { return spectrograms.window(mixes[i]); }, progress);
    for (std::size_t feature = 0; feature < effects.size(); ++feature) {
        BaselineEffects result{baseline, {}};
        for (int i = 0; i < stems; ++i)
            result.changes.push_back(predictions[0].features[feature] -
                                     predictions[i + 1].features[feature]);
        effects[feature].push_back(std::move(result));
    }
}

// Another noise for each stem, always the same.
AudioBuffer noiseLike(const AudioBuffer& audio, double rms, std::uint64_t seed)
{
    const double largest = rms * std::sqrt(3.0);  // of numbers spread evenly to both sides of 0
    std::mt19937_64 random(seed);
    AudioBuffer result = audio;
    for (auto& channel : result.channels)
        for (float& sample : channel)
            sample = float(largest * (double(random() >> 11) * 0x1p-52 - 1.0));
    return result;
}

// What stems[i] has more than its substitute, for each i, and the sum of the substitutes: all
// together are the mix; without one difference that stem is replaced.
StemSet differencesFrom(const StemSet& substitutes, const StemSet& stems)
{
    StemSet result = stems;
    for (int i = 0; i < stems.count(); ++i)
        std::ranges::transform(stems.stems[i].channels[0], substitutes.stems[i].channels[0],
                               result.stems[i].channels[0].begin(), std::minus());
    result.names.push_back("substitutes");
    result.stems.push_back(sumOfStems(substitutes));
    return result;
}

StemSet shuffledStems(const StemSet& stems)
{
    StemSet result = stems;
    std::ranges::transform(stems.stems, result.stems.begin(), shuffledInTime);
    return result;
}

StemSet noiseStems(const StemSet& stems)
{
    const double rms = noiseLevel * rootMeanSquare(sumOfStems(stems));
    StemSet result = stems;
    for (int i = 0; i < stems.count(); ++i)
        result.stems[i] = noiseLike(stems.stems[i], rms, std::uint64_t(i + 1));
    return result;
}

}  // namespace

std::vector<std::vector<BaselineEffects>> compareBaselines(
    const StemSet& monoStems, const EmotionModel& model,
    const std::vector<SourceExplanation>& sources, MixGain gain, const Progress& progress)
{
    std::vector<std::vector<BaselineEffects>> effects;
    for (const SourceExplanation& source : sources)
        effects.push_back({{"left out", source.leaveOneOut}});
    addEffects("attenuated by 12 dB", monoStems, monoStems.count(), attenuation, model, gain,
               effects, progress.part(0.0, 1.0 / 3));
    addEffects("shuffled in time", differencesFrom(shuffledStems(monoStems), monoStems),
               monoStems.count(), 0.0f, model, gain, effects, progress.part(1.0 / 3, 2.0 / 3));
    addEffects("replaced by faint noise", differencesFrom(noiseStems(monoStems), monoStems),
               monoStems.count(), 0.0f, model, gain, effects, progress.part(2.0 / 3, 1.0));
    return effects;
}

}  // namespace whence
