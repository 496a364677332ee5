#pragma once

#include <filesystem>

#include "core/separation/separator_info.h"
#include "core/tensors/tensor.h"

namespace whence {

/// The content of a separator's file, but for the figures of its quality.
struct JoinedSeparator {
    SeparatorInfo info;
    TensorMap tensors;
};

/// One separator of two. Of a U-Net for all stems and a band-split network: their masks' mean. Of
/// two networks of one form, of which one went on from the other: one network with the mean of
/// their weights, `share` (0 … 1) being the second's [Wortsman 2022]; of others that mean makes no
/// sense. Throws Error, naming the file, if one is damaged, of another kind or of other stems and
/// spectra.
JoinedSeparator joinSeparators(const std::filesystem::path& first,
                               const std::filesystem::path& second, double share = 0.5);

}  // namespace whence
