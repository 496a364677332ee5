#include "core/report/model_comparison.h"

#include <algorithm>

#include "core/report/name_index.h"
#include "core/report/report_text.h"

namespace whence {

namespace {

/// Those of the first, then what only the second has.
std::vector<std::string> allNames(std::vector<std::string> first,
                                  const std::vector<std::string>& second)
{
    for (const std::string& name : second)
        if (indexOfName(first, name) < 0)
            first.push_back(name);
    return first;
}

std::optional<double> valueOf(const std::vector<std::string>& names,
                              const std::vector<double>& values, const std::string& name)
{
    const int index = indexOfName(names, name);
    return index < 0 || index >= int(values.size()) ? std::nullopt
                                                    : std::optional(values[std::size_t(index)]);
}

ComparedGroup comparePredictions(const Analysis& mine, const Analysis& other)
{
    ComparedGroup group{"Prediction", {}};
    for (const std::string& name : allNames(mine.model.emotions, other.model.emotions))
        group.values.push_back({displayName(name),
                                valueOf(mine.model.emotions, mine.prediction.emotions, name),
                                valueOf(other.model.emotions, other.prediction.emotions, name),
                                {},
                                {}});
    for (const std::string& name : allNames(mine.model.features, other.model.features))
        group.values.push_back({displayName(name),
                                valueOf(mine.model.features, mine.prediction.features, name),
                                valueOf(other.model.features, other.prediction.features, name),
                                {},
                                {}});
    return group;
}

/// Of this emotion; empty if the model does not know it.
std::vector<Effect> effectsOn(const Analysis& analysis, const std::string& emotion)
{
    const int index = indexOfName(analysis.model.emotions, emotion);
    return index < 0 || index >= int(analysis.effects.size())
               ? std::vector<Effect>()
               : analysis.effects[std::size_t(index)];
}

std::optional<double> effectOf(const std::vector<Effect>& effects, const std::string& feature,
                               bool isCentered)
{
    const auto found = std::ranges::find(effects, feature, &Effect::feature);
    if (found == effects.end())
        return std::nullopt;
    return isCentered ? found->centered : found->effect;
}

ComparedGroup compareEffects(const Analysis& mine, const Analysis& other,
                             const std::string& emotion)
{
    const std::vector<Effect> first = effectsOn(mine, emotion);
    const std::vector<Effect> second = effectsOn(other, emotion);
    const bool isCentered = (first.empty() || hasCenteredEffects(first)) &&
                            (second.empty() || hasCenteredEffects(second));
    ComparedGroup group{
        "Effects on " + displayName(emotion) + (isCentered ? ", centered" : ", raw"), {}};
    for (const std::string& feature : allNames(mine.model.features, other.model.features))
        group.values.push_back({displayName(feature),
                                effectOf(first, feature, isCentered),
                                effectOf(second, feature, isCentered),
                                {},
                                {}});
    return group;
}

/// The strongest stem of a feature and its weight; none if it is not known.
std::pair<std::string, std::optional<double>> strongestOf(const Analysis& analysis,
                                                          const std::string& feature)
{
    const auto found = std::ranges::find(analysis.sources, feature, &SourceExplanation::feature);
    const int stem = found == analysis.sources.end() ? -1 : strongestStem(found->lime.coefficients);
    if (stem < 0)
        return {};
    return {found->stems[std::size_t(stem)], found->lime.coefficients[std::size_t(stem)]};
}

ComparedGroup compareStems(const Analysis& mine, const Analysis& other)
{
    ComparedGroup group{"Strongest stem of", {}};
    for (const std::string& feature : allNames(mine.model.features, other.model.features)) {
        const auto [mineStem, mineWeight] = strongestOf(mine, feature);
        const auto [otherStem, otherWeight] = strongestOf(other, feature);
        group.values.push_back(
            {displayName(feature), mineWeight, otherWeight, mineStem, otherStem});
    }
    return group;
}

}  // namespace

std::vector<ComparedGroup> compareAnalyses(const Analysis& mine, const Analysis& other)
{
    std::vector<ComparedGroup> groups = {comparePredictions(mine, other)};
    for (const std::string& emotion : allNames(mine.model.emotions, other.model.emotions))
        groups.push_back(compareEffects(mine, other, emotion));
    if (!mine.sources.empty() || !other.sources.empty())
        groups.push_back(compareStems(mine, other));
    return groups;
}

}  // namespace whence
