#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <array>
#include <cmath>
#include <memory>

#include "core/error.h"
#include "core/model/emotion_network.h"

namespace whence {

namespace {

constexpr double batchNormEpsilon = 1e-5;

at::Tensor toTensor(const Tensor& tensor)
{
    // Copied: the file's tensors do not outlive loading.
    return at::from_blob(const_cast<float*>(tensor.values.data()), tensor.shape).clone();
}

/// Convolution, batch norm and the frequency channel in one: a convolution plus a constant map.
class FoldedConvolution {
public:
    /// Maps of `height` × `width` go in. `bn` is the batch norm after it. With `isFrequencyAware`
    /// the last input channel of the weights is the frequency coordinate.
    FoldedConvolution(const TensorMap& tensors, const std::string& name, const std::string& bn,
                      bool isFrequencyAware, std::int64_t stride, std::int64_t padding,
                      std::int64_t height, std::int64_t width)
        : m_stride{stride, stride}, m_padding{padding, padding}
    {
        const at::Tensor scale =
            toTensor(tensors.at(bn + ".weight")) /
            at::sqrt(toTensor(tensors.at(bn + ".running_var")) + batchNormEpsilon);
        at::Tensor bias =
            toTensor(tensors.at(bn + ".bias")) - toTensor(tensors.at(bn + ".running_mean")) * scale;
        at::Tensor weight = toTensor(tensors.at(name + ".weight")) * scale.view({-1, 1, 1, 1});
        if (isFrequencyAware) {
            // The channel is the same in every window: its share of the sum is a constant map.
            // Padding changes it at the borders, so it is convolved like the rest.
            const std::int64_t channels = weight.size(1) - 1;
            const at::Tensor coordinate =
                at::arange(height, at::kFloat).mul(2.0 / double(height)).sub(1);
            const at::Tensor plane =
                coordinate.view({1, 1, height, 1}).expand({1, 1, height, width});
            m_map = at::conv2d(plane, weight.narrow(1, channels, 1), bias, m_stride, m_padding)
                        .to_mkldnn();
            weight = weight.narrow(1, 0, channels);
            bias = at::zeros_like(bias);
        }
        m_weight = at::mkldnn_reorder_conv2d_weight(weight.contiguous().to_mkldnn(), m_padding,
                                                    m_stride, m_dilation, 1);
        m_bias = bias.to_mkldnn();
    }

    at::Tensor operator()(const at::Tensor& x) const
    {
        at::Tensor y =
            at::mkldnn_convolution(x, m_weight, m_bias, m_padding, m_stride, m_dilation, 1);
        return m_map.defined() ? y.add_(m_map) : y;
    }

private:
    std::array<std::int64_t, 2> m_stride;
    std::array<std::int64_t, 2> m_padding;
    std::array<std::int64_t, 2> m_dilation{1, 1};
    at::Tensor m_weight;
    at::Tensor m_bias;
    at::Tensor m_map;  // added to the result; undefined: nothing
};

class Block {
public:
    Block(const TensorMap& tensors, const std::string& name, std::int64_t height,
          std::int64_t width)
        : m_first(convolution(tensors, name, "conv1", "bn1", height, width)),
          m_second(convolution(tensors, name, "conv2", "bn2", height, width))
    {
        if (tensors.contains(name + ".shortcut.conv.weight"))
            m_shortcut.emplace(tensors, name + ".shortcut.conv", name + ".shortcut.bn", false, 1, 0,
                               height, width);
    }

    at::Tensor operator()(const at::Tensor& x) const
    {
        at::Tensor y = m_second(m_first(x).relu_());
        return y.add_(m_shortcut ? (*m_shortcut)(x) : x).relu_();
    }

private:
    static FoldedConvolution convolution(const TensorMap& tensors, const std::string& block,
                                         const std::string& conv, const std::string& bn,
                                         std::int64_t height, std::int64_t width)
    {
        const std::string name = block + "." + conv;
        const std::int64_t kernel = tensors.at(name + ".weight").shape[2];
        return {tensors, name, block + "." + bn, true, 1, kernel / 3, height, width};
    }

    FoldedConvolution m_first;
    FoldedConvolution m_second;
    std::optional<FoldedConvolution> m_shortcut;
};

/// The layers of SPEC §2 in oneDNN's blocked layout.
class InferenceTrunk {
public:
    InferenceTrunk(const TensorMap& tensors, const TrunkOptions& options)
        : m_options(options),
          m_height((options.bands - 3) / 2 + 1),
          m_width((options.frames - 3) / 2 + 1),
          m_input(tensors, "in_c.0", "in_c.1", false, 2, 1, options.bands, options.frames),
          m_stage1Block1(tensors, "stage1.block1", m_height, m_width),
          m_stage1Block2(tensors, "stage1.block2", m_height / 2, m_width / 2),
          m_stage1Block3(tensors, "stage1.block3", m_height / 4, m_width / 4),
          m_stage2Block1(tensors, "stage2.block1", m_height / 4, m_width / 4),
          m_stage3Block1(tensors, "stage3.block1", m_height / 4, m_width / 4)
    {
    }

    std::vector<float> operator()(const LogSpectrogram& window) const
    {
        assert(window.bands == m_options.bands && window.frames == m_options.frames);
        const at::Tensor spectrogram = at::from_blob(const_cast<float*>(window.values.data()),
                                                     {1, 1, window.bands, window.frames});
        // channels × bands × frames; sizes for 149 × 1252
        at::Tensor x = m_input(spectrogram.to_mkldnn()).relu_();  // C × 74 × 625
        x = halved(m_stage1Block1(x));                            // C × 37 × 312
        x = halved(m_stage1Block2(x));                            // C × 18 × 156
        x = m_stage2Block1(m_stage1Block3(x));                    // 2C × 18 × 156
        x = m_stage3Block1(x);                                    // 4C × 18 × 156
        const at::Tensor pooled = x.to_dense().mean({0, 2, 3}).contiguous();
        const float* const values = pooled.data_ptr<float>();
        return {values, values + pooled.numel()};
    }

private:
    static at::Tensor halved(const at::Tensor& x) { return at::max_pool2d(x, {2, 2}, {2, 2}); }

    TrunkOptions m_options;
    std::int64_t m_height;  // of the maps in stage 1 before pooling
    std::int64_t m_width;
    FoldedConvolution m_input;
    Block m_stage1Block1;
    Block m_stage1Block2;
    Block m_stage1Block3;
    Block m_stage2Block1;
    Block m_stage3Block1;
};

}  // namespace

}  // namespace whence

void whenceMakeTrunk(const whence::TensorMap& tensors, const whence::TrunkOptions& options,
                     whence::Trunk& trunk)
try {
    const c10::InferenceMode inference;
    auto network = std::make_shared<const whence::InferenceTrunk>(tensors, options);
    trunk = [network = std::move(network)](const whence::LogSpectrogram& window) {
        try {
            const c10::InferenceMode guard;
            at::init_num_threads();  // this thread may be new: take the number that is set
            return (*network)(window);
        } catch (const c10::Error& error) {
            throw whence::Error(std::string("The network can't be computed: ") +
                                error.what_without_backtrace());
        }
    };
} catch (const c10::Error& error) {
    throw whence::Error(std::string("The network can't be prepared: ") +
                        error.what_without_backtrace());
}
