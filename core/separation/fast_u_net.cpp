#include "core/separation/fast_u_net.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>

#include "core/separation/vector_math.h"

namespace whence {

namespace {

constexpr auto channelsLast = at::MemoryFormat::ChannelsLast;

/// What follows a convolution: norm then activation on the way down, the reverse on the way up.
struct Activation {
    bool elu = true;
    float slope = 0.0f;  // of negative values, without ELU
    const float* scale = nullptr;
    const float* shift = nullptr;
};

inline float elu(float x)
{
    const float negative = vectorExp(x < 0.0f ? x : 0.0f) - 1.0f;
    return x > 0.0f ? x : negative;
}

// One row of points × channels: into the padded input of the next step and beside the channels of
// the skip connection.
WHENCE_FOR_EACH_CPU void finishDownRow(const float* row, int points, int channels,
                                       const Activation& activation, float* next, float* skip,
                                       int skipStride)
{
    for (int x = 0; x < points; ++x) {
        const float* in = row + std::ptrdiff_t(x) * channels;
        float* out = next + std::ptrdiff_t(x) * channels;
        float* raw = skip + std::ptrdiff_t(x) * skipStride;
        for (int c = 0; c < channels; ++c)
            raw[c] = in[c];
        if (activation.elu) {
            for (int c = 0; c < channels; ++c)
                out[c] = elu(activation.scale[c] * in[c] + activation.shift[c]);
        } else {
            for (int c = 0; c < channels; ++c) {
                const float value = activation.scale[c] * in[c] + activation.shift[c];
                out[c] = value > 0.0f ? value : activation.slope * value;
            }
        }
    }
}

// One row of points × (2 × 2 × channels) becomes two rows of twice the points (pixel shuffle).
WHENCE_FOR_EACH_CPU void finishUpRow(const float* row, int points, int channels,
                                     const Activation& activation, float* upper, float* lower,
                                     int stride)
{
    for (int x = 0; x < 2 * points; ++x) {
        for (int half = 0; half < 2; ++half) {
            const float* in = row + (std::ptrdiff_t(x / 2) * 4 + half * 2 + x % 2) * channels;
            float* out = (half == 0 ? upper : lower) + std::ptrdiff_t(x) * stride;
            if (activation.elu) {
                for (int c = 0; c < channels; ++c)
                    out[c] = activation.scale[c] * elu(in[c]) + activation.shift[c];
            } else {
                for (int c = 0; c < channels; ++c)
                    out[c] =
                        activation.scale[c] * (in[c] > 0.0f ? in[c] : activation.slope * in[c]) +
                        activation.shift[c];
            }
        }
    }
}

at::Tensor lastChannels(const at::Tensor& tensor)
{
    return tensor.contiguous(channelsLast);
}

at::Tensor emptyLike(int channels, std::int64_t height, std::int64_t width)
{
    return at::empty({1, channels, height, width}, at::TensorOptions().memory_format(channelsLast));
}

/// 1 × channels × height × width inside zeros: 1 before, 2 after on both axes; only the border is
/// written here.
at::Tensor withPadding(int channels, std::int64_t height, std::int64_t width)
{
    at::Tensor padded = emptyLike(channels, height + 3, width + 3);
    padded.narrow(2, 0, 1).zero_();
    padded.narrow(2, height + 1, 2).zero_();
    padded.narrow(3, 0, 1).zero_();
    padded.narrow(3, width + 1, 2).zero_();
    return padded;
}

void setNorm(const torch::nn::BatchNorm2d& norm, std::vector<float>& scale,
             std::vector<float>& shift)
{
    const at::Tensor factor =
        norm->weight.detach() / at::sqrt(norm->running_var + norm->options.eps());
    const at::Tensor offset = norm->bias.detach() - norm->running_mean * factor;
    scale.assign(factor.data_ptr<float>(), factor.data_ptr<float>() + factor.numel());
    shift.assign(offset.data_ptr<float>(), offset.data_ptr<float>() + offset.numel());
}

/// The sub-pixels outermost in the channels, so that pixels can be copied as a whole.
at::Tensor subPixelsFirst(const at::Tensor& tensor, std::int64_t filters)
{
    std::vector<std::int64_t> shape = tensor.sizes().vec();
    std::vector<std::int64_t> split = {filters, 4};
    split.insert(split.end(), shape.begin() + 1, shape.end());
    return tensor.reshape(split).transpose(0, 1).reshape(shape);
}

}  // namespace

FastUNet::FastUNet(const UNetImpl& network) : m_elu(network.options().elu)
{
    const at::NoGradGuard noGradient;
    for (int j = 0; j < network.steps(); ++j) {
        const auto& down = network.down[j];
        Step step{lastChannels(down->weight.detach().clone()),
                  down->bias.detach().clone(),
                  int(down->weight.size(0)),
                  {},
                  {}};
        setNorm(network.downNorm[j], step.scale, step.shift);
        m_down.push_back(std::move(step));
    }
    for (int j = 0; j < network.steps(); ++j) {
        const auto& up = network.up[j];
        const std::int64_t filters = up->weight.size(1);
        Step step{lastChannels(subPixelsFirst(subPixelKernel(up->weight.detach()), filters)),
                  up->bias.detach().repeat({4}),
                  int(filters),
                  {},
                  {}};
        setNorm(network.upNorm[j], step.scale, step.shift);
        m_up.push_back(std::move(step));
    }
    m_mask.kernel = lastChannels(network.mask->weight.detach().clone());
    m_mask.bias = network.mask->bias.detach().clone();
}

at::Tensor FastUNet::goDown(const at::Tensor& input, std::vector<at::Tensor>& merged) const
{
    at::Tensor padded = withPadding(int(input.size(1)), input.size(2), input.size(3));
    padded.narrow(2, 1, input.size(2)).narrow(3, 1, input.size(3)).copy_(input);
    for (std::size_t j = 0;; ++j) {
        const Step& step = m_down[j];
        const at::Tensor raw = lastChannels(at::conv2d(padded, step.kernel, step.bias, 2));
        if (j + 1 == m_down.size())
            return raw;
        const std::int64_t height = raw.size(2);
        const std::int64_t width = raw.size(3);
        const int channels = step.filters;
        const int mergedChannels = channels + m_up[m_up.size() - 2 - j].filters;
        padded = withPadding(channels, height, width);
        merged[j] = emptyLike(mergedChannels, height, width);
        const Activation activation{m_elu, 0.2f, step.scale.data(), step.shift.data()};
        const float* from = raw.data_ptr<float>();
        float* next = padded.data_ptr<float>();
        float* skip = merged[j].data_ptr<float>();
        at::parallel_for(0, height, 8, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t y = first; y < last; ++y)
                finishDownRow(from + y * width * channels, int(width), channels, activation,
                              next + ((y + 1) * (width + 3) + 1) * channels,
                              skip + y * width * mergedChannels, mergedChannels);
        });
    }
}

