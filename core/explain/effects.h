#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/emotion_model.h"

namespace whence {

/// What one feature adds to one emotion: weight · value (paper §3, methods §5). The effects
/// of all features and the emotion's bias sum up to the prediction.
struct Effect {
    std::string feature;
    double weight = 0.0;             // of the linear head
    double value = 0.0;              // of the feature
    double effect = 0.0;             // weight · value
    double relative = 0.0;           // effect / Σ |effects|; 0 if all are 0
    std::optional<double> centered;  // weight · (value − reference mean); none without a reference
    std::optional<double> relativeCentered;  // centered / Σ |centered|; 0 if all are 0
};

/// The effects on one emotion, in the order of the features.
std::vector<Effect> computeEffects(const ModelInfo& model, const Prediction& prediction,
                                   int emotion);

/// Index of the effect that is largest in absolute value: centered if known, else raw. -1 if none.
int largestEffect(const std::vector<Effect>& effects);

}  // namespace whence
