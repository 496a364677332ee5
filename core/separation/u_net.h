#pragma once

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>

#include <vector>

#include "core/separation/stem_network.h"

namespace whence {

struct UNetOptions {
    int inputs = 2;                                       // channels
    std::vector<int> filters{16, 32, 64, 128, 256, 512};  // of the down steps
    int lastFilters = 1;                                  // of the last up step
    int outputs = 2;                                      // channels of the logits
    bool elu = true;                                      // false: LeakyReLU(0.2) down, ReLU up
};

/// The U-Net of Spleeter (methods §6.2) as a module to train and to compare with. The parameters
/// keep Spleeter's form: convolutions (out, in, 5, 5), transposed ones (in, out, 5, 5).
class UNetImpl : public StemNetwork {
public:
    explicit UNetImpl(const UNetOptions& options);

    /// Logits, batch × outputs × T × F, of an input batch × inputs × T × F; T and F are multiples
    /// of 2 to the number of steps.
    torch::Tensor forward(const torch::Tensor& input) override;

    const UNetOptions& options() const { return m_options; }
    int steps() const { return int(m_options.filters.size()); }

    std::vector<torch::nn::Conv2d> down;
    std::vector<torch::nn::BatchNorm2d> downNorm;  // the last one has no influence, as in Spleeter
    std::vector<torch::nn::ConvTranspose2d> up;
    std::vector<torch::nn::BatchNorm2d> upNorm;
    torch::nn::Conv2d mask{nullptr};

private:
    UNetOptions m_options;
};
TORCH_MODULE(UNet);

/// The kernel (4 · out, in, 3, 3) whose convolution, followed by pixel_shuffle(2), equals the
/// transposed 5×5 convolution (in, out, 5, 5) of stride 2 cropped 1 before and 2 after.
torch::Tensor subPixelKernel(const torch::Tensor& transposedKernel);

}  // namespace whence
