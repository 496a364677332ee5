#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis.h"

namespace whence {

/// One line of a comparison: what two models say of the same thing; a number, a word or both.
struct ComparedValue {
    std::string name;
    std::optional<double> mine;  // none: this model does not know it
    std::optional<double> other;
    std::string mineText;  // stands before the number
    std::string otherText;
};

/// Lines under one heading.
struct ComparedGroup {
    std::string title;
    std::vector<ComparedValue> values;
};

/// What two analyses of the same window say: predictions, effects (centered if both models know
/// how), and the strongest stem of each feature, by their LIME weights.
std::vector<ComparedGroup> compareAnalyses(const Analysis& mine, const Analysis& other);

}  // namespace whence
