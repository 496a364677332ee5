#pragma once

#include <filesystem>
#include <string>

#include "core/tensors/tensor.h"

namespace whence {

/// Reads a NumPy array file (.npy 1.0 or 2.0, little endian, C order, any integer or float type).
/// Throws Error on anything else.
Tensor readNpy(const std::filesystem::path& file);
Tensor parseNpy(const std::string& bytes, const std::string& name);

/// Writes float32 values as .npy 1.0, in C order.
void writeNpy(const std::filesystem::path& file, const Tensor& tensor);

}  // namespace whence
