#include "app/pending_outputs.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/error.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

Error cannotWrite(const fs::path& target, const std::string& why)
{
    return Error(target.string() + " can't be written: " + why + ".");
}

/// The folder's own name even if it was given with a slash at the end.
fs::path withoutSlash(const fs::path& folder)
{
    return folder.has_filename() ? folder : folder.parent_path();
}

void moveContents(const fs::path& from, const fs::path& to)
{
    fs::create_directories(to);
    for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
        const fs::path target = to / entry.path().filename();
        if (entry.is_directory() && fs::is_directory(target))
            moveContents(entry.path(), target);
        else
            fs::rename(entry.path(), target);
    }
    fs::remove_all(from);
}

}  // namespace

PendingOutputs::~PendingOutputs()
{
    std::error_code ignored;
    for (const Output& output : m_outputs)
        fs::remove_all(output.temporary, ignored);
    for (auto folder = m_madeFolders.rbegin(); folder != m_madeFolders.rend(); ++folder)
        fs::remove(*folder, ignored);  // fails if something is in it
}

void PendingOutputs::makeFolders(const fs::path& folder)
{
    std::vector<fs::path> missing;
    for (fs::path path = folder; !path.empty() && !fs::exists(path); path = path.parent_path())
        missing.push_back(path);
    for (auto path = missing.rbegin(); path != missing.rend(); ++path) {
        std::error_code failure;
        if (fs::create_directory(*path, failure))
            m_madeFolders.push_back(*path);
        if (failure)
            throw cannotWrite(*path, failure.message());
    }
}

fs::path PendingOutputs::temporaryFor(const fs::path& target) const
{
    return target.parent_path() /
           (".whence-" + std::to_string(getpid()) + "-" + std::to_string(m_outputs.size()) + "-" +
            target.filename().string());
}

fs::path PendingOutputs::file(const fs::path& target)
{
    if (fs::is_directory(target) || !target.has_filename())
        throw cannotWrite(target, "it is a folder");
    makeFolders(target.parent_path());
    const Output output{temporaryFor(target), target, false};
    errno = 0;
    if (!std::ofstream(output.temporary))
        throw cannotWrite(target, std::strerror(errno));
    m_outputs.push_back(output);
    return output.temporary;
}

fs::path PendingOutputs::folder(const fs::path& folder)
{
    const fs::path target = withoutSlash(folder);
    if (fs::exists(target) && !fs::is_directory(target))
        throw cannotWrite(target, "it is a file");
    makeFolders(target.parent_path());
    const Output output{temporaryFor(target), target, true};
    std::error_code failure;
    fs::remove_all(output.temporary, failure);
    if (!fs::create_directory(output.temporary, failure))
        throw cannotWrite(target, failure.message());
    m_outputs.push_back(output);
    return output.temporary;
}

void PendingOutputs::commit()
{
    for (const Output& output : m_outputs) {
        try {
            if (output.isFolder && fs::exists(output.target))
                moveContents(output.temporary, output.target);
            else
                fs::rename(output.temporary, output.target);
        } catch (const fs::filesystem_error& error) {
            throw cannotWrite(output.target, error.code().message());
        }
    }
    m_outputs.clear();
    m_madeFolders.clear();
}

}  // namespace whence
