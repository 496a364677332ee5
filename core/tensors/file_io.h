#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace whence {

/// The bytes of a file. Throws Error if it is missing, a directory or larger than `limit`.
std::string readFile(const std::filesystem::path& file, std::uintmax_t limit = 1u << 31);

/// A file that appears under its name only when complete: what is written to path() goes there with
/// commit(), or away with the object. A device or pipe gets the bytes at the commit.
class AtomicFile {
public:
    /// Throws Error if nothing can be written there.
    explicit AtomicFile(const std::filesystem::path& file);
    ~AtomicFile();
    AtomicFile(AtomicFile&&) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;

    /// An empty file, beside the target and with its extension, to write to.
    const std::filesystem::path& path() const { return m_temporary; }

    /// Flushes what was written to the disk and puts it under its name. Throws Error.
    void commit();

private:
    std::filesystem::path m_name;       // as the caller knows it, for errors
    std::filesystem::path m_target;     // with symbolic links followed
    std::filesystem::path m_temporary;  // empty once it is gone
    bool m_replacesTarget = true;       // false: a device or pipe
};

/// Writes a file through a temporary one beside it, renamed when complete and on disk; on any
/// failure (a full disk, no permission, an exception of `write`) nothing is left. Throws Error.
void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);
void writeFileAtomically(const std::filesystem::path& file,
                         const std::function<void(const std::filesystem::path& temporary)>& write);

}  // namespace whence
