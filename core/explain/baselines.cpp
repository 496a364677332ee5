#include "core/explain/baselines.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>

#include "core/explain/mix_spectrograms.h"

namespace whence {

namespace {

constexpr float attenuation = 0.25118864f;  // 12 dB
constexpr double pieceSeconds = 0.5;        // of shuffled stems
constexpr double fadeSeconds = 0.005;       // at either end of a piece

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
                const WindowModel& model, std::vector<std::vector<BaselineEffects>>& effects,
                const Progress& progress)
{
    const MixSpectrograms spectrograms(components, model.spectrogram(), model.windowFrames(),
                                       MixGain::OfFullMix);
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

// What stems[i] has more than its shuffled self, for each i, and the sum of the shuffled ones: all
// together are the mix; without one difference that stem is shuffled.
StemSet differencesFromShuffled(const StemSet& stems)
{
    StemSet shuffled = stems;
    StemSet result = stems;
    for (int i = 0; i < stems.count(); ++i) {
        shuffled.stems[i] = shuffledInTime(stems.stems[i]);
        std::ranges::transform(stems.stems[i].channels[0], shuffled.stems[i].channels[0],
                               result.stems[i].channels[0].begin(), std::minus());
    }
    result.names.push_back("shuffled");
    result.stems.push_back(sumOfStems(shuffled));
    return result;
}

}  // namespace

std::vector<std::vector<BaselineEffects>> compareBaselines(
    const StemSet& monoStems, const WindowModel& model,
    const std::vector<SourceExplanation>& sources, const Progress& progress)
{
    std::vector<std::vector<BaselineEffects>> effects;
    for (const SourceExplanation& source : sources)
        effects.push_back({{"left out", source.leaveOneOut}});
    addEffects("attenuated by 12 dB", monoStems, monoStems.count(), attenuation, model, effects,
               progress.part(0.0, 0.5));
    addEffects("shuffled in time", differencesFromShuffled(monoStems), monoStems.count(), 0.0f,
               model, effects, progress.part(0.5, 1.0));
    return effects;
}

}  // namespace whence
