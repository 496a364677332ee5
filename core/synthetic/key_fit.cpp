#include "core/synthetic/key_fit.h"

#include <algorithm>
#include <cmath>

namespace whence {

namespace {

constexpr PitchClassProfile majorKey = {6.35, 2.23, 3.48, 2.33, 4.38, 4.09,
                                        2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
constexpr PitchClassProfile minorKey = {6.33, 2.68, 3.52, 5.38, 2.60, 3.53,
                                        2.54, 4.75, 3.98, 2.69, 3.34, 3.17};

double correlation(const PitchClassProfile& profile, const PitchClassProfile& key, int tonic)
{
    double profileMean = 0.0, keyMean = 0.0;
    for (std::size_t i = 0; i < 12; ++i) {
        profileMean += profile[i] / 12.0;
        keyMean += key[i] / 12.0;
    }
    double product = 0.0, profileSquare = 0.0, keySquare = 0.0;
    for (std::size_t i = 0; i < 12; ++i) {
        const double x = profile[(i + std::size_t(tonic)) % 12] - profileMean;
        const double y = key[i] - keyMean;
        product += x * y;
        profileSquare += x * x;
        keySquare += y * y;
    }
    return profileSquare > 0.0 ? product / std::sqrt(profileSquare * keySquare) : 0.0;
}

double bestFit(const PitchClassProfile& profile, const PitchClassProfile& key)
{
    double best = -1.0;
    for (int tonic = 0; tonic < 12; ++tonic)
        best = std::max(best, correlation(profile, key, tonic));
    return best;
}

}  // namespace

KeyFit fitKeys(const PitchClassProfile& profile)
{
    return {bestFit(profile, majorKey), bestFit(profile, minorKey)};
}

}  // namespace whence
