#pragma once

#include <filesystem>
#include <string>

#include "core/progress.h"
#include "ui/sound.h"

namespace whence {

/// Writes a sound into a folder, as NAME.flac with 24 bits, or as NAME.wav in floating point if its
/// peak is beyond full scale. Returns the file. Throws Error if it can't be written.
std::filesystem::path writeSound(const std::filesystem::path& folder, const std::string& name,
                                 const Sound& sound, const Progress& progress);

/// Reads what writeSound() wrote. Throws Error if neither file can be read.
Sound readWrittenSound(const std::filesystem::path& folder, const std::string& name,
                       const Progress& progress);

}  // namespace whence
