#pragma once

#include <dnnl.hpp>
#include <vector>

#include "core/model/folded_convolution.h"

namespace whence {

// Convolutions between feature maps on oneDNN itself, the library under LibTorch: there a
// convolution adds to what is there and takes the positive part in one pass, and Winograd's
// algorithm is known.

using dnnl::memory;
using MapLayout = memory::format_tag;
constexpr auto floats = memory::data_type::f32;

/// Feature maps of one window.
struct MapSize {
    int channels = 0;
    int height = 0;  // along frequency
    int width = 0;   // along time

    memory::desc desc(MapLayout layout) const
    {
        return {{1, channels, height, width}, floats, layout};
    }
};

/// The one processor; the library's objects refer to it as long as they live.
const dnnl::engine& processor();

/// The layout of maps that the library's generated code for this processor takes: channels in
/// blocks as wide as a vector.
MapLayout preferredLayout();

/// A copy of numbers in C order in the layout of `target`.
memory reordered(const std::vector<float>& values, const memory::dims& shape,
                 const memory::desc& target);

struct ConvolutionOptions {
    int stride = 1;
    int padding = 0;
    bool addsToTarget = false;  // else replaces what is there
    bool isRectified = false;   // negative results become 0
};

/// A folded convolution, without its map, between maps of two sizes. May be used from several
/// threads at once.
class ConvolutionLayer {
public:
    /// Throws Error if the library can't compute it.
    ConvolutionLayer(const FoldedConvolution& folded, const memory::desc& from,
                     const memory::desc& to, const ConvolutionOptions& options);

    void operator()(dnnl::stream& stream, const memory& from, const memory& to) const;

private:
    dnnl::convolution_forward::primitive_desc m_step;
    dnnl::convolution_forward m_primitive;
    memory m_weight;
    memory m_shift;
};

}  // namespace whence
