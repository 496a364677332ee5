#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/separation/u_net.h"

namespace whence {

/// A U-Net for prediction only, equal to UNet in eval mode within rounding: transposed convolutions
/// as convolutions, the channels of a point side by side in memory, and what follows a convolution
/// (norm, activation, padding, skip connection) done in one pass.
class FastUNet {
public:
    /// Copies the weights.
    explicit FastUNet(const UNetImpl& network);

    /// Logits of one segment, 1 × outputs × T × F with the channels last in memory; so must be the
    /// input, 1 × inputs × T × F.
    at::Tensor logits(const at::Tensor& input) const;

private:
    struct Step {
        at::Tensor kernel;
        at::Tensor bias;
        int filters = 0;
        std::vector<float> scale;  // of the batch norm: scale · x + shift
        std::vector<float> shift;
    };

    at::Tensor goDown(const at::Tensor& input, std::vector<at::Tensor>& merged) const;

    std::vector<Step> m_down;
    std::vector<Step> m_up;
    Step m_mask;
    bool m_elu = true;
};

}  // namespace whence
