#pragma once

#include <string>
#include <vector>

#include "core/explain/source_explanation.h"
#include "core/model/model_info.h"

namespace whence {

/// A change of a feature or an emotion, or what is expected of it, counts from here on.
inline constexpr double leastChange = 0.01;

/// What an explanation, by its LIME weights, has happen as one stem gets another gain (dB, at
/// most 0): to a feature, the stem's weight times the share of its amplitude that is gone,
/// downwards.
double expectedChange(const SourceExplanation& source, int stem, double decibels);
/// The same to an emotion, through all features: `sources` are of all of them, in order.
double expectedChange(const ModelInfo& model, int emotion,
                      const std::vector<SourceExplanation>& sources, int stem, double decibels);

/// How what was heard agrees with what an explanation had expected. Only directions are compared:
/// LIME weights are of stems that are there or not, and say little of what lies between.
enum class Verdict {
    Agrees,       // both went the same way, or nothing happened and nothing was expected
    Contradicts,  // it went the other way
    Missing,      // what was expected did not happen
    Unexpected,   // it changed, and nothing was expected
};
Verdict judge(double expected, double heard);

/// The verdict in a sentence: "With the vocals 12 dB softer, valence falls by 0.07, as the
/// explanation says." `output` is the feature or emotion.
std::string verdictSentence(const std::string& stem, double decibels, const std::string& output,
                            double expected, double heard);

}  // namespace whence
