#include <ATen/Parallel.h>

#include <cassert>
#include <dnnl.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/model/emotion_network.h"
#include "core/model/folded_convolution.h"

// The network's inference on oneDNN itself, the library under LibTorch: it lets a convolution add
// to what is there and take the positive part in one pass, and it knows Winograd's algorithm.

namespace whence {

namespace {

using dnnl::memory;
using Layout = memory::format_tag;
constexpr auto floats = memory::data_type::f32;

/// Feature maps of one window.
struct MapSize {
    int channels = 0;
    int height = 0;  // along frequency
    int width = 0;   // along time

    memory::dims dims() const { return {1, channels, height, width}; }
};

/// The one processor; the library's objects refer to it as long as they live.
const dnnl::engine& processor()
{
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

memory makeMaps(const MapSize& size, Layout layout)
{
    return {{size.dims(), floats, layout}, processor()};
}

/// The same numbers in another layout.
memory reordered(memory::dims dims, Layout layout, const std::vector<float>& values,
                 const memory::desc& target)
{
    memory from({std::move(dims), floats, layout}, processor(), const_cast<float*>(values.data()));
    memory to(target, processor());
    dnnl::stream stream(processor());
    dnnl::reorder(from, to).execute(stream, from, to);
    stream.wait();
    return to;
}

struct ConvolutionOptions {
    int stride = 1;
    int padding = 0;
    bool addsToTarget = false;  // else replaces what is there
    bool isRectified = false;   // negative results become 0
};

using ConvolutionStep = dnnl::convolution_forward::primitive_desc;

/// The library's first implementation of a convolution between maps of these layouts whose name has
/// `part` in it; nothing if there is none for this processor and these sizes.
std::optional<ConvolutionStep> findStep(const Tensor& weight, const memory::desc& from,
                                        const memory::desc& to, const ConvolutionOptions& options,
                                        dnnl::algorithm algorithm, const std::string& part)
try {
    const memory::dims stride(2, options.stride);
    const memory::dims padding(2, options.padding);
    dnnl::post_ops after;
    if (options.addsToTarget)
        after.append_sum(1.0f);
    if (options.isRectified)
        after.append_eltwise(1.0f, dnnl::algorithm::eltwise_relu, 0.0f, 0.0f);
    dnnl::primitive_attr attributes;
    attributes.set_post_ops(after);
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);  // so threads share nothing
    const dnnl::convolution_forward::desc convolution(
        dnnl::prop_kind::forward_inference, algorithm, from, {weight.shape, floats, Layout::any},
        {{weight.shape[0]}, floats, Layout::x}, to, stride, padding, padding);
    ConvolutionStep step(convolution, attributes, processor());
    do {
        if (std::string(step.impl_info_str()).find(part) != std::string::npos)
            return step;
    } while (step.next_impl());
    return {};
} catch (const dnnl::error&) {
    return {};
}

/// Winograd's algorithm on tiles of 4 × 4 (a fourth of the multiplications of a 3 × 3 convolution)
/// where the library has it, else the plain one.
ConvolutionStep bestStep(const Tensor& weight, const memory::desc& from, const memory::desc& to,
                         const ConvolutionOptions& options)
{
    auto step =
        findStep(weight, from, to, options, dnnl::algorithm::convolution_winograd, "wino_4x3");
    if (!step)
        step = findStep(weight, from, to, options, dnnl::algorithm::convolution_direct, "");
    if (!step)
        throw Error("The network can't be prepared: this processor can't compute it.");
    return *step;
}

class Convolution {
public:
    Convolution(const FoldedConvolution& folded, const memory::desc& from, const memory::desc& to,
                const ConvolutionOptions& options)
        : m_step(bestStep(folded.weight, from, to, options)),
          m_primitive(m_step),
          m_weight(reordered(folded.weight.shape, Layout::oihw, folded.weight.values,
                             m_step.weights_desc()))
    {
        const std::int64_t out = folded.weight.shape[0];
        const std::vector<float> zeros(std::size_t(out), 0.0f);
        m_shift =
            reordered({out}, Layout::x, folded.shift.values.empty() ? zeros : folded.shift.values,
                      m_step.bias_desc());
    }

