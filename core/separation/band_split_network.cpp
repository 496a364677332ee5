#include "core/separation/band_split_network.h"

#include <torch/nn/init.h>

#include <cmath>

#include "core/separation/separator_info.h"

namespace whence {

namespace {

constexpr double varianceFloor = 1e-3;
constexpr double newShare = 0.02;  // of a step in the statistics of the input

/// Values as a linear layer of so many inputs starts with.
torch::Tensor startValues(const std::vector<std::int64_t>& shape, int inputs)
{
    const double bound = 1.0 / std::sqrt(double(inputs));
    return torch::nn::init::uniform_(torch::empty(shape), -bound, bound);
}

/// Each row becomes one of mean 0 and variance 1; the layer behind can scale and shift.
torch::Tensor normalized(const torch::Tensor& tokens)
{
    return torch::layer_norm(tokens, {tokens.size(1)});
}

/// Each item over the mean of its values that are not silent, so that nothing depends on the level
/// of a recording.
torch::Tensor leveled(const torch::Tensor& input)
{
    const std::vector<std::int64_t> points = {1, 2, 3};
    const torch::Tensor sounding = (input > 0).sum(points, true).clamp_min(1);
    return input / (input.sum(points, true) / sounding).clamp_min(1e-12);
}

torch::Tensor linear(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias)
{
    return bandLinear(x, weight, bias, {0, weight.size(1)}, {0, weight.size(0)});
}

}  // namespace

BandSplitNetworkImpl::BandSplitNetworkImpl(const BandSplitOptions& options) : m_options(options)
{
    const std::vector<int> edges = bandEdges(options.bins, options.bands);
    const int channels = options.channels;
    for (int band = 0; band <= options.bands; ++band) {
        m_inputEdges.push_back(2 * edges[band]);
        m_bandEdges.push_back(std::int64_t(band) * channels);
        m_outputEdges.push_back(std::int64_t(options.outputs) * edges[band]);
    }
    m_mean = register_buffer("mean", torch::zeros({options.bins}));
    m_variance = register_buffer("variance", torch::ones({options.bins}));
    std::vector<torch::Tensor> split;
    for (int band = 0; band < options.bands; ++band) {
        const int inputs = 2 * (edges[band + 1] - edges[band]);
        split.push_back(startValues({channels, inputs}, inputs));
    }
    m_splitWeight = register_parameter("split_weight", torch::cat(split, 1));
    m_splitBias = register_parameter("split_bias", torch::zeros({m_bandEdges.back()}));
    for (int block = 0; block < options.blocks; ++block)
        m_blocks.push_back(makeBlock(block + 1));
    m_hiddenWeight =
        register_parameter("hidden_weight", startValues({m_bandEdges.back(), channels}, channels));
    m_hiddenBias = register_parameter("hidden_bias", torch::zeros({m_bandEdges.back()}));
    m_maskWeight =
        register_parameter("mask_weight", startValues({m_outputEdges.back(), channels}, channels));
    m_maskBias = register_parameter("mask_bias", torch::zeros({m_outputEdges.back()}));
}

BandSplitNetworkImpl::Block BandSplitNetworkImpl::makeBlock(int number)
{
    const std::string name = "block" + std::to_string(number);
    const int channels = m_options.channels;
    const auto weight = [&](const char* layer) {
        return register_parameter(name + layer + "_weight",
                                  startValues({channels, 2 * channels}, 2 * channels));
    };
    const auto bias = [&](const char* layer) {
        return register_parameter(name + layer + "_bias", torch::zeros({channels}));
    };
    const auto recurrent = [&](const char* layer) {
        return register_module(name + layer, BidirectionalGru(channels, channels));
    };
    Block block;
    block.alongTime = recurrent("_time_gru");
    block.timeWeight = weight("_time");
    block.timeBias = bias("_time");
    block.alongBands = recurrent("_band_gru");
    block.bandWeight = weight("_band");
    block.bandBias = bias("_band");
    return block;
}

torch::Tensor BandSplitNetworkImpl::standardized(const torch::Tensor& bins)
{
    if (is_training()) {
        const torch::NoGradGuard noGradient;
        const torch::Tensor mean = bins.mean(std::vector<std::int64_t>{0, 2});
        const torch::Tensor variance =
            bins.square().mean(std::vector<std::int64_t>{0, 2}) - mean.square();
        m_mean.lerp_(mean, newShare);
        m_variance.lerp_(variance, newShare);
    }
    const torch::Tensor scale = (m_variance + varianceFloor).rsqrt();
    return (bins - m_mean.unsqueeze(1)) * scale.unsqueeze(1);
}

torch::Tensor BandSplitNetworkImpl::forward(const torch::Tensor& input)
{
    const std::int64_t batch = input.size(0);
    const std::int64_t frames = input.size(2);
    const std::int64_t rows = frames * batch;  // time after time, since steps of a layer go there
    const std::int64_t bands = m_options.bands;
    const torch::Tensor bins =
        leveled(input).permute({2, 0, 3, 1}).reshape({rows, m_options.bins, 2});
    torch::Tensor x = bandLinear(standardized(bins).reshape({rows, -1}), m_splitWeight, m_splitBias,
                                 m_inputEdges, m_bandEdges);
    x = x.view({rows * bands, m_options.channels});
    const SequenceLayout time{batch * bands, 1, frames, batch * bands};
    const SequenceLayout frequency{rows, bands, bands, 1};
    for (Block& block : m_blocks) {
        const torch::Tensor overTime = block.alongTime->forward(normalized(x), time);
        x = x + linear(overTime, block.timeWeight, block.timeBias);
        const torch::Tensor overBands = block.alongBands->forward(normalized(x), frequency);
        x = x + linear(overBands, block.bandWeight, block.bandBias);
    }
    x = bandLinear(normalized(x).view({rows, -1}), m_hiddenWeight, m_hiddenBias, m_bandEdges,
                   m_bandEdges);
    x = bandLinear(torch::tanh(x), m_maskWeight, m_maskBias, m_bandEdges, m_outputEdges);
    return x.view({frames, batch, m_options.bins, m_options.outputs}).permute({1, 3, 0, 2});
}

}  // namespace whence
