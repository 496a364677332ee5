#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/explain/mix_spectrograms.h"
#include "core/explain/mixes.h"
#include "core/model/emotion_model.h"
#include "core/model/model_info.h"
#include "core/progress.h"

namespace whence {

/// One gain per stem in dB: 0 leaves it as it is, −infinity mutes it.
using StemGains = std::vector<double>;

/// The gains in words, for the inside of a sentence: "the vocals 4.5 dB softer and the drums
/// muted"; "no change" if all are 0.
std::string gainsPhrase(const std::vector<std::string>& stems, const StemGains& gains);

/// What a model hears in a window with other gains of its stems, kept to be told.
struct WhatIfState {
    std::string model;         // its id
    double windowStart = 0.0;  // s
    std::vector<std::string> stems;
    StemGains gains;       // dB, in the order of the stems
    Prediction unchanged;  // of all stems as they are
    Prediction changed;

    bool operator==(const WhatIfState&) const = default;
};

/// Whether a state is of this window as this model hears it.
bool isOf(const WhatIfState& state, const ModelInfo& model, double windowStart);

/// What the model hears with each stem at its gain, for each set of gains. The level is that of the
/// full mix at 0 dB if `spectrograms` were made with MixGain::OfFullMix.
std::vector<Prediction> predictGains(const MixSpectrograms& spectrograms, const EmotionModel& model,
                                     const std::vector<StemGains>& gains,
                                     const Progress& progress = {});

/// What the table of all mixes suggests the model would hear, without asking it: between two mixes
/// of the table as far along as the amplitude is. Gains above 0 dB count as 0 dB; there is no
/// embedding. For exhaustive tables.
Prediction estimateGains(const MixTable& table, const StemGains& gains);

/// What changes when one stem gets softer: the causal test of a stem that is blamed.
struct StemTest {
    int stem = 0;                        // index
    double decibels = 0.0;               // its gain
    std::vector<double> featureChanges;  // to the full mix, in the order of the model
    std::vector<double> emotionChanges;
};

/// The test for each of these stems, by default 12 dB softer.
std::vector<StemTest> testStems(const MixSpectrograms& spectrograms, const EmotionModel& model,
                                const std::vector<int>& stems, double decibels = -12.0,
                                const Progress& progress = {});

/// How an emotion would change if a feature had its mean on the reference set:
/// −weight · (value − mean). None if the model knows no reference mean of the feature.
std::optional<double> changeAtReferenceMean(const ModelInfo& model, const Prediction& prediction,
                                            int emotion, int feature);

/// Which emotion shall get which value, and where to look for the gains that do it.
struct GainSearch {
    int emotion = 0;           // index
    double target = 0.0;       // of the emotion
    double tolerance = 0.005;  // of the target
    double lowest = -24.0;     // dB, of a gain
    double highest = 12.0;     // dB
    double step = 3.0;         // dB, of the grid; refined by bisection where it crosses the target
};

/// The gains that come to the target, or closest to it.
struct GainChange {
    bool reached = false;  // within the tolerance
    StemGains gains;       // dB
    Prediction prediction;
};

/// The smallest change of one stem's gain that brings an emotion to a target; if no single stem
/// does, of two stems by equally many dB up or down. Deterministic. Throws Error if the range
/// makes no sense.
GainChange smallestChange(const MixSpectrograms& spectrograms, const EmotionModel& model,
                          const GainSearch& search, const Progress& progress = {});

}  // namespace whence
