#pragma once

#include <torch/nn/module.h>

#include <vector>

#include "core/separation/band_linear.h"
#include "core/separation/bidirectional_gru.h"
#include "core/separation/stem_network.h"

namespace whence {

struct BandSplitOptions {
    int bins = 1024;    // F
    int bands = 64;     // see bandEdges()
    int channels = 48;  // of a band in a frame, and units of a recurrent layer in each direction
    int blocks = 2;
    int outputs = 10;  // channels of the logits
};

/// A network after the idea of Luo & Yu, "Music source separation with band-split RNN" (2023): the
/// bins of a frame are summed up in bands, recurrent layers run along time in each band and along
/// the bands in each frame by turns, and each band is unfolded to the logits of its bins. Scaling
/// an item changes nothing.
class BandSplitNetworkImpl : public StemNetwork {
public:
    explicit BandSplitNetworkImpl(const BandSplitOptions& options);

    /// Logits, batch × outputs × T × F, of an input batch × 2 × T × F; T is any.
    torch::Tensor forward(const torch::Tensor& input) override;

    /// Two residual recurrent layers.
    struct Block {
        BidirectionalGru alongTime{nullptr};
        torch::Tensor timeWeight;  // channels × 2 · channels
        torch::Tensor timeBias;
        BidirectionalGru alongBands{nullptr};
        torch::Tensor bandWeight;
        torch::Tensor bandBias;
    };

private:
    torch::Tensor standardized(const torch::Tensor& bins);
    Block makeBlock(int number);

    BandSplitOptions m_options;
    Edges m_inputEdges;    // of the bands: bins and channels of the input
    Edges m_bandEdges;     // their channels
    Edges m_outputEdges;   // bins and channels of the output
    torch::Tensor m_mean;  // of each bin of the leveled input in training
    torch::Tensor m_variance;
    torch::Tensor m_splitWeight;  // channels × 2 · F
    torch::Tensor m_splitBias;    // bands · channels
    std::vector<Block> m_blocks;
    torch::Tensor m_hiddenWeight;  // bands · channels × channels
    torch::Tensor m_hiddenBias;
    torch::Tensor m_maskWeight;  // outputs · F × channels
    torch::Tensor m_maskBias;
};
TORCH_MODULE(BandSplitNetwork);

}  // namespace whence
