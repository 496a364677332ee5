#pragma once

#include <filesystem>
#include <string>

#include "core/tensors/tensor.h"

namespace whence {

/// What a *.whence-model or *.whence-separator holds: a JSON card (as text) and tensors.
struct TensorFile {
    std::string kind;  // "whence-model" or "whence-separator"
    std::string card;  // JSON text
    TensorMap tensors;
    std::string sha256;  // of card and tensors as they are in the file: set by reading
};

/// Float16 halves the file: tensors of two and more dimensions are rounded to half precision.
/// Vectors (biases, statistics) and tensors with values beyond 65504 stay float32.
enum class TensorPrecision { Float32, Float16 };

/// The tensor as it comes back from a file of this precision.
Tensor asStored(const Tensor& tensor, TensorPrecision precision);

/// The smallest precision that keeps these values as they are.
TensorPrecision precisionOf(const TensorMap& tensors);

/// Reads a file of this kind. Throws Error, with a sentence, on anything damaged or foreign: sizes
/// and shapes are checked against the file, its SHA-256 against the content, before use.
TensorFile readTensorFile(const std::filesystem::path& file, const std::string& kind);

/// The same from memory; `name` stands for the file in errors.
TensorFile parseTensorFile(const std::string& bytes, const std::string& kind,
                           const std::string& name);

/// Writes the file so that it appears under its name only when complete. The same content makes the
/// same bytes. Returns the SHA-256 that reading will find. Throws Error if it can't be written.
std::string writeTensorFile(const std::filesystem::path& file, const TensorFile& content,
                            TensorPrecision precision = TensorPrecision::Float32);

}  // namespace whence
