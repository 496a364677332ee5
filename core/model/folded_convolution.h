#pragma once

#include <string>

#include "core/tensors/tensor.h"

namespace whence {

/// A convolution with what follows and surrounds it made constant: batch norm is a scale of the
/// weights and a shift, and the frequency coordinate, which is the same in every window, is a map
/// that is added. The result is convolve(input, weight) + shift, or + map.
struct FoldedConvolution {
    Tensor weight;  // out × in × kernel × kernel, in without the frequency coordinate
    Tensor shift;   // out; empty if there is a map
    Tensor map;     // out × height × width, with the shift; empty without frequency coordinate
};

/// Folds the convolution and batch norm of these names, with their statistics from training.
FoldedConvolution foldConvolution(const TensorMap& tensors, const std::string& convolution,
                                  const std::string& batchNorm);

/// The same for a convolution with padding kernel / 3 whose last input channel is the frequency
/// coordinate of maps of this height and width.
FoldedConvolution foldFrequencyAwareConvolution(const TensorMap& tensors,
                                                const std::string& convolution,
                                                const std::string& batchNorm, int height,
                                                int width);

}  // namespace whence
