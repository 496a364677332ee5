#include "core/explain/mixes.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <random>
#include <string>

#include "core/error.h"

namespace whence {

namespace {

// So many windows are made at a time: enough to share the work, few enough to be cancelled soon.
constexpr int windowsAtOnce = 8;

std::vector<float> gainsOf(Coalition coalition, int components)
{
    std::vector<float> gains(components);
    for (int i = 0; i < components; ++i)
        gains[i] = float(coalition >> i & 1);
    return gains;
}

/// The coalitions without repetition, in the order of their first appearance.
std::vector<Coalition> distinct(const std::vector<Coalition>& coalitions,
                                std::map<Coalition, std::size_t>& places)
{
    std::vector<Coalition> result;
    for (const Coalition coalition : coalitions)
        if (places.try_emplace(coalition, result.size()).second)
            result.push_back(coalition);
    return result;
}

std::vector<Prediction> predictEach(const MixSpectrograms& spectrograms, const EmotionModel& model,
                                    const std::vector<Coalition>& coalitions,
                                    const Progress& progress)
{
    std::vector<LogSpectrogram> made;
    int firstMade = 0;
    const auto window = [&](int index) {
        if (index < firstMade || index >= firstMade + int(made.size())) {
            firstMade = index;
            std::vector<std::vector<float>> mixes;
            for (int i = index; i < std::min(index + windowsAtOnce, int(coalitions.size())); ++i)
                mixes.push_back(gainsOf(coalitions[i], spectrograms.components()));
            made = spectrograms.windows(mixes);
        }
        return made[index - firstMade];
    };
    return model.predict(int(coalitions.size()), window, progress);
}

}  // namespace

std::vector<double> MixTable::featureValues(int feature) const
{
    std::vector<double> values;
    for (const Prediction& prediction : predictions)
        values.push_back(prediction.features.at(feature));
    return values;
}

std::vector<Coalition> allCoalitions(int components)
{
    if (components < 1 || components > maxExhaustiveComponents)
        throw Error("All combinations can be taken of 1 to " +
                    std::to_string(maxExhaustiveComponents) + " components, not of " +
                    std::to_string(components) + ".");
    std::vector<Coalition> coalitions;
    for (Coalition row = Coalition(1) << components; row-- > 0;) {
        Coalition coalition = 0;  // the row as a number has the first component as its highest bit
        for (int i = 0; i < components; ++i)
            coalition |= (row >> (components - 1 - i) & 1) << i;
        coalitions.push_back(coalition);
    }
    return coalitions;
}

std::vector<Coalition> randomCoalitions(int components, int count, std::uint64_t seed)
{
    assert(components >= 1 && components <= 64);
    const Coalition all = ~Coalition(0) >> (64 - components);
    std::mt19937_64 random(seed);
    std::vector<Coalition> coalitions;
    for (int i = 0; i < count; ++i)
        coalitions.push_back(i == 0 ? all : random() & all);
    return coalitions;
}

MixTable predictMixes(const StemSet& components, const EmotionModel& model,
                      const std::vector<Coalition>& coalitions, MixGain gain,
                      const Progress& progress)
{
    const MixSpectrograms spectrograms(components, model.info().spectrogram,
                                       model.info().windowFrames, gain, progress.part(0.0, 0.05));
    std::map<Coalition, std::size_t> places;
    const std::vector<Prediction> predictions =
        predictEach(spectrograms, model, distinct(coalitions, places), progress.part(0.05, 1.0));

    const int count = components.count();
    MixTable table{components.names, false, coalitions, {}};
    table.exhaustive = count <= maxExhaustiveComponents && coalitions == allCoalitions(count);
    for (const Coalition coalition : coalitions)
        table.predictions.push_back(predictions.at(places.at(coalition)));
    return table;
}

}  // namespace whence
