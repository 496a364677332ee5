#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/explain/source_explanation.h"
#include "core/explain/stem_measures.h"
#include "core/explain/stem_stability.h"

namespace whence {

enum class CheckStatus { Ok, Warning, Failed, Unknown };

/// One safeguard of methods §13: what was measured and what it means for the reader.
struct Check {
    std::string name;  // "fidelity", "stability", "residual", "near_silent_stems", "bleed",
                       // "unlike_training", "baselines", "feature_validity",
                       // "known_causes", "level_sensitivity", "shapley_values", "provenance"
    CheckStatus status = CheckStatus::Unknown;
    std::optional<double> value;  // of the measure named in the message
    std::string message;          // a sentence
    std::string feature;          // whose explanation it is about; empty: all
};

/// "ok", "warning", "failed", "unknown".
std::string statusName(CheckStatus status);

/// Whether no cause may be named while this check stands so. The one rule: a failed check does.
bool withholdsSentence(const Check& check);

/// Thresholds of the checks; methods §13 has the reason for each.
struct CheckThresholds {
    double fidelityFailed = 0.5;        // below: not explained by single sources
    double fidelityWarning = 0.8;       // below: partly
    double stabilityShare = 0.8;        // of replicates the top stem must win
    double residualDecibels = 15.0;     // mix to residual, at least
    double residualPrediction = 0.1;    // |f(mix) − f(sum)| on [-1, 1], at most
    double silentDecibels = -40.0;      // of a stem relative to the mix
    double bleedCorrelation = 0.8;      // of envelopes of two stems
    double unlikeTrainingShare = 0.25;  // of the mixes' weight that may be far out
    double featureR = 0.4;              // held-out r of a feature, at least
    double featureWarning = 0.6;        // likewise, to be trusted
    int knownCausesCases = 20;          // clips the shares below must be of, at least
    double knownCausesFailed = 0.5;     // share of true causes among those named: below, more
                                        // often wrong than right
    double knownCausesWarning = 0.7;    // below: often wrong
};

/// Do single stems explain the feature? Fails below fidelityFailed, warns below fidelityWarning,
/// which are meant for five stems: ridge lowers the fidelity of fewer stems more, so that both are
/// scaled by additiveFidelity() relative to that of five stems. Does not apply to a single stem.
Check checkFidelity(const SourceExplanation& source, const CheckThresholds& thresholds = {},
                    const LimeOptions& options = {});

/// Is the strongest stem the same, with the same sign, as the window moves? `stability` may have
/// no replicates (unknown). Fails if the strongest stem of the explained window wins in fewer than
/// stabilityShare of them, or its weight changes sign.
Check checkStability(const SourceExplanation& source, const StemStability& stability,
                     const CheckThresholds& thresholds = {});

/// Does the model hear the same feature in the recording as in the sum of its stems? Fails if the
/// two values differ by more than residualPrediction; warns if the residual is louder than
/// residualDecibels below the recording. `ratio` is residualRatio().
Check checkResidual(const std::string& feature, double valueOfRecording, double valueOfSum,
                    std::optional<double> ratio, const CheckThresholds& thresholds = {});

/// Is the strongest stem audible? Fails if it is near silent.
Check checkNearSilentStems(const SourceExplanation& source, const std::vector<StemLevel>& levels);

/// Are the stems apart? Warns if two of them sound alike (compareStems()).
Check checkBleed(const std::vector<std::string>& stems, const std::vector<StemLikeness>& pairs,
                 const CheckThresholds& thresholds = {});

/// Mahalanobis distance of each mix's embedding from the training data, as a multiple of the 95th
/// percentile there: above 1 a mix is far out. Empty if the model's card has no such statistics.
std::vector<double> trainingDistances(const MixTable& table, const ModelInfo& model);

/// Does the model judge sounds such as it was trained on? Warns if the sum of all stems is far out,
/// or mixes of more than unlikeTrainingShare of the kernel weight. `distances` are
/// trainingDistances().
Check checkUnlikeTraining(const MixTable& table, const std::vector<double>& distances,
                          double kernelWidth, const CheckThresholds& thresholds = {});

/// Can the model hear this feature? Fails if its held-out r is below featureR; warns if it is
/// below featureWarning, and of features that raters agree little on.
Check checkFeatureValidity(const ModelInfo& model, const std::string& feature,
                           const CheckThresholds& thresholds = {});

/// Were explanations of this feature right about music of which the causes are known, with stems
/// such as these? Fails if the strongest stem was the true cause in a smaller share of the cases
/// than knownCausesFailed, warns below knownCausesWarning; unknown without figures in the model's
/// card or with fewer than knownCausesCases.
Check checkKnownCauses(const ModelInfo& model, const std::string& feature, bool stemsAreSeparated,
                       const CheckThresholds& thresholds = {});

/// Do Shapley values, which are exact, say the same as the LIME weights, which are a fit? Fails if
/// that of the strongest stem is not the largest or has the other sign: on music with known causes
/// such stems were the true ones in less than a third of the cases (methods §17.3).
Check checkShapleyValues(const SourceExplanation& source);

/// Is the strongest stem the same under the other gain of the mixes? Fails if it is not. `other`
/// are the weights there, `otherGain` says which ("each mix normalized on its own").
Check checkLevelSensitivity(const SourceExplanation& source, const LinearFit& other,
                            const std::string& otherGain);

/// What one stem changes by its absence depends on what "absent" means: the change of the feature
/// as each stem is taken away in one of these ways.
struct BaselineEffects {
    std::string baseline;         // "attenuated by 12 dB"
    std::vector<double> changes;  // per stem: value of all − value without
};

/// Is the stem with the largest change the same under every baseline? Warns if not; unknown for
/// fewer than two baselines, of no concern if no stem changes anything.
Check checkBaselines(const SourceExplanation& source,
                     const std::vector<BaselineEffects>& baselines);

/// Where the figures come from: `facts` in words. Warns if the model or separator has a notice.
Check checkProvenance(const std::vector<std::string>& facts,
                      const std::vector<std::string>& notices);

}  // namespace whence
