#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace whence {

/// Whether the extension is that of an audio file, or of a video file with sound.
bool hasAudioExtension(const std::filesystem::path& file);

/// The audio files below a folder (hasAudioExtension()), in the order of their names; nothing
/// hidden and nothing that lies in `except`. Throws Error if the folder can't be read; if some of
/// it can't, `problem` says so.
std::vector<std::filesystem::path> audioFilesBelow(const std::filesystem::path& folder,
                                                   const std::filesystem::path& except = {},
                                                   std::string* problem = nullptr);

}  // namespace whence
