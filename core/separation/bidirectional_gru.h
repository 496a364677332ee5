#pragma once

#include <torch/nn/module.h>

#include <cstdint>

namespace whence {

/// How sequences lie in a list of tokens: step s of sequence r is token
/// s · stepStride + r · sequenceStride.
struct SequenceLayout {
    std::int64_t sequences = 0;
    std::int64_t sequenceStride = 1;
    std::int64_t steps = 0;
    std::int64_t stepStride = 1;
};

/// Gated recurrent units that run through sequences in both directions, with the equations of
/// PyTorch's (r, z, n; the reset gate behind the product). Made since LibTorch's takes twice
/// as long to learn, and needs copies of the tokens in each direction.
class BidirectionalGruImpl : public torch::nn::Module {
public:
    BidirectionalGruImpl(int inputs, int units);

    /// tokens × inputs become tokens × 2 · units: those of the forward direction first. Can be
    /// differentiated once.
    torch::Tensor forward(const torch::Tensor& tokens, const SequenceLayout& layout);

    torch::Tensor inputWeight;      // 2 directions · 3 gates (r, z, n) · units × inputs
    torch::Tensor inputBias;        // likewise
    torch::Tensor recurrentWeight;  // 2 · 3 · units × units
    torch::Tensor recurrentBias;    // 2 · units: what n's product gets before its reset
};
TORCH_MODULE(BidirectionalGru);

}  // namespace whence
