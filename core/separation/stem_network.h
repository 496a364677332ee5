#pragma once

#include <torch/nn/module.h>

#include <string>

#include "core/tensors/tensor.h"

namespace whence {

/// A network that tells the stems of a mix apart, as a module to train and to compare with.
class StemNetwork : public torch::nn::Module {
public:
    /// Logits, batch × outputs × T × F, of an input batch × inputs × T × F.
    virtual torch::Tensor forward(const torch::Tensor& input) = 0;
};

/// The named tensors of a network, and back. setWeights throws Error, naming `file`, if a tensor is
/// missing, of a wrong shape or not finite.
void addWeights(const StemNetwork& network, const std::string& prefix, TensorMap& tensors);
void setWeights(StemNetwork& network, const std::string& prefix, const TensorMap& tensors,
                const std::string& file);

}  // namespace whence
