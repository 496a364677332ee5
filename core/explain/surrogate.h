#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/explain/mixes.h"

namespace whence {

/// Settings of the local linear model (LIME; audioLIME 0.0.3, methods §8), its defaults.
struct LimeOptions {
    double kernelWidth = 0.25;  // of exp(−d² / width²), whose square root weighs the mixes
    double ridge = 1.0;         // alpha; 0: least squares
    bool intercept = true;      // unpenalized
    int maxComponents = 0;      // keep only so many components; 0: all. As audioLIME: up to 6 by
                                // forward selection, above by the highest weights
};

/// A linear model of one feature by the components that sound.
struct LinearFit {
    double intercept = 0.0;
    std::vector<double> coefficients;  // in the order of the components; 0 if not selected
    double r2 = 0.0;                   // fidelity: weighted R² on the mixes it was fitted to
    double complexity = 0.0;           // entropy of |c| / Σ|c|, base K (0 to 1); NaN if undefined
    double localPrediction = 0.0;      // for the mix of all components
};

/// Weight of each coalition: sqrt(exp(−d² / width²)), d = 1 − sqrt(k / n) (methods §8.1).
std::vector<double> kernelWeights(std::span<const Coalition> coalitions, int components,
                                  double kernelWidth);

/// Ridge regression of `values` (one per coalition) on the components (methods §8.2).
LinearFit fitSurrogate(std::span<const Coalition> coalitions, int components,
                       std::span<const double> values, const LimeOptions& options = {});

/// The lowest fidelity of a feature to which the components just add (no two of them interact):
/// that of components that add all the same. Below 1, as ridge shrinks weights: 0.36 of two
/// components, 0.93 of five, 1.00 of ten. Not of options.maxComponents.
double additiveFidelity(int components, const LimeOptions& options = {});

/// Entropy of |c| / Σ|c| with the number of coefficients as base: 0 for one cause, 1 for equal
/// ones; NaN for fewer than two coefficients or all zero (methods §8.4).
double complexity(std::span<const double> coefficients);

/// Mean and standard deviation of complexity() over uniformly random coefficients; NaN for fewer
/// than two.
struct ComplexityBaseline {
    double mean = 0.0;
    double standardDeviation = 0.0;
};
ComplexityBaseline randomComplexity(int components, int draws = 1000, std::uint64_t seed = 1);

}  // namespace whence
