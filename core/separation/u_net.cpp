#include "core/separation/u_net.h"

#include <torch/nn/functional.h>

namespace whence {

namespace {

namespace F = torch::nn::functional;

std::vector<int> upFilters(const UNetOptions& options)
{
    std::vector<int> result(options.filters.rbegin() + 1, options.filters.rend());
    result.push_back(options.lastFilters);
    return result;
}

}  // namespace

UNetImpl::UNetImpl(const UNetOptions& options) : m_options(options)
{
    const auto norm = [](int channels) {
        return torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(channels).eps(1e-3));
    };
    int channels = options.inputs;
    for (int j = 0; j < steps(); ++j) {
        const int filters = options.filters[j];
        const std::string name = "down" + std::to_string(j + 1);
        const auto convolution = torch::nn::Conv2dOptions(channels, filters, 5).stride(2);
        down.push_back(register_module(name, torch::nn::Conv2d(convolution)));
        downNorm.push_back(register_module(name + "_norm", norm(filters)));
        channels = filters;
    }
    const std::vector<int> filters = upFilters(options);
    for (int j = 0; j < steps(); ++j) {
        const int skip = j == 0 ? 0 : options.filters[steps() - 1 - j];
        const std::string name = "up" + std::to_string(j + 1);
        const auto convolution =
            torch::nn::ConvTranspose2dOptions(channels + skip, filters[j], 5).stride(2);
        up.push_back(register_module(name, torch::nn::ConvTranspose2d(convolution)));
        upNorm.push_back(register_module(name + "_norm", norm(filters[j])));
        channels = filters[j];
    }
    const auto convolution =
        torch::nn::Conv2dOptions(channels, options.outputs, 4).dilation(2).padding(3);
    mask = register_module("mask", torch::nn::Conv2d(convolution));
}

torch::Tensor UNetImpl::forward(const torch::Tensor& input)
{
    // TensorFlow's "same" for even sizes and stride 2: 1 before, 2 after.
    const auto samePadding = F::PadFuncOptions({1, 2, 1, 2});
    // Padded here: inside a convolution with padding, oneDNN 2.6's bfloat16 gradient of 3 × 3
    // kernels reads memory nobody wrote where maps are 512 wide.
    const auto paddingOfOne = F::PadFuncOptions({1, 1, 1, 1});
    const auto activateDown = [this](const torch::Tensor& x) {
        return m_options.elu ? torch::elu(x) : torch::leaky_relu(x, 0.2);
    };
    const auto activateUp = [this](const torch::Tensor& x) {
        return m_options.elu ? torch::elu(x) : torch::relu(x);
    };

    std::vector<torch::Tensor> skips;  // raw convolutions, batch × filters × T/2^j × F/2^j
    torch::Tensor x = input;
    for (int j = 0; j < steps(); ++j) {
        skips.push_back(down[j]->forward(F::pad(x, samePadding)));
        if (j + 1 < steps())
            x = activateDown(downNorm[j]->forward(skips.back()));
    }
    x = skips.back();
    for (int j = 0; j < steps(); ++j) {
        if (j > 0)
            x = torch::cat({skips[steps() - 1 - j], x}, 1);
        const torch::Tensor kernel = subPixelKernel(up[j]->weight);
        const torch::Tensor bias = up[j]->bias.repeat_interleave(4);
        x = torch::pixel_shuffle(torch::conv2d(F::pad(x, paddingOfOne), kernel, bias), 2);
        x = upNorm[j]->forward(activateUp(x));
    }
    return mask->forward(x);
}

torch::Tensor subPixelKernel(const torch::Tensor& transposedKernel)
{
    // Output 2q + r takes input i through tap 2(q − i) + r + 1: for i = q−1, q, q+1 these are taps
    // 3, 1, none (r = 0) and 4, 2, 0 (r = 1). Tap 5 is the zero put behind the kernel.
    const torch::Tensor taps =
        torch::tensor({3, 1, 5, 4, 2, 0}, torch::TensorOptions().dtype(torch::kLong));
    const std::int64_t in = transposedKernel.size(0);
    const std::int64_t out = transposedKernel.size(1);
    const torch::Tensor padded = F::pad(transposedKernel, F::PadFuncOptions({0, 1, 0, 1}));
    return padded.index_select(2, taps)
        .index_select(3, taps)
        .view({in, out, 2, 3, 2, 3})
        .permute({1, 2, 4, 0, 3, 5})
        .reshape({out * 4, in, 3, 3});
}

}  // namespace whence
