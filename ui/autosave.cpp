#include "ui/autosave.h"

#include <QUuid>
#include <algorithm>
#include <chrono>

#include "core/error.h"
#include "core/report/session.h"
#include "core/store/folders.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr auto kLongestKept = std::chrono::hours(24 * 31);

QString lockOf(fs::path file)
{
    return QString::fromStdString(file.replace_extension(".lock").string());
}

/// A lock counts as long as its program runs, however old it is.
std::unique_ptr<QLockFile> lockFor(const fs::path& file)
{
    auto lock = std::make_unique<QLockFile>(lockOf(file));
    lock->setStaleLockTime(0);
    return lock;
}

}  // namespace

fs::path sessionFolder()
{
    return modelFolder().parent_path() / "sessions";
}

Autosave::Autosave(fs::path folder) : m_folder(std::move(folder)) {}

Autosave::~Autosave()
{
    clear();
}

fs::path Autosave::claim()
{
    if (!m_file.empty())
        return m_file;
    std::error_code failure;
    fs::create_directories(m_folder, failure);
    const fs::path file =
        m_folder /
        (QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString() + sessionExtension);
    auto lock = lockFor(file);
    if (!lock->tryLock(0))
        throw Error("No automatic copy can be kept in " + m_folder.string() + ".");
    m_lock = std::move(lock);
    m_file = file;
    return m_file;
}

void Autosave::clear()
{
    if (m_file.empty())
        return;
    std::error_code failure;  // what can't be removed is offered at the next start
    fs::remove(m_file, failure);
    m_lock.reset();
    m_file.clear();
}

std::vector<fs::path> Autosave::abandoned() const
{
    const auto now = fs::file_time_type::clock::now();
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(m_folder, failure)) {
        if (entry.path().extension() != sessionExtension || entry.path() == m_file)
            continue;
        if (!lockFor(entry.path())->tryLock(0))
            continue;
        const auto written = entry.last_write_time(failure);
        const bool isHalfWritten = entry.path().filename().string().starts_with('.');
        if (now - written > kLongestKept)
            fs::remove(entry.path(), failure);
        else if (!isHalfWritten)
            found.emplace_back(written, entry.path());
    }
    std::ranges::sort(found, std::greater());
    std::vector<fs::path> files;
    for (const auto& [written, file] : found)
        files.push_back(file);
    return files;
}

}  // namespace whence
