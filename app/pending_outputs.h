#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/tensors/file_io.h"

namespace whence {

/// Files and folders that appear together, when all are complete: until commit() they stand beside
/// their places under hidden names, and are removed if it never comes.
class PendingOutputs {
public:
    PendingOutputs() = default;
    ~PendingOutputs();
    PendingOutputs(const PendingOutputs&) = delete;
    PendingOutputs& operator=(const PendingOutputs&) = delete;

    /// Where to write what will be the file, of the same extension. Missing folders above it are
    /// made; a device or pipe gets the bytes at the commit. Throws Error at once if nothing can be
    /// written there.
    std::filesystem::path file(const std::filesystem::path& target);

    /// A folder whose content will be in the target, the same one each time: in place of what an
    /// earlier run has written there, which the list whence-files.txt in the folder names, and
    /// beside everything else.
    std::filesystem::path folder(const std::filesystem::path& target);

    /// Calls `write`, which fills the files and folders. An Error of it tells their places instead
    /// of their hidden names.
    void fill(const std::function<void()>& write) const;

    /// Moves everything to its place. Throws Error if that fails.
    void commit();

private:
    struct File {
        AtomicFile file;
        std::filesystem::path target;
    };
    struct Folder {
        std::filesystem::path temporary;
        std::filesystem::path target;
    };
    std::vector<File> m_files;
    std::vector<Folder> m_folders;
    std::vector<std::filesystem::path> m_madeFolders;  // the outer ones first

    void makeFolders(const std::filesystem::path& folder);
};

}  // namespace whence
