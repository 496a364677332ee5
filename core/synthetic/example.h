#pragma once

#include <filesystem>

#include "core/progress.h"
#include "core/synthetic/composition.h"

namespace whence {

/// The example piece that comes with the program: a sung verse with piano, guitar, bass and drums.
Composition composeExample();

/// Writes the example piece: vocals, piano, drums, bass and other as Ogg Vorbis of under 1 MB
/// together, whose decoded sum is the recording, and truth.json (truthJson()).
void synthesizeExample(const std::filesystem::path& folder, const Progress& progress = {});

}  // namespace whence
