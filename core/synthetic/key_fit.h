#pragma once

#include <array>

namespace whence {

/// How much of each pitch class (0 = C) sounds.
using PitchClassProfile = std::array<double, 12>;

/// How well a profile fits the best of the twelve major keys and the best of the minor ones:
/// correlations from -1 to 1 with the profiles of Krumhansl and Kessler (1982).
struct KeyFit {
    double major = 0.0;
    double minor = 0.0;
};

/// A profile that is the same everywhere fits nothing: 0 and 0.
KeyFit fitKeys(const PitchClassProfile& profile);

}  // namespace whence
