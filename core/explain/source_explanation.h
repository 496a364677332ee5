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
    LinearFit lime;            // fitFeature(); lime.r2 is its fidelity
    double fidelityOls = 0.0;  // weighted R² without ridge; NaN of a single stem
    std::vector<double> shapley;
    std::vector<double> banzhaf;
    std::vector<double> leaveOneOut;
    std::vector<double> solo;
    std::vector<double> interactions;  // stems × stems
    VarianceByOrder variance;
    FaithfulnessCurves faithfulness;  // of the LIME weights
};

/// The linear model of a feature by the components of a table: ridge alpha 1, the paper's. To a
/// single component neither the kernel nor fidelity applies: its weight is all that it changes, its
/// Shapley value, and r2 and complexity are NaN.
LinearFit fitFeature(const MixTable& table, int feature, const LimeOptions& options = {});

/// One explanation per feature of the model, from an exhaustive table.
std::vector<SourceExplanation> explainBySources(const MixTable& table, const ModelInfo& model,
                                                const LimeOptions& options = {});

/// Emotion ← feature ← stem: weight of the feature for the emotion times the stem's Shapley value.
/// feature × stem; sums up to prediction(all stems) − prediction(silence) (methods §11).
std::vector<std::vector<double>> chainMatrix(const ModelInfo& model, int emotion,
                                             const std::vector<SourceExplanation>& sources);

}  // namespace whence
