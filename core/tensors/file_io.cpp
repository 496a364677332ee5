#include "core/tensors/file_io.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "core/error.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

std::string systemMessage(int code)
{
    return std::generic_category().message(code);
}

Error writeError(const fs::path& file, const std::string& reason)
{
    return Error("The file " + file.string() + " can't be written: " + reason + ".");
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

/// Creates an empty file of a new name, which keeps the extension of the target: some writers
/// choose the format by it.
fs::path createTemporary(const fs::path& folder, const fs::path& target)
{
    static std::atomic<unsigned> counter = 0;
    const std::string extension =
        target.extension().string().size() <= 16 ? target.extension().string() : "";
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const fs::path path = folder / (".whence-" + std::to_string(::getpid()) + "-" +
                                        std::to_string(counter++) + extension);
        const Descriptor created(
            ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666));
        if (created.isOpen())
            return path;
        if (errno != EEXIST)
            break;
    }
    const int code = errno;
    throw writeError(target, systemMessage(code));
}

void writeAll(int descriptor, std::string_view bytes, const fs::path& target)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            throw writeError(target, systemMessage(errno));
        if (written > 0)
            bytes.remove_prefix(std::size_t(written));
    }
}

void writeBytes(const fs::path& file, std::string_view bytes, const fs::path& target)
{
    const Descriptor output(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!output.isOpen())
        throw writeError(target, systemMessage(errno));
    writeAll(output.number(), bytes, target);
}

void flushToDisk(const fs::path& file, const fs::path& target)
{
    const Descriptor content(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!content.isOpen() || ::fsync(content.number()) != 0)
        throw writeError(target, systemMessage(errno));
}

/// Makes the new name last; a folder that can't be opened for that is no reason to fail.
void flushFolder(const fs::path& folder)
{
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.isOpen())
        ::fsync(descriptor.number());
}

/// Where a name leads: symbolic links are followed, so that they stay what they are.
fs::path linkTarget(const fs::path& file)
{
    std::error_code failure;
    const fs::path target = fs::weakly_canonical(fs::absolute(file), failure);
    return failure ? fs::absolute(file) : target;
}

}  // namespace

std::string readFile(const fs::path& file, std::uintmax_t limit)
{
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    if (!fs::exists(status))
        throw Error("The file " + file.string() + " does not exist.");
    if (fs::is_directory(status))
        throw Error(file.string() + " is a folder, not a file.");
    if (!fs::is_regular_file(status))
        throw Error(file.string() + " is not a regular file.");
    const std::uintmax_t size = fs::file_size(file, failure);
    if (!failure && size > limit)
        throw Error("The file " + file.string() + " is too large (" + std::to_string(size) +
                    " bytes; at most " + std::to_string(limit) + " are allowed).");
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(failure ? 0 : std::size_t(size), '\0');
    if (failure || !stream)
        throw Error("The file " + file.string() + " can't be opened for reading.");
    stream.read(bytes.data(), std::streamsize(bytes.size()));
    if (stream.bad() || std::uintmax_t(stream.gcount()) != size)
        throw Error("The file " + file.string() + " can't be read to its end.");
    return bytes;
}

AtomicFile::AtomicFile(const fs::path& file) : m_name(file)
{
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    if (fs::is_directory(status))
        throw writeError(file, "it is a folder");
    m_replacesTarget = !fs::exists(status) || fs::is_regular_file(status);
    m_target = linkTarget(file);
    m_temporary = createTemporary(
        m_replacesTarget ? m_target.parent_path() : fs::temp_directory_path(), file);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_name(std::move(other.m_name)),
      m_target(std::move(other.m_target)),
      m_temporary(std::exchange(other.m_temporary, {})),
      m_replacesTarget(other.m_replacesTarget)
{
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

void AtomicFile::commit()
{
    if (!m_replacesTarget) {
        writeBytes(m_target, readFile(m_temporary), m_name);
        return;
    }
    flushToDisk(m_temporary, m_name);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        throw writeError(m_name, systemMessage(errno));
    m_temporary.clear();
    flushFolder(m_target.parent_path());
}

void writeFileAtomically(const fs::path& file, std::string_view bytes)
{
    AtomicFile target(file);
    writeBytes(target.path(), bytes, file);
    target.commit();
}

void writeFileAtomically(const fs::path& file,
                         const std::function<void(const fs::path& temporary)>& write)
{
    AtomicFile target(file);
    write(target.path());
    target.commit();
}

}  // namespace whence
