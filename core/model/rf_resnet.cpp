#include "core/model/rf_resnet.h"

#include <torch/nn/functional/pooling.h>
#include <torch/nn/init.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/pooling.h>

#include <algorithm>
#include <cassert>

namespace whence {

namespace {

namespace nn = torch::nn;

nn::Conv2d convolution(int in, int out, int kernel)
{
    return nn::Conv2d(nn::Conv2dOptions(in, out, kernel).padding(kernel / 3).bias(false));
}

torch::Tensor withFrequencyCoordinate(const torch::Tensor& x)
{
    // In the precision and memory order of x: all the rest would follow another's.
    torch::Tensor coordinate =
        torch::empty({x.size(0), 1, x.size(2), x.size(3)},
                     torch::dtype(x.dtype()).memory_format(x.suggest_memory_format()));
    coordinate.copy_(frequencyCoordinate(x.size(2)));
    return torch::cat({x, coordinate}, 1);
}

void initialize(nn::Module& network)
{
    for (auto& parameter : network.named_parameters())
        if (parameter.value().dim() > 1)
            nn::init::kaiming_normal_(parameter.value(), 0.0, torch::kFanIn, torch::kReLU);
        else if (parameter.key() == "feed_forward.bias")
            nn::init::zeros_(parameter.value());
}

/// Parameters and statistics by name, without the counters of batch norm.
torch::OrderedDict<std::string, torch::Tensor> namedTensors(const nn::Module& network)
{
    auto tensors = network.named_parameters();
    for (const auto& buffer : network.named_buffers())
        if (!buffer.key().ends_with("num_batches_tracked"))
            tensors.insert(buffer.key(), buffer.value());
    return tensors;
}

/// Whether a convolution's last input channel is the frequency coordinate.
bool seesFrequency(const std::string& weight)
{
    return weight.ends_with(".conv1.weight") || weight.ends_with(".conv2.weight");
}

/// The old output channels take the old weights, with zeros for new input channels.
void widenWeights(torch::Tensor wide, const torch::Tensor& narrow, bool hasCoordinate)
{
    torch::Tensor rows = wide.narrow(0, 0, narrow.size(0));
    rows.zero_();
    const std::int64_t columns = narrow.size(1) - (hasCoordinate ? 1 : 0);
    rows.narrow(1, 0, columns).copy_(narrow.narrow(1, 0, columns));
    if (hasCoordinate)
        rows.select(1, -1).copy_(narrow.select(1, -1));
}

}  // namespace

RfBlockImpl::RfBlockImpl(int in, int out, int kernel1, int kernel2)
{
    m_conv1 = register_module("conv1", convolution(in + 1, out, kernel1));
    m_bn1 = register_module("bn1", nn::BatchNorm2d(out));
    m_conv2 = register_module("conv2", convolution(out + 1, out, kernel2));
    m_bn2 = register_module("bn2", nn::BatchNorm2d(out));
    m_shortcut = register_module("shortcut", nn::Sequential());
    if (in != out) {
        m_shortcut->push_back("conv", convolution(in, out, 1));
        m_shortcut->push_back("bn", nn::BatchNorm2d(out));
    }
}

torch::Tensor RfBlockImpl::forward(const torch::Tensor& x)
{
    torch::Tensor y = m_bn1(m_conv1(withFrequencyCoordinate(x))).relu_();
    y = m_bn2(m_conv2(withFrequencyCoordinate(y)));
    y += m_shortcut->is_empty() ? x : m_shortcut->forward(x);
    return y.relu_();
}

RfResnetImpl::RfResnetImpl(const RfResnetOptions& options) : m_options(options)
{
    const int c = options.baseChannels;
    const auto halve = [] { return nn::MaxPool2d(nn::MaxPool2dOptions(2).stride(2)); };

    m_input = register_module(
        "in_c",
        nn::Sequential(nn::Conv2d(nn::Conv2dOptions(1, c, 5).stride(2).padding(1).bias(false)),
                       nn::BatchNorm2d(c), nn::ReLU(nn::ReLUOptions(true))));
    m_stage1 = register_module("stage1", nn::Sequential());
    m_stage1->push_back("block1", RfBlock(c, c, 3, 1));
    m_stage1->push_back("maxpool1_0", halve());
    m_stage1->push_back("block2", RfBlock(c, c, 3, 3));
    m_stage1->push_back("maxpool2_1", halve());
    m_stage1->push_back("block3", RfBlock(c, c, 3, 3));
    m_stage2 = register_module("stage2", nn::Sequential());
    m_stage2->push_back("block1", RfBlock(c, 2 * c, 3, 3));
    m_stage3 = register_module("stage3", nn::Sequential());
    m_stage3->push_back("block1", RfBlock(2 * c, 4 * c, 1, 1));

    if (options.emotions > 0)
        m_feedForward = register_module(
            "feed_forward",
            nn::Linear(
                nn::LinearOptions(options.features, options.emotions).bias(options.emotionBias)));
    m_conceptsLayer = register_module("concepts_layer", nn::Sequential());
    if (options.conceptLayer == ConceptLayer::Convolution) {
        m_conceptsLayer->push_back("0", convolution(4 * c, options.features, 1));
        m_conceptsLayer->push_back("1", nn::BatchNorm2d(options.features));
    } else {
        // Named as in the authors' sequence of pooling, flattening and this.
        m_conceptsLayer->push_back(
            "2", nn::Linear(nn::LinearOptions(4 * c, options.features).bias(false)));
    }
    initialize(*this);
}

torch::Tensor RfResnetImpl::features(const torch::Tensor& embedding)
{
    if (m_options.conceptLayer == ConceptLayer::Convolution)
        return m_conceptsLayer->forward(embedding).mean({2, 3});
    return m_conceptsLayer->forward(embedding.mean({2, 3}));
}

RfResnetOutput RfResnetImpl::forward(const torch::Tensor& spectrograms)
{
    // batch × channels × bands × frames; sizes for 149 × 1252
    torch::Tensor x = m_input->forward(spectrograms);  // C × 74 × 625
    x = m_stage1->forward(x);                          // C × 18 × 156
    x = m_stage2->forward(x);                          // 2C × 18 × 156

    RfResnetOutput output;
    output.embedding = m_stage3->forward(x);  // 4C × 18 × 156
    output.features = features(output.embedding);
    output.emotions =
        m_feedForward ? m_feedForward(output.features) : torch::empty({spectrograms.size(0), 0});
    return output;
}

torch::Tensor frequencyCoordinate(std::int64_t height)
{
    return (torch::arange(height, torch::kFloat32) * 2 / double(height) - 1).unsqueeze(1);
}

TensorMap networkTensors(const RfResnetImpl& network)
{
    TensorMap tensors;
    for (const auto& tensor : namedTensors(network))
        tensors[tensor.key()] = toPlainTensor(tensor.value());
    return tensors;
}

void setNetworkTensors(RfResnetImpl& network, const TensorMap& tensors)
{
    const torch::NoGradGuard noGradient;
    for (auto& tensor : namedTensors(network))
        tensor.value().copy_(toTorchTensor(tensors.at(tensor.key())));
}

void widenNetwork(RfResnetImpl& network, const TensorMap& narrow)
{
    const torch::NoGradGuard noGradient;
    for (auto& tensor : namedTensors(network)) {
        const torch::Tensor old = toTorchTensor(narrow.at(tensor.key()));
        if (old.dim() > 1)
            widenWeights(tensor.value(), old, seesFrequency(tensor.key()));
        else
            tensor.value().narrow(0, 0, old.size(0)).copy_(old);
    }
}

Tensor toPlainTensor(const torch::Tensor& tensor)
{
    const torch::Tensor plain = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
    const float* const values = plain.data_ptr<float>();
    return {plain.sizes().vec(), {values, values + plain.numel()}};
}

torch::Tensor toTorchTensor(const Tensor& tensor)
{
    torch::Tensor result = torch::empty(tensor.shape, torch::kFloat32);
    assert(result.numel() == std::int64_t(tensor.values.size()));
    std::ranges::copy(tensor.values, result.data_ptr<float>());
    return result;
}

}  // namespace whence
