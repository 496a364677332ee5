#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/progress.h"
#include "core/tensors/tensor.h"

namespace whence {

/// CRC-32C (Castagnoli) of the bytes.
std::uint32_t crc32c(std::string_view bytes);
/// TensorFlow's masked form of a CRC (methods §19.2).
std::uint32_t maskCrc(std::uint32_t crc);

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);
/// Of the tensors' names and values, in the order of the names.
std::string sha256(const TensorMap& tensors);
std::string sha256OfFile(const std::filesystem::path& file, const Progress& progress = {});
/// Git's SHA-1 of a file as a blob: sha1("blob " + size + NUL + content).
std::string gitBlobSha1(const std::filesystem::path& file);

}  // namespace whence
