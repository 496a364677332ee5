#include "core/model/convolution_layer.h"

#include <optional>
#include <string>

#include "core/error.h"

namespace whence {

namespace {

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
        dnnl::prop_kind::forward_inference, algorithm, from, {weight.shape, floats, MapLayout::any},
        {{weight.shape[0]}, floats, MapLayout::x}, to, stride, padding, padding);
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

MapLayout plainLayout(const memory::dims& shape)
{
    return shape.size() == 1 ? MapLayout::x
                             : MapLayout::nchw;  // of weights: out × in × kernel × kernel
}

}  // namespace

const dnnl::engine& processor()
{
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

MapLayout preferredLayout()
{
    const MapSize maps{16, 8, 8};
    const Tensor weight{{16, 16, 3, 3}, {}};
    for (const MapLayout layout : {MapLayout::nChw16c, MapLayout::nChw8c}) {
        const memory::desc desc = maps.desc(layout);
        const auto step =
            findStep(weight, desc, desc, {.padding = 1}, dnnl::algorithm::convolution_direct, "");
        if (step && std::string(step->impl_info_str()).starts_with("jit"))
            return layout;
    }
    return MapLayout::nchw;
}

memory reordered(const std::vector<float>& values, const memory::dims& shape,
                 const memory::desc& target)
{
    memory from({shape, floats, plainLayout(shape)}, processor(),
                const_cast<float*>(values.data()));  // only read
    memory to(target, processor());
    dnnl::stream stream(processor());
    dnnl::reorder(from, to).execute(stream, from, to);
    stream.wait();
    return to;
}

ConvolutionLayer::ConvolutionLayer(const FoldedConvolution& folded, const memory::desc& from,
                                   const memory::desc& to, const ConvolutionOptions& options)
    : m_step(bestStep(folded.weight, from, to, options)),
      m_primitive(m_step),
      m_weight(reordered(folded.weight.values, folded.weight.shape, m_step.weights_desc()))
{
    const std::int64_t out = folded.weight.shape[0];
    const std::vector<float> zeros(std::size_t(out), 0.0f);
    m_shift = reordered(folded.shift.values.empty() ? zeros : folded.shift.values, {out},
                        m_step.bias_desc());
}

void ConvolutionLayer::operator()(dnnl::stream& stream, const memory& from, const memory& to) const
{
    m_primitive.execute(stream,
                        {{DNNL_ARG_SRC, from},
                         {DNNL_ARG_WEIGHTS, m_weight},
                         {DNNL_ARG_BIAS, m_shift},
                         {DNNL_ARG_DST, to},
                         {DNNL_ARG_SCRATCHPAD, memory(m_step.scratchpad_desc(), processor())}});
}

}  // namespace whence
