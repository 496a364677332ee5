#pragma once

#include <filesystem>

namespace whence {

/// Where results are kept that can be made again: $XDG_CACHE_HOME/whence, else ~/.cache/whence.
std::filesystem::path cacheFolder();

/// Where fetched and imported models live: $XDG_DATA_HOME/whence/models, else
/// ~/.local/share/whence/models.
std::filesystem::path modelFolder();

/// What comes with the program (models/, example/, …): the folder that $WHENCE_RESOURCES names,
/// else share/whence of the installation or resources of the source tree this library was built in.
/// Throws Error if there is none.
std::filesystem::path resourceFolder();

}  // namespace whence