    void operator()(dnnl::stream& stream, const memory& from, const memory& to) const
    {
        m_primitive.execute(stream,
                            {{DNNL_ARG_SRC, from},
                             {DNNL_ARG_WEIGHTS, m_weight},
                             {DNNL_ARG_BIAS, m_shift},
                             {DNNL_ARG_DST, to},
                             {DNNL_ARG_SCRATCHPAD, memory(m_step.scratchpad_desc(), processor())}});
    }

private:
    ConvolutionStep m_step;
    dnnl::convolution_forward m_primitive;
    memory m_weight;
    memory m_shift;
};

/// Residual block of two frequency-aware convolutions (SPEC §2).
class Block {
public:
    Block(const TensorMap& tensors, const std::string& name, const MapSize& in, const MapSize& out,
          Layout layout)
        : m_size(out), m_layout(layout)
    {
        const memory::desc from(in.dims(), floats, layout);
        const memory::desc to(out.dims(), floats, layout);
        const auto fold = [&](const std::string& convolution, const std::string& batchNorm) {
            return foldFrequencyAwareConvolution(tensors, name + convolution, name + batchNorm,
                                                 out.height, out.width);
        };
        const auto makeConvolution = [&](const FoldedConvolution& folded,
                                         const memory::desc& input) {
            return Convolution(folded, input, to,
                               {.padding = int(folded.weight.shape[2] / 3),
                                .addsToTarget = true,
                                .isRectified = true});
        };
        const FoldedConvolution first = fold(".conv1", ".bn1");
        const FoldedConvolution second = fold(".conv2", ".bn2");
        m_first.emplace(makeConvolution(first, from));
        m_second.emplace(makeConvolution(second, to));
        m_firstMap = reordered(out.dims(), Layout::nchw, first.map.values, to);
        m_secondMap = reordered(out.dims(), Layout::nchw, second.map.values, to);
        if (tensors.contains(name + ".shortcut.conv.weight"))
            m_shortcut.emplace(
                foldConvolution(tensors, name + ".shortcut.conv", name + ".shortcut.bn"), from, to,
                ConvolutionOptions{.addsToTarget = true});
        m_copy = dnnl::reorder(m_firstMap, m_firstMap);
        m_add = dnnl::sum({{1.0f, 1.0f}, {to, to}, processor()});
    }

    memory operator()(dnnl::stream& stream, const memory& x) const
    {
        // Convolutions add to their targets, so these start as what else is to be summed up.
        const memory y = makeMaps(m_size, m_layout);
        m_copy.execute(stream, {{DNNL_ARG_FROM, m_firstMap}, {DNNL_ARG_TO, y}});
        (*m_first)(stream, x, y);

        const memory z = makeMaps(m_size, m_layout);
        if (m_shortcut) {
            m_copy.execute(stream, {{DNNL_ARG_FROM, m_secondMap}, {DNNL_ARG_TO, z}});
            (*m_shortcut)(stream, x, z);
        } else {
            m_add.execute(stream, {{DNNL_ARG_MULTIPLE_SRC, x},
                                   {DNNL_ARG_MULTIPLE_SRC + 1, m_secondMap},
                                   {DNNL_ARG_DST, z}});
        }
        (*m_second)(stream, y, z);
        return z;
    }

private:
    MapSize m_size;  // of the results
    Layout m_layout;
    std::optional<Convolution> m_first;
    std::optional<Convolution> m_second;
    std::optional<Convolution> m_shortcut;
    memory m_firstMap;
    memory m_secondMap;
    dnnl::reorder m_copy;
    dnnl::sum m_add;
};

/// Largest value of each 2 × 2 cell; an odd last row or column is left out.
class Halving {
public:
    Halving(const MapSize& in, Layout layout)
        : m_size{in.channels, in.height / 2, in.width / 2},
          m_layout(layout),
          m_primitive({{dnnl::prop_kind::forward_inference,
                        dnnl::algorithm::pooling_max,
                        memory::desc(in.dims(), floats, layout),
                        memory::desc(m_size.dims(), floats, layout),
                        {2, 2},
                        {2, 2},
                        {0, 0},
                        {0, 0}},
                       processor()})
    {
    }

    memory operator()(dnnl::stream& stream, const memory& x) const
    {
        const memory result = makeMaps(m_size, m_layout);
        m_primitive.execute(stream, {{DNNL_ARG_SRC, x}, {DNNL_ARG_DST, result}});
        return result;
    }

