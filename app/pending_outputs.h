#pragma once

#include <filesystem>
#include <vector>

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
    /// made. Throws Error at once if nothing can be written there.
    std::filesystem::path file(const std::filesystem::path& target);

    /// An empty folder whose content will be in the target: beside other files there already, in
    /// place of those of the same name.
    std::filesystem::path folder(const std::filesystem::path& target);

    /// Moves everything to its place. Throws Error if that fails.
    void commit();

private:
    struct Output {
        std::filesystem::path temporary;
        std::filesystem::path target;
        bool isFolder = false;
    };
    std::vector<Output> m_outputs;
    std::vector<std::filesystem::path> m_madeFolders;  // the outer ones first

    void makeFolders(const std::filesystem::path& folder);
    std::filesystem::path temporaryFor(const std::filesystem::path& target) const;
};

}  // namespace whence
