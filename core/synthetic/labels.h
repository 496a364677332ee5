#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/synthetic/composition.h"
#include "core/synthetic/perception.h"

namespace whence {

/// The features in the canonical order.
enum class Feature {
    Melody,
    Articulation,
    RhythmComplexity,
    RhythmStability,
    Dissonance,
    TonalStability,
    Minorness
};
inline constexpr int featureCount = 7;

std::string name(Feature feature);  // "rhythm_stability"

using Features = std::array<double, featureCount>;

/// Arousal and valence, −1 to 1.
struct Emotion {
    double arousal = 0.0;
    double valence = 0.0;

    bool operator==(const Emotion&) const = default;
};

enum class LabelRules {
    Perceived,   // methods §18.3, from the notes as played
    Parameters,  // methods §18.4, from the parameters drawn
};

/// What is true of a clip, for every set of its stems, and what raters said.
struct ClipLabels {
    /// Features on [0, 1] by coalition (index = StemSubset::to_ulong()), without rating noise.
    std::array<Features, coalitionCount> coalitions{};
    /// Emotions by coalition, without rating noise, not clipped: linear in the features.
    std::array<Emotion, coalitionCount> emotions{};
    /// Exact Shapley values of the stems on [−1, 1] targets: for each feature, then the emotions.
    std::array<PerStem<double>, featureCount> featureShapley{};
    PerStem<double> arousalShapley{};
    PerStem<double> valenceShapley{};
    /// With rating noise: features on [0, 1], emotions on [−1, 1].
    Features ratedFeatures{};
    Emotion ratedEmotion;

    const Features& features() const { return coalitions.back(); }
};

/// The true linear weights of features (on [−1, 1]) in an emotion, methods §18.5.
Features arousalWeights();
Features valenceWeights(Style style);

/// Features on [0, 1] of what is heard.
Features featuresOf(const Perception& heard);
/// Features on [0, 1] by the parameters, where only some stems sound.
Features featuresOf(const ClipParameters& clip, StemSubset stems);
Emotion emotionOf(const Features& features, Style style);

/// Labels of a piece; `seed` draws the rating noise.
ClipLabels labelClip(const Composition& piece, LabelRules rules, std::uint64_t seed);

}  // namespace whence
