#include <memory>
#include <optional>
#include <string>

#include "core/error.h"
#include "core/model/convolution_layer.h"
#include "core/model/emotion_network.h"
#include "core/model/folded_convolution.h"
#include "core/tensors/network_threads.h"

namespace whence {

namespace {

/// Residual block of two frequency-aware convolutions (methods §4).
class Block {
public:
    Block(const TensorMap& tensors, const std::string& name, const MapSize& in, const MapSize& out,
          MapLayout layout)
        : m_size(out), m_layout(layout)
    {
        const memory::desc from = in.desc(layout);
        const memory::desc to = out.desc(layout);
        const auto fold = [&](const std::string& convolution, const std::string& batchNorm) {
            return foldFrequencyAwareConvolution(tensors, name + convolution, name + batchNorm,
                                                 out.height, out.width);
        };
        const auto makeConvolution = [&](const FoldedConvolution& folded,
                                         const memory::desc& input) {
            return ConvolutionLayer(folded, input, to,
                                    {.padding = int(folded.weight.shape[2] / 3),
                                     .addsToTarget = true,
                                     .isRectified = true});
        };
        const FoldedConvolution first = fold(".conv1", ".bn1");
        const FoldedConvolution second = fold(".conv2", ".bn2");
        m_first.emplace(makeConvolution(first, from));
        m_second.emplace(makeConvolution(second, to));
        m_firstMap = reordered(first.map.values, to.dims(), to);
        m_secondMap = reordered(second.map.values, to.dims(), to);
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
        const memory y(m_size.desc(m_layout), processor());
        m_copy.execute(stream, {{DNNL_ARG_FROM, m_firstMap}, {DNNL_ARG_TO, y}});
        (*m_first)(stream, x, y);

        const memory z(m_size.desc(m_layout), processor());
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
    MapLayout m_layout;
    std::optional<ConvolutionLayer> m_first;
    std::optional<ConvolutionLayer> m_second;
    std::optional<ConvolutionLayer> m_shortcut;
    memory m_firstMap;
    memory m_secondMap;
    dnnl::reorder m_copy;
    dnnl::sum m_add;
};

/// Largest value of each 2 × 2 cell; an odd last row or column is left out.
class Halving {
public:
    Halving(const MapSize& in, MapLayout layout)
        : m_size{in.channels, in.height / 2, in.width / 2},
          m_layout(layout),
          m_primitive({{dnnl::prop_kind::forward_inference,
                        dnnl::algorithm::pooling_max,
                        in.desc(layout),
                        m_size.desc(layout),
                        {2, 2},
                        {2, 2},
                        {0, 0},
                        {0, 0}},
                       processor()})
    {
    }

    memory operator()(dnnl::stream& stream, const memory& x) const
    {
        const memory result(m_size.desc(m_layout), processor());
        m_primitive.execute(stream, {{DNNL_ARG_SRC, x}, {DNNL_ARG_DST, result}});
        return result;
    }

    const MapSize& size() const { return m_size; }

private:
    MapSize m_size;  // of the results
    MapLayout m_layout;
    dnnl::pooling_forward m_primitive;
};

/// The layers of methods §4 up to the last feature maps.
class InferenceTrunk {
public:
    InferenceTrunk(const TensorMap& tensors, const TrunkOptions& options, MapLayout layout)
        : m_options(options),
          m_layout(layout),
          m_whole{options.baseChannels, (options.bands - 3) / 2 + 1, (options.frames - 3) / 2 + 1},
          m_firstHalving(m_whole, layout),
          m_secondHalving(m_firstHalving.size(), layout),
          m_last{4 * options.baseChannels, m_secondHalving.size().height,
                 m_secondHalving.size().width},
          m_input(foldConvolution(tensors, "in_c.0", "in_c.1"),
                  {{1, 1, options.bands, options.frames}, floats, MapLayout::nchw},
                  m_whole.desc(layout), {.stride = 2, .padding = 1, .isRectified = true})
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
        if (window.bands != m_options.bands || window.frames != m_options.frames)
            throw Error("The spectrogram does not fit the model.");
        dnnl::stream stream(processor());
        const memory spectrogram({{1, 1, window.bands, window.frames}, floats, MapLayout::nchw},
                                 processor(), const_cast<float*>(window.values.data()));
        // channels × bands × frames; sizes for 149 × 1252
        memory x(m_whole.desc(m_layout), processor());  // C × 74 × 625
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
        memory plain(m_last.desc(MapLayout::nchw), processor());
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
    MapLayout m_layout;
    MapSize m_whole;
    Halving m_firstHalving;
    Halving m_secondHalving;
    MapSize m_last;
    ConvolutionLayer m_input;
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
            whence::useNetworkThreads();
            return (*network)(window);
        } catch (const dnnl::error& error) {
            throw whence::Error(std::string("The network can't be computed: ") + error.what());
        }
    };
} catch (const dnnl::error& error) {
    throw whence::Error(std::string("The network can't be prepared: ") + error.what());
}
