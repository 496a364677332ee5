#include "core/explain/effects.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace whence {

namespace {

bool hasReference(const ModelInfo& model)
{
    return !model.referenceSet.empty() &&
           std::ranges::all_of(model.features, [&](const std::string& feature) {
               return model.reference.contains(feature);
           });
}

}  // namespace

std::vector<Effect> computeEffects(const ModelInfo& model, const Prediction& prediction,
                                   int emotion)
{
    assert(emotion >= 0 && emotion < int(model.emotions.size()));
    assert(prediction.features.size() == model.features.size());
    const bool centered = hasReference(model);
    std::vector<Effect> effects;
    double total = 0.0;
    double totalCentered = 0.0;
    for (std::size_t i = 0; i < model.features.size(); ++i) {
        Effect effect;
        effect.feature = model.features[i];
        effect.weight = model.weights[emotion][i];
        effect.value = prediction.features[i];
        effect.effect = effect.weight * effect.value;
        if (centered)
            effect.centered =
                effect.weight * (effect.value - model.reference.at(effect.feature).mean);
        total += std::abs(effect.effect);
        totalCentered += std::abs(effect.centered.value_or(0.0));
        effects.push_back(std::move(effect));
    }
    for (Effect& effect : effects) {
        effect.relative = total > 0.0 ? effect.effect / total : 0.0;
        if (effect.centered)
            effect.relativeCentered = totalCentered > 0.0 ? *effect.centered / totalCentered : 0.0;
    }
    return effects;
}

int largestEffect(const std::vector<Effect>& effects)
{
    int largest = -1;
    double size = 0.0;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const double candidate = std::abs(effects[i].centered.value_or(effects[i].effect));
        if (largest < 0 || candidate > size) {
            largest = int(i);
            size = candidate;
        }
    }
    return largest;
}

}  // namespace whence
