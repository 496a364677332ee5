#pragma once

#include <filesystem>
#include <string>

#include "core/progress.h"

namespace whence {

/// The SHA-256 of a recording's file; of a folder of stems, of the names and contents of all its
/// files. Throws Error if one can't be read.
std::string contentHash(const std::filesystem::path& recording, const Progress& progress = {});

}  // namespace whence
