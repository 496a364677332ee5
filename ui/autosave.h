#pragma once

#include <QLockFile>
#include <filesystem>
#include <memory>
#include <vector>

namespace whence {

/// Where automatic copies are kept: "sessions" beside the user's models.
std::filesystem::path sessionFolder();

/// The automatic copy of what one window works on, for the case of a crash. It is taken away with
/// this object; what stays in the folder was left by a program that did not come to its end.
class Autosave {
public:
    /// The folder is made with the first claim().
    explicit Autosave(std::filesystem::path folder);
    ~Autosave();
    Autosave(const Autosave&) = delete;
    Autosave& operator=(const Autosave&) = delete;

    /// Where the copy goes; nobody else writes there. Throws Error if the folder can't be used.
    std::filesystem::path claim();
    /// Takes the copy away.
    void clear();

    const std::filesystem::path& folder() const { return m_folder; }

    /// What others left, the latest first. What is older than a month is taken away.
    std::vector<std::filesystem::path> abandoned() const;

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_file;  // empty: not claimed yet
    std::unique_ptr<QLockFile> m_lock;
};

}  // namespace whence
