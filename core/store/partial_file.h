#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace whence {

/// The start of a file that is being downloaded: "*.part" beside its name, with a note
/// ("*.part.info") of where it is from. It is locked against a second download of the same file and
/// stays when the object goes, unless it is empty.
class PartialFile {
public:
    /// Throws Error if nothing can be written there or another download is at work.
    explicit PartialFile(const std::filesystem::path& file);
    ~PartialFile();
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    std::uintmax_t size() const;  // bytes
    void clear();
    /// Throws Error if the disk is full.
    void append(std::string_view bytes);

    /// Notes where the content is from: its address, and a strong ETag or a date (or nothing) by
    /// which the server knows it again.
    void setOrigin(const std::string& url, const std::string& validator);
    /// What is noted; without the note an empty address.
    const std::string& url() const { return m_url; }
    const std::string& validator() const { return m_validator; }

    /// Puts the complete file under its name.
    void complete();

private:
    bool isStillThere() const;

    std::filesystem::path m_file;
    std::filesystem::path m_part;
    std::filesystem::path m_info;
    std::string m_url;
    std::string m_validator;
    int m_descriptor = -1;
};

}  // namespace whence