    const MapSize& size() const { return m_size; }

private:
    MapSize m_size;  // of the results
    Layout m_layout;
    dnnl::pooling_forward m_primitive;
};

/// The layout of maps that the library's generated code for this processor takes: channels in
/// blocks as wide as a vector.
Layout preferredLayout()
{
    const memory::dims maps{1, 16, 8, 8};
    const Tensor weight{{16, 16, 3, 3}, {}};
    for (const Layout layout : {Layout::nChw16c, Layout::nChw8c}) {
        const memory::desc desc(maps, floats, layout);
        const auto step =
            findStep(weight, desc, desc, {.padding = 1}, dnnl::algorithm::convolution_direct, "");
        if (step && std::string(step->impl_info_str()).starts_with("jit"))
            return layout;
    }
    return Layout::nchw;
}

/// The layers of SPEC §2 up to the last feature maps.
class InferenceTrunk {
public:
    InferenceTrunk(const TensorMap& tensors, const TrunkOptions& options, Layout layout)
        : m_options(options),
          m_layout(layout),
          m_whole{options.baseChannels, (options.bands - 3) / 2 + 1, (options.frames - 3) / 2 + 1},
          m_firstHalving(m_whole, layout),
          m_secondHalving(m_firstHalving.size(), layout),
          m_last{4 * options.baseChannels, m_secondHalving.size().height,
                 m_secondHalving.size().width},
          m_input(foldConvolution(tensors, "in_c.0", "in_c.1"),
                  {{1, 1, options.bands, options.frames}, floats, Layout::nchw},
                  {m_whole.dims(), floats, layout},
                  {.stride = 2, .padding = 1, .isRectified = true})
    {
        const MapSize half = m_firstHalving.size();
        const MapSize quarter = m_secondHalving.size();
        MapSize wide = quarter;
        wide.channels *= 2;
        m_stage1.emplace_back(tensors, "stage1.block1", m_whole, m_whole, layout);
        m_stage1.emplace_back(tensors, "stage1.block2", half, half, layout);
        m_stage1.emplace_back(tensors, "stage1.block3", quarter, quarter, layout);
        m_later.emplace_back(tensors, "stage2.block1", quarter, wide, layout);
        m_later.emplace_back(tensors, "stage3.block1", wide, m_last, layout);
    }

    std::vector<float> operator()(const LogSpectrogram& window) const
    {
        assert(window.bands == m_options.bands && window.frames == m_options.frames);
        dnnl::stream stream(processor());
        const memory spectrogram({{1, 1, window.bands, window.frames}, floats, Layout::nchw},
                                 processor(), const_cast<float*>(window.values.data()));
        // channels × bands × frames; sizes for 149 × 1252
        memory x = makeMaps(m_whole, m_layout);  // C × 74 × 625
        m_input(stream, spectrogram, x);
        x = m_firstHalving(stream, m_stage1[0](stream, x));   // C × 37 × 312
        x = m_secondHalving(stream, m_stage1[1](stream, x));  // C × 18 × 156
        x = m_stage1[2](stream, x);                           // C × 18 × 156
        x = m_later[0](stream, x);                            // 2C × 18 × 156
        x = m_later[1](stream, x);                            // 4C × 18 × 156
        return pooled(stream, x);
    }

private:
    /// Mean of each map.
    std::vector<float> pooled(dnnl::stream& stream, memory& x) const
    {
        memory plain = makeMaps(m_last, Layout::nchw);
        dnnl::reorder(x, plain).execute(stream, x, plain);
        stream.wait();
        const auto* value = static_cast<const float*>(plain.get_data_handle());
        const int positions = m_last.height * m_last.width;
        std::vector<float> means;
        for (int channel = 0; channel < m_last.channels; ++channel) {
            double sum = 0.0;
            for (int i = 0; i < positions; ++i)
                sum += *value++;
            means.push_back(float(sum / positions));
        }
        return means;
    }

    TrunkOptions m_options;
    Layout m_layout;
    MapSize m_whole;
    Halving m_firstHalving;
    Halving m_secondHalving;
    MapSize m_last;
    Convolution m_input;
    std::vector<Block> m_stage1;
    std::vector<Block> m_later;
};

}  // namespace

}  // namespace whence

void whenceMakeTrunk(const whence::TensorMap& tensors, const whence::TrunkOptions& options,
                     whence::Trunk& trunk)
try {
    const auto network =
        std::make_shared<const whence::InferenceTrunk>(tensors, options, whence::preferredLayout());
    trunk = [network](const whence::LogSpectrogram& window) {
        try {
            at::init_num_threads();  // this thread may be new: take the number that is set
            return (*network)(window);
        } catch (const dnnl::error& error) {
            throw whence::Error(std::string("The network can't be computed: ") + error.what());
        }
    };
} catch (const dnnl::error& error) {
    throw whence::Error(std::string("The network can't be prepared: ") + error.what());
}
