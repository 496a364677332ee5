#pragma once

#include <filesystem>

#include "core/progress.h"

namespace whence {

/// Writes the example piece that comes with the program: vocals, piano, drums, bass and other as
/// Ogg Vorbis of under 1 MB together. Their decoded sum is the recording.
void synthesizeExample(const std::filesystem::path& folder, const Progress& progress = {});

}  // namespace whence
