#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/explain/source_explanation.h"

namespace whence {

enum class CheckStatus { Ok, Warning, Failed, Unknown };

/// One safeguard of EXPERIMENTS §6.3: what was measured and what it means for the reader.
struct Check {
    std::string name;  // "fidelity", "stability", "residual", "near_silent_stems", "bleed",
                       // "unlike_training", "feature_validity", "level_sensitivity", "provenance"
    CheckStatus status = CheckStatus::Unknown;
    std::optional<double> value;  // of the measure named in the message
    std::string message;          // a sentence
};

/// "ok", "warning", "failed", "unknown".
std::string statusName(CheckStatus status);

/// Thresholds of the checks, from EXPERIMENTS §6.3.
struct CheckThresholds {
    double fidelityFailed = 0.5;      // below: not explained by single sources
    double fidelityWarning = 0.8;     // below: partly
    double stabilityShare = 0.8;      // of replicates the top stem must win
    double residualDecibels = 15.0;   // mix to residual, at least
    double residualPrediction = 0.1;  // |f(mix) − f(sum)| on [-1, 1], at most
    double silentDecibels = -40.0;    // of a stem relative to the mix
    double bleedCorrelation = 0.8;    // of envelopes of two stems
    double featureR = 0.4;            // held-out r of a feature, at least
};

}  // namespace whence
