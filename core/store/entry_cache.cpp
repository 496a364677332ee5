#include "core/store/entry_cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <map>
#include <sstream>
#include <vector>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

// The list of an entry's files with their sizes and checksums; it is written last.
constexpr const char* manifestName = "manifest";
constexpr const char* manifestTitle = "whence.cache/1";
constexpr const char* temporaryPrefix = ".new-";

struct FileRecord {
    std::uintmax_t size = 0;  // bytes
    std::string sha256;

    bool operator==(const FileRecord&) const = default;
};
using Manifest = std::map<std::string, FileRecord>;  // by the file's name

/// Holds the lock that all processes respect when they add or remove entries.
class FolderLock {
public:
    explicit FolderLock(const fs::path& folder)
        : m_descriptor(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666))
    {
        while (m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    ~FolderLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_descriptor;
};

bool isHexadecimal(const std::string& key)
{
    return !key.empty() && key.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool isTemporary(const fs::path& path)
{
    return path.filename().string().starts_with(temporaryPrefix);
}

/// An empty folder of a new name inside `folder`.
fs::path makeTemporaryFolder(const fs::path& folder)
{
    static std::atomic<unsigned> counter = 0;
    for (;;) {
        const fs::path path = folder / (temporaryPrefix + std::to_string(::getpid()) + "-" +
                                        std::to_string(counter++));
        if (fs::create_directory(path))
            return path;
    }
}

/// Takes an entry out of sight at once and then away; one that can't be removed stays.
void discard(const fs::path& entry)
try {
    fs::path hidden = entry;
    if (!isTemporary(entry)) {
        hidden = makeTemporaryFolder(entry.parent_path()) / "entry";
        fs::rename(entry, hidden);
        hidden = hidden.parent_path();
    }
    fs::remove_all(hidden);
} catch (const fs::filesystem_error&) {
    return;
}

Manifest describe(const fs::path& folder, const Progress& progress)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename() != manifestName)
            files.push_back(entry.path());
    Manifest manifest;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const double share = 1.0 / double(files.size());
        manifest[files[i].filename().string()] = {
            fs::file_size(files[i]),
            sha256OfFile(files[i], progress.part(double(i) * share, double(i + 1) * share))};
    }
    return manifest;
}

std::string toText(const Manifest& manifest)
{
    std::ostringstream text;
    text << manifestTitle << '\n';
    for (const auto& [name, record] : manifest)
        text << record.sha256 << ' ' << record.size << ' ' << name << '\n';
    return text.str();
}

std::uintmax_t folderSize(const fs::path& folder)
{
    std::uintmax_t size = 0;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const std::uintmax_t bytes = fs::file_size(entry.path(), failure);
        size += failure ? 0 : bytes;
    }
    return size;
}

struct Entry {
    fs::path folder;
    fs::file_time_type used;
    std::uintmax_t size = 0;
};

std::vector<Entry> entriesOf(const fs::path& cache)
{
    std::vector<Entry> entries;
    std::error_code failure;
    for (const auto& item : fs::directory_iterator(cache, failure))
        if (item.is_directory(failure) &&
            (isTemporary(item.path()) || isHexadecimal(item.path().filename())))
            entries.push_back(
                {item.path(), fs::last_write_time(item.path(), failure), folderSize(item.path())});
    std::ranges::sort(entries, {}, &Entry::used);
    return entries;
}

}  // namespace

EntryCache::EntryCache(fs::path folder, std::uintmax_t maximumBytes)
    : m_folder(std::move(folder)), m_maximumBytes(maximumBytes)
{
}

bool EntryCache::read(const std::string& key,
                      const std::function<void(const fs::path& folder)>& read,
                      const Progress& progress) const
{
    assert(isHexadecimal(key));
    const fs::path folder = m_folder / key;
    if (!fs::exists(folder))
        return false;
    try {
        const std::string recorded = readFile(folder / manifestName, 1 << 20);
        if (recorded != toText(describe(folder, progress)))
            throw Error("The cache entry " + folder.string() + " is damaged.");
        std::error_code failure;  // of a cache that is mounted for reading only
        fs::last_write_time(folder, fs::file_time_type::clock::now(), failure);
        read(folder);
        return true;
    } catch (const Error&) {
        remove(key);
    } catch (const fs::filesystem_error&) {
        remove(key);
    }
    return false;
}

void EntryCache::write(const std::string& key,
                       const std::function<void(const fs::path& folder)>& write) const
try {
    assert(isHexadecimal(key));
    fs::create_directories(m_folder);
    const fs::path temporary = makeTemporaryFolder(m_folder);
    struct Cleanup {
        fs::path folder;
        ~Cleanup()
        {
            std::error_code failure;
            fs::remove_all(folder, failure);
        }
    } const cleanup{temporary};
    write(temporary);
    writeFileAtomically(temporary / manifestName, toText(describe(temporary, {})));
    if (folderSize(temporary) > m_maximumBytes)
        return;
    const FolderLock lock(m_folder);
    if (fs::exists(m_folder / key))
        discard(m_folder / key);
    fs::rename(temporary, m_folder / key);
    fs::last_write_time(m_folder / key, fs::file_time_type::clock::now());
    makeRoom();
} catch (const fs::filesystem_error& error) {
    throw Error("The cache " + m_folder.string() + " can't be written: " + error.code().message() +
                ".");
}

std::uintmax_t EntryCache::size() const
{
    std::uintmax_t size = 0;
    for (const Entry& entry : entriesOf(m_folder))
        size += entry.size;
    return size;
}

void EntryCache::clear() const
{
    if (!fs::is_directory(m_folder))
        return;
    const FolderLock lock(m_folder);
    for (const Entry& entry : entriesOf(m_folder))
        discard(entry.folder);
}

void EntryCache::remove(const std::string& key) const
{
    const FolderLock lock(m_folder);
    if (fs::exists(m_folder / key))
        discard(m_folder / key);
}

/// Removes the entries used longest ago until the rest fits, and what crashed processes left.
void EntryCache::makeRoom() const
{
    const auto now = fs::file_time_type::clock::now();
    std::uintmax_t size = 0;
    std::vector<Entry> entries = entriesOf(m_folder);
    for (const Entry& entry : entries)
        size += isTemporary(entry.folder) ? 0 : entry.size;
    for (const Entry& entry : entries) {
        const bool isAbandoned =
            isTemporary(entry.folder) && now - entry.used > std::chrono::hours(24);
        const bool isTooMuch = !isTemporary(entry.folder) && size > m_maximumBytes;
        if (isTooMuch)
            size -= entry.size;
        if (isTooMuch || isAbandoned)
            discard(entry.folder);
    }
}

}  // namespace whence
