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

/// The separator whose masks are the mean of those of two others, of a U-Net for all stems and of a
/// band-split network. Throws Error, naming the file, if one is damaged, of another kind or of
/// other stems and spectra.
JoinedSeparator joinSeparators(const std::filesystem::path& uNet,
                               const std::filesystem::path& bands);

}  // namespace whence
