#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/separation/band_split_network.h"
#include "core/separation/separator_info.h"
#include "core/separation/u_net.h"

namespace whence {

/// One network of a separator: its form and what stands before the names of its tensors.
struct NetworkPart {
    std::string prefix;  // "vocals." or empty
    std::variant<UNetOptions, BandSplitOptions> form;
};

/// The networks of a card.
std::vector<NetworkPart> networkParts(const SeparatorInfo& info);

/// A part as a module with random weights.
std::shared_ptr<StemNetwork> makeStemNetwork(const NetworkPart& part);

/// The input channels of a part, batch × inputs × T × F, from the magnitudes batch × 2 × T × F.
torch::Tensor networkInput(const torch::Tensor& magnitudes, const SeparatorInfo& info,
                           const NetworkPart& part);

}  // namespace whence
