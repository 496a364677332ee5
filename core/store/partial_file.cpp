#include "core/store/partial_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "core/error.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

Error writeError(const fs::path& file)
{
    return Error("The file " + file.string() +
                 " can't be written: " + std::generic_category().message(errno) + ".");
}

fs::path withSuffix(fs::path file, const char* suffix)
{
    file += suffix;
    return file;
}

}  // namespace

PartialFile::PartialFile(const fs::path& file)
    : m_file(file),
      m_part(withSuffix(file, ".part")),
      m_info(withSuffix(file, ".part.info")),
      m_descriptor(::open(m_part.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666))
{
    if (m_descriptor < 0)
        throw writeError(m_part);
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 || !isStillThere()) {
        ::close(m_descriptor);
        throw Error("The file " + file.string() + " is being downloaded already.");
    }
    std::ifstream note(m_info);
    std::getline(note, m_url);
    std::getline(note, m_validator);
}

PartialFile::~PartialFile()
{
    std::error_code failure;
    if (size() == 0) {
        fs::remove(m_info, failure);
        fs::remove(m_part, failure);
    }
    ::close(m_descriptor);
}

std::uintmax_t PartialFile::size() const
{
    const off_t end = ::lseek(m_descriptor, 0, SEEK_END);
    return end > 0 ? std::uintmax_t(end) : 0;
}

void PartialFile::clear()
{
    if (::ftruncate(m_descriptor, 0) != 0)
        throw writeError(m_part);
}

void PartialFile::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            throw writeError(m_part);
        bytes.remove_prefix(written > 0 ? std::size_t(written) : 0);
    }
}

void PartialFile::setOrigin(const std::string& url, const std::string& validator)
{
    m_url = url;
    m_validator = validator;
    writeFileAtomically(m_info, url + "\n" + validator + "\n");
}

void PartialFile::complete()
{
    if (::fsync(m_descriptor) != 0 || ::rename(m_part.c_str(), m_file.c_str()) != 0)
        throw writeError(m_file);
    std::error_code failure;
    fs::remove(m_info, failure);
}

/// False if another process has completed and renamed the file between our open and our lock.
bool PartialFile::isStillThere() const
{
    struct stat opened {};
    struct stat named {};
    return ::fstat(m_descriptor, &opened) == 0 && ::stat(m_part.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace whence
