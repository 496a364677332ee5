#pragma once

#include <span>
#include <vector>

#include "core/explain/mixes.h"

namespace whence {

/// Exact attributions of a feature to K components from its values on all 2^K coalitions, given in
/// the order of allCoalitions() (methods §9). All vectors are in the order of the components.

/// Shapley values; they sum up to v(all) − v(none).
std::vector<double> shapleyValues(std::span<const double> values, int components);
/// Banzhaf values: the mean contribution over all contexts.
std::vector<double> banzhafValues(std::span<const double> values, int components);
/// v(all) − v(all but i).
std::vector<double> leaveOneOut(std::span<const double> values, int components);
/// v(only i) − v(none).
std::vector<double> soloValues(std::span<const double> values, int components);

/// Pairwise Shapley interaction indices, K × K, symmetric, zeros on the diagonal.
std::vector<double> shapleyInteractions(std::span<const double> values, int components);

/// Share of the variance over all coalitions by the order of interaction (Walsh-Fourier): single
/// components, pairs, three and more; sums up to 1, all 0 for a constant.
struct VarianceByOrder {
    double first = 0.0;
    double second = 0.0;
    double higher = 0.0;
};
VarianceByOrder varianceByOrder(std::span<const double> values, int components);

/// Faithfulness curves: v after deleting, and after inserting from silence, the components one by
/// one from the largest attribution on; K + 1 values each, and their means (areas).
struct FaithfulnessCurves {
    std::vector<double> deletion;
    std::vector<double> insertion;
    double deletionArea = 0.0;
    double insertionArea = 0.0;
};
FaithfulnessCurves faithfulness(std::span<const double> values, int components,
                                std::span<const double> attributions);

}  // namespace whence
