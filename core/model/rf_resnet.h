#pragma once

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include "core/model/rf_resnet_layout.h"
#include "core/tensors/tensor.h"

namespace whence {

/// What the network hears in each window of a batch.
struct RfResnetOutput {
    torch::Tensor features;   // batch × features
    torch::Tensor emotions;   // batch × emotions
    torch::Tensor embedding;  // batch × 4C × bands / 8 × frames / 8: the maps before pooling
};

/// Residual block of two frequency-aware convolutions: each sees the position on the frequency axis
/// as its last input channel.
class RfBlockImpl : public torch::nn::Module {
public:
    RfBlockImpl(int in, int out, int kernel1, int kernel2);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::nn::Conv2d m_conv1{nullptr};
    torch::nn::BatchNorm2d m_bn1{nullptr};
    torch::nn::Conv2d m_conv2{nullptr};
    torch::nn::BatchNorm2d m_bn2{nullptr};
    torch::nn::Sequential m_shortcut{nullptr};  // empty if the block keeps the channels
};
TORCH_MODULE(RfBlock);

/// The receptive-field regularized ResNet of the paper (methods §4), its members under the names of
/// the authors' saved weights. Starts with Kaiming's weights from torch's generator.
class RfResnetImpl : public torch::nn::Module {
public:
    explicit RfResnetImpl(const RfResnetOptions& options);

    /// Takes batch × 1 × bands × frames.
    RfResnetOutput forward(const torch::Tensor& spectrograms);

    const RfResnetOptions& options() const { return m_options; }

private:
    torch::Tensor features(const torch::Tensor& embedding);

    RfResnetOptions m_options;
    torch::nn::Sequential m_input{nullptr};
    torch::nn::Sequential m_stage1{nullptr};
    torch::nn::Sequential m_stage2{nullptr};
    torch::nn::Sequential m_stage3{nullptr};
    torch::nn::Sequential m_conceptsLayer{nullptr};
    torch::nn::Linear m_feedForward{nullptr};
};
TORCH_MODULE(RfResnet);

/// The frequency-aware channel of maps of this height: 2h / height − 1, as height × 1.
torch::Tensor frequencyCoordinate(std::int64_t height);

/// The weights and batch-norm statistics under their saved names, and back. What is set must have
/// passed checkTensors().
TensorMap networkTensors(const RfResnetImpl& network);
void setNetworkTensors(RfResnetImpl& network, const TensorMap& tensors);

/// Gives a new network the outputs of one with as many base channels or fewer (function-preserving
/// widening, after [Chen 2016]): that one's channels come first and hear nothing of the new ones,
/// whose own weights stay as they are. `narrow` must have passed checkRfResnetTensors().
void widenNetwork(RfResnetImpl& network, const TensorMap& narrow);

/// Between torch and the plain type; float32 on the CPU.
Tensor toPlainTensor(const torch::Tensor& tensor);
torch::Tensor toTorchTensor(const Tensor& tensor);

}  // namespace whence
