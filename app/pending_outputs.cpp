#include "app/pending_outputs.h"

#include <unistd.h>

#include <fstream>
#include <set>
#include <system_error>

#include "core/error.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr const char* kListName = "whence-files.txt";  // of what a run has written
constexpr std::size_t kMostListed = 10000;

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

/// A new folder beside the target, of a name that nobody has: programs on other machines may write
/// to the same place at the same time.
fs::path makeTemporaryFolder(const fs::path& target)
{
    static unsigned counter = 0;
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const fs::path folder =
            target.parent_path() / (".whence-" + std::to_string(getpid()) + "-" +
                                    std::to_string(counter++) + "-" + target.filename().string());
        std::error_code failure;
        if (fs::create_directory(folder, failure))
            return folder;
        if (failure)
            throw cannotWrite(target, failure.message());
    }
    throw cannotWrite(target, "no name is free for a temporary folder beside it");
}

/// The names of the files directly in a folder.
std::set<std::string> filesIn(const fs::path& folder)
{
    std::set<std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file())
            files.insert(entry.path().filename().string());
    return files;
}

/// What the list of an earlier run names; nothing if there is none.
std::set<std::string> listedFiles(const fs::path& folder)
{
    std::set<std::string> files;
    std::ifstream stream(folder / kListName);
    for (std::string line; std::getline(stream, line) && files.size() < kMostListed;)
        if (!line.empty() && fs::path(line).filename() == line && line != "." && line != "..")
            files.insert(line);
    return files;
}

/// Puts a list of its files into the new folder, and removes from the old one what an earlier run
/// has left there and this one does not replace.
void removeOutdated(const fs::path& from, const fs::path& to)
{
    const std::set<std::string> files = filesIn(from);
    std::string list;
    for (const std::string& file : files)
        list += file + "\n";
    writeFileAtomically(from / kListName, list);
    for (const std::string& file : listedFiles(to)) {
        std::error_code ignored;
        if (!files.contains(file) && fs::is_regular_file(fs::symlink_status(to / file, ignored)))
            fs::remove(to / file, ignored);
    }
}

void replaceAll(std::string& text, const std::string& what, const std::string& by)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

}  // namespace

PendingOutputs::~PendingOutputs()
{
    std::error_code ignored;
    m_files.clear();
    for (const Folder& folder : m_folders)
        fs::remove_all(folder.temporary, ignored);
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

fs::path PendingOutputs::file(const fs::path& target)
{
    if (!target.has_filename())
        throw cannotWrite(target, "it is a folder");
    makeFolders(target.parent_path());
    m_files.push_back({AtomicFile(target), target});
    return m_files.back().file.path();
}

fs::path PendingOutputs::folder(const fs::path& folder)
{
    const fs::path target = withoutSlash(folder);
    if (fs::exists(target) && !fs::is_directory(target))
        throw cannotWrite(target, "it is a file");
    const fs::path place = fs::weakly_canonical(fs::absolute(target));
    for (const Folder& other : m_folders)  // several outputs may go into one folder
        if (fs::weakly_canonical(fs::absolute(other.target)) == place)
            return other.temporary;
    makeFolders(target.parent_path());
    m_folders.push_back({makeTemporaryFolder(target), target});
    return m_folders.back().temporary;
}

void PendingOutputs::fill(const std::function<void()>& write) const
try {
    write();
} catch (const Error& error) {
    std::string message = error.what();
    for (const File& output : m_files)
        replaceAll(message, output.file.path().string(), output.target.string());
    for (const Folder& output : m_folders)
        replaceAll(message, output.temporary.string(), output.target.string());
    throw Error(message);
}

void PendingOutputs::commit()
{
    for (File& output : m_files)
        output.file.commit();
    for (const Folder& output : m_folders) {
        try {
            fill([&] { removeOutdated(output.temporary, output.target); });
            if (fs::exists(output.target))
                moveContents(output.temporary, output.target);
            else
                fs::rename(output.temporary, output.target);
        } catch (const fs::filesystem_error& error) {
            throw cannotWrite(output.target, error.code().message());
        }
    }
    m_files.clear();
    m_folders.clear();
    m_madeFolders.clear();
}

}  // namespace whence
