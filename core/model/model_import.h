#pragma once

#include <filesystem>

#include "core/model/model_info.h"

namespace whence {

/// Turns the authors' PyTorch state dict (RFResnetExplainable of shreyanc/model_debugging, or
/// CPResnet_BackProp of shreyanc/midlevel_general, which has no emotions) into a *.whence-model.
/// Width and concept layer are read off the shapes. Returns the card written. Throws Error, naming
/// the key, if a tensor is missing, of a wrong shape or not finite.
ModelInfo importPyTorchModel(const std::filesystem::path& stateDict,
                             const std::filesystem::path& modelFile);

}  // namespace whence
