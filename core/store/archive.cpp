#include "core/store/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// Takes a folder away again unless it is kept.
class FolderGuard {
public:
    explicit FolderGuard(fs::path folder) : m_folder(std::move(folder)) {}
    ~FolderGuard()
    {
        std::error_code failure;
        if (!m_folder.empty())
            fs::remove_all(m_folder, failure);
    }
    FolderGuard(const FolderGuard&) = delete;
    FolderGuard& operator=(const FolderGuard&) = delete;
    void keep() { m_folder.clear(); }

private:
    fs::path m_folder;
};

class Unpacker {
public:
    Unpacker(const fs::path& archive, const fs::path& folder, const ArchiveLimits& limits)
        : m_path(archive),
          m_folder(folder),
          m_limits(limits),
          m_archive(archive_read_new(), archive_read_free)
    {
        archive_read_support_format_tar(m_archive.get());
        archive_read_support_format_zip(m_archive.get());
        archive_read_support_filter_gzip(m_archive.get());
        archive_read_support_filter_bzip2(m_archive.get());
        archive_read_support_filter_xz(m_archive.get());
        check(archive_read_open_filename(m_archive.get(), archive.c_str(), 1 << 16));
    }

    void run(const Progress& progress)
    {
        const double size = double(std::max<std::uintmax_t>(1, fs::file_size(m_path)));
        archive_entry* entry = nullptr;
        int files = 0;
        while (check(archive_read_next_header(m_archive.get(), &entry)) != ARCHIVE_EOF) {
            const fs::path target = targetOf(entry);
            if (archive_entry_filetype(entry) == AE_IFDIR)
                continue;
            if (++files > m_limits.files)
                throw damaged("it holds more than " + std::to_string(m_limits.files) + " files");
            fs::create_directories(target.parent_path());
            unpack(target, [&] {
                const double read = double(archive_filter_bytes(m_archive.get(), -1));
                progress.report(std::min(1.0, read / size));
            });
        }
        if (files == 0)
            throw damaged("it holds no files");
    }

private:
    Error damaged(const std::string& reason) const
    {
        return Error("The archive " + m_path.string() + " can't be unpacked: " + reason + ".");
    }

    /// Passes a result of libarchive on, if it is a good one.
    int check(int result) const
    {
        if (result == ARCHIVE_OK || result == ARCHIVE_EOF)
            return result;
        const char* reason = archive_error_string(m_archive.get());
        throw damaged(reason ? reason : "it is damaged");
    }

    /// Where an entry goes; refuses all that is neither a file nor a folder inside ours.
    fs::path targetOf(archive_entry* entry) const
    {
        const char* name = archive_entry_pathname(entry);
        const fs::path path = name ? name : "";
        const auto type = archive_entry_filetype(entry);
        if (archive_entry_symlink(entry) || archive_entry_hardlink(entry) ||
            (type != AE_IFREG && type != AE_IFDIR))
            throw damaged("it holds a link or a device (" + path.string() + ")");
        if (path.empty() || path.is_absolute() || std::ranges::count(path, fs::path("..")) > 0)
            throw damaged("the path " + path.string() + " leads out of it");
        return m_folder / path;
    }

    template <typename Report>
    void unpack(const fs::path& target, const Report& report)
    {
        if (fs::exists(target))
            throw damaged("it holds " + target.filename().string() + " twice");
        std::ofstream file(target, std::ios::binary);
        std::vector<char> block(1 << 18);
        for (;;) {
            const la_ssize_t count = archive_read_data(m_archive.get(), block.data(), block.size());
            if (count < 0)
                check(int(count));
            if (count <= 0)
                break;
            m_bytes += std::uintmax_t(count);
            if (m_bytes > m_limits.bytes)
                throw damaged("it holds more than " + std::to_string(m_limits.bytes) + " bytes");
            file.write(block.data(), count);
            report();
        }
        file.close();
        if (!file)
            throw Error("The file " + target.string() + " can't be written.");
    }

    const fs::path& m_path;
    const fs::path& m_folder;
    const ArchiveLimits& m_limits;
    std::unique_ptr<archive, int (*)(archive*)> m_archive;
    std::uintmax_t m_bytes = 0;
};

}  // namespace

void unpackArchive(const fs::path& archive, const fs::path& folder, const ArchiveLimits& limits,
                   const Progress& progress)
try {
    Unpacker unpacker(archive, folder, limits);
    if (fs::exists(folder))
        throw Error("The folder " + folder.string() + " exists already.");
    fs::create_directories(folder);
    FolderGuard guard(folder);
    unpacker.run(progress);
    guard.keep();
} catch (const fs::filesystem_error& error) {
    throw Error("The archive " + archive.string() +
                " can't be unpacked: " + error.code().message() + ".");
}

}  // namespace whence
