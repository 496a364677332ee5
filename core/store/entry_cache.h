#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/progress.h"

namespace whence {

/// A folder of results that can be made again: entries of some files each, under a key, verified by
/// checksums, bounded in size. What was used longest ago goes first. Several processes may share
/// it; what one takes away from another is a miss there.
class EntryCache {
public:
    /// The folder is made at the first write().
    EntryCache(std::filesystem::path folder, std::uintmax_t maximumBytes);

    /// Calls `read` with the folder of the entry's files, as they were written. False if there is
    /// no such entry, or if it is damaged or `read` throws Error: then it is removed.
    bool read(const std::string& key,
              const std::function<void(const std::filesystem::path& folder)>& read,
              const Progress& progress = {}) const;

    /// Keeps the files that `write` puts into an empty folder, in place of what was kept under this
    /// key. What is larger than the whole cache is not kept. Throws Error if nothing can be
    /// written.
    void write(const std::string& key,
               const std::function<void(const std::filesystem::path& folder)>& write) const;

    /// Bytes of all entries.
    std::uintmax_t size() const;
    void clear() const;

private:
    void remove(const std::string& key) const;
    void makeRoom() const;

    std::filesystem::path m_folder;
    std::uintmax_t m_maximumBytes;
};

}  // namespace whence
