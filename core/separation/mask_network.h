#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "core/separation/separator_info.h"
#include "core/tensors/tensor.h"

namespace whence {

/// Magnitudes of one segment in (T × F × 2 channels), one mask of the same shape per stem out. The
/// masks of a point sum up to 1.
using MaskNetwork = std::function<std::vector<std::vector<float>>(
    const std::vector<float>& magnitudes, const Progress& progress)>;

/// The networks of a card with these weights, made for speed. Throws Error, naming `file`, if a
/// tensor is missing, superfluous, of a wrong shape or not finite.
MaskNetwork makeMaskNetwork(const SeparatorInfo& info, const TensorMap& tensors,
                            const std::string& file);

/// Weights as at the start of a training, reproducible by their seed.
TensorMap randomSeparatorWeights(const SeparatorInfo& info, std::uint64_t seed);

}  // namespace whence

extern "C" {
void whenceMakeMaskNetwork(const whence::SeparatorInfo& info, const whence::TensorMap& tensors,
                           const std::string& file, whence::MaskNetwork& network);
void whenceRandomSeparatorWeights(const whence::SeparatorInfo& info, std::uint64_t seed,
                                  whence::TensorMap& tensors);
}
