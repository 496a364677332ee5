#include "core/explain/stem_stability.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace whence {

int strongestStem(const std::vector<double>& weights)
{
    int strongest = -1;
    double largest = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (std::abs(weights[i]) > largest) {
            strongest = int(i);
            largest = std::abs(weights[i]);
        }
    }
    return strongest;
}

StemStability summarizeStability(const std::string& feature, const std::vector<LinearFit>& fits)
{
    assert(!fits.empty());
    StemStability result;
    result.feature = feature;
    result.minimum = result.maximum = fits.front().coefficients;
    result.topShare.assign(fits.front().coefficients.size(), 0.0);
    result.replicates = int(fits.size());
    for (const LinearFit& fit : fits) {
        for (std::size_t i = 0; i < fit.coefficients.size(); ++i) {
            result.minimum[i] = std::min(result.minimum[i], fit.coefficients[i]);
            result.maximum[i] = std::max(result.maximum[i], fit.coefficients[i]);
        }
        if (const int strongest = strongestStem(fit.coefficients); strongest >= 0)
            result.topShare[strongest] += 1.0;
    }
    for (double& share : result.topShare)
        share /= double(fits.size());
    return result;
}

}  // namespace whence
