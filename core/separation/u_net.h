#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>

#include <string>
#include <vector>

#include "core/separation/separator_info.h"
#include "core/tensors/tensor.h"

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
class UNetImpl : public torch::nn::Module {
public:
    explicit UNetImpl(const UNetOptions& options);

    /// Logits, batch × outputs × T × F, of an input batch × inputs × T × F; T and F are multiples
    /// of 2 to the number of steps.
    torch::Tensor forward(const torch::Tensor& input);

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

/// The networks of a card: their options and what stands before the names of their tensors.
struct NetworkPart {
    std::string prefix;  // "vocals." or empty
    UNetOptions options;
};
std::vector<NetworkPart> networkParts(const SeparatorInfo& info);

/// The named tensors of a network, and back. setWeights throws Error, naming `file`, if a tensor is
/// missing, of a wrong shape or not finite.
void addWeights(const UNetImpl& network, const std::string& prefix, TensorMap& tensors);
void setWeights(UNetImpl& network, const std::string& prefix, const TensorMap& tensors,
                const std::string& file);

/// The input channels of a network, batch × inputs × T × F, from the magnitudes batch × 2 × T × F.
torch::Tensor networkInput(const torch::Tensor& magnitudes, const SeparatorInfo& info);

}  // namespace whence
