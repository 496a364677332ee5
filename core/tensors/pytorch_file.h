#pragma once

#include <filesystem>
#include <string>

#include "core/tensors/tensor.h"

namespace whence {

/// The tensors of a state dict saved by torch.save (zip or legacy form, any device; methods §19.1).
/// Half, double and long values become float. Only an allow-list of pickle opcodes and globals is
/// read; nothing is executed. A leading "module." is dropped, *.num_batches_tracked left out.
/// Throws Error on anything else.
TensorMap readPyTorchStateDict(const std::filesystem::path& file);

/// The same from memory; `name` stands for the file in errors.
TensorMap parsePyTorchStateDict(const std::string& bytes, const std::string& name);

}  // namespace whence
