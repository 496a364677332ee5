#pragma once

#include <string>
#include <vector>

#include "core/explain/surrogate.h"

namespace whence {

/// How a feature's stem weights vary as the window moves: minimum and maximum of the LIME weights,
/// in the order of the stems, and how often each stem had the largest absolute weight.
struct StemStability {
    std::string feature;
    std::vector<double> minimum;
    std::vector<double> maximum;
    std::vector<double> topShare;  // 0 to 1
    int replicates = 0;            // placements of the window, the explained one included
};

/// Index of the stem a feature depends on most: the one with the largest absolute weight; -1 if all
/// weights are 0.
int strongestStem(const std::vector<double>& weights);

/// Summary over the fits of one feature in several placements of the window; at least one.
StemStability summarizeStability(const std::string& feature, const std::vector<LinearFit>& fits);

}  // namespace whence
