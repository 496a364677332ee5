#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace whence {

/// The bytes of a file. Throws Error if it is missing, a directory or larger than `limit`.
std::string readFile(const std::filesystem::path& file, std::uintmax_t limit = 1u << 31);

/// Writes a file through a temporary one beside it, renamed when complete and on disk; on any
/// failure (a full disk, no permission, an exception of `write`) nothing is left. Throws Error.
void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);
void writeFileAtomically(const std::filesystem::path& file,
                         const std::function<void(const std::filesystem::path& temporary)>& write);

}  // namespace whence
