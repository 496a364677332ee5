#pragma once

#include <cstdint>
#include <filesystem>

#include "core/progress.h"

namespace whence {

/// What an archive may hold at most.
struct ArchiveLimits {
    int files = 100;
    std::uintmax_t bytes = 1 << 30;  // of all files together, unpacked
};

/// Unpacks a tar (plain or compressed) or zip archive of regular files into a folder that does not
/// exist yet; on any failure it does not exist afterwards either. Throws Error if the archive is
/// damaged, exceeds the limits, or holds links, devices or a path that leads out of the folder.
void unpackArchive(const std::filesystem::path& archive, const std::filesystem::path& folder,
                   const ArchiveLimits& limits, const Progress& progress = {});

}  // namespace whence
