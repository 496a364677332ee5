#pragma once

#include <string>
#include <vector>

#include "core/explain/checks.h"
#include "core/explain/effects.h"
#include "core/explain/source_explanation.h"

namespace whence {

/// prediction ← largest effect ← strongest stem, in numbers and words.
struct Chain {
    std::string emotion;  // empty if the model has none
    double value = 0.0;   // of the emotion
    std::string feature;
    double effect = 0.0;    // centered if known
    double relative = 0.0;  // share of the absolute (centered, if known) effects, with its sign
    std::string stem;       // with the largest absolute weight; empty if none may be named
    double stemWeight = 0.0;
    std::string sentence;  // for the user; says why, if no stem is named
};

/// The chain of one emotion (methods §11): `effects` on it in the recording, `sources` of all
/// features, and `checks`, of which those on its feature or on everything can withhold the stem
/// (withholdsSentence()), or, if the feature is not valid, the feature too.
Chain makeChain(const ModelInfo& model, const Prediction& prediction, int emotion,
                const std::vector<Effect>& effects, const std::vector<SourceExplanation>& sources,
                const std::vector<Check>& checks);

/// What stands in place of chains for a model that has no emotions.
Chain chainWithoutEmotions(const ModelInfo& model);

}  // namespace whence
