#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/explain/attribution.h"
#include "core/explain/effects.h"
#include "core/explain/mixes.h"
#include "core/explain/surrogate.h"

namespace whence {

/// How much each stem drives one feature, by every method; vectors in the order of the stems.
struct SourceExplanation {
    std::string feature;
    std::vector<std::string> stems;
    LinearFit lime;            // ridge alpha 1: the paper's. lime.r2 is its fidelity
    double fidelityOls = 0.0;  // weighted R² without ridge
    std::vector<double> shapley;
    std::vector<double> banzhaf;
    std::vector<double> leaveOneOut;
    std::vector<double> solo;
    std::vector<double> interactions;  // stems × stems
    VarianceByOrder variance;
    FaithfulnessCurves faithfulness;  // of the LIME weights
};

/// One explanation per feature of the model, from an exhaustive table.
std::vector<SourceExplanation> explainBySources(const MixTable& table, const ModelInfo& model,
                                                const LimeOptions& options = {});

/// Emotion ← feature ← stem: weight of the feature for the emotion times the stem's Shapley value.
/// feature × stem; sums up to prediction(all stems) − prediction(silence) (EXPERIMENTS §3.3).
std::vector<std::vector<double>> chainMatrix(const ModelInfo& model, int emotion,
                                             const std::vector<SourceExplanation>& sources);

}  // namespace whence