at::Tensor FastUNet::logits(const at::Tensor& input) const
{
    // merged[j]: channels of down step j and beside them those of the up step of the same size.
    std::vector<at::Tensor> merged(m_down.size() - 1);
    at::Tensor x = goDown(input, merged);
    for (std::size_t j = 0; j < m_up.size(); ++j) {
        const Step& step = m_up[j];
        const at::Tensor pixels = lastChannels(at::conv2d(x, step.kernel, step.bias, 1, 1));
        const std::int64_t height = pixels.size(2);
        const std::int64_t width = pixels.size(3);
        const bool isLast = j + 1 == m_up.size();
        x = isLast ? emptyLike(step.filters, 2 * height, 2 * width) : merged[m_up.size() - 2 - j];
        const int stride = int(x.size(1));
        const Activation activation{m_elu, 0.0f, step.scale.data(), step.shift.data()};
        const float* from = pixels.data_ptr<float>();
        float* to = x.data_ptr<float>() + (stride - step.filters);
        const int channels = step.filters;
        at::parallel_for(0, height, 8, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t y = first; y < last; ++y)
                finishUpRow(from + y * width * 4 * channels, int(width), channels, activation,
                            to + 2 * y * 2 * width * stride, to + (2 * y + 1) * 2 * width * stride,
                            stride);
        });
    }
    return lastChannels(at::conv2d(x, m_mask.kernel, m_mask.bias, 1, 3, 2));
}

}  // namespace whence
