#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace whence {

/// The audio files below a folder, told by their extensions, in the order of their names; nothing
/// hidden and nothing that lies in `except`. Throws Error if the folder can't be read; if some of
/// it can't, `problem` says so.
std::vector<std::filesystem::path> audioFilesBelow(const std::filesystem::path& folder,
                                                   const std::filesystem::path& except = {},
                                                   std::string* problem = nullptr);

}  // namespace whence
