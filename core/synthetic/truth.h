#pragma once

#include <string>

#include "core/synthetic/clip.h"

namespace whence {

/// All that is true of a clip as JSON: its parameters, features and emotions (on [−1, 1]) for every
/// set of its stems, the exact Shapley value of every stem, and the ratings with their noise.
std::string truthJson(const Composition& piece, const ClipLabels& labels, std::uint64_t seed);

}  // namespace whence
