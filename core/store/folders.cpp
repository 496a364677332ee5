#include "core/store/folders.h"

#include <dlfcn.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "core/error.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// The value of an environment variable, if it is an absolute path, as the XDG specification wants.
fs::path absolutePath(const char* variable)
{
    const char* value = std::getenv(variable);
    const fs::path path = value ? value : "";
    return path.is_absolute() ? path : fs::path();
}

fs::path homeFolder()
{
    if (const fs::path home = absolutePath("HOME"); !home.empty())
        return home;
    if (const passwd* user = ::getpwuid(::getuid()); user && user->pw_dir && user->pw_dir[0] == '/')
        return user->pw_dir;
    throw Error("The home folder is unknown: the environment variable HOME is not set.");
}

/// The folder this library was loaded from.
fs::path libraryFolder()
{
    Dl_info library{};
    if (!::dladdr(reinterpret_cast<void*>(&resourceFolder), &library) || !library.dli_fname)
        return {};
    std::error_code failure;
    return fs::canonical(library.dli_fname, failure).parent_path();
}

}  // namespace

fs::path cacheFolder()
{
    const fs::path base = absolutePath("XDG_CACHE_HOME");
    return (base.empty() ? homeFolder() / ".cache" : base) / "whence";
}

fs::path modelFolder()
{
    const fs::path base = absolutePath("XDG_DATA_HOME");
    return (base.empty() ? homeFolder() / ".local/share" : base) / "whence/models";
}

fs::path resourceFolder()
{
    if (const char* chosen = std::getenv("WHENCE_RESOURCES"); chosen && *chosen) {
        if (!fs::is_directory(chosen))
            throw Error("WHENCE_RESOURCES names " + std::string(chosen) + ", which is no folder.");
        return chosen;
    }
    const fs::path start = libraryFolder();
    for (fs::path folder = start; folder.has_relative_path(); folder = folder.parent_path()) {
        if (fs::is_directory(folder / "share/whence"))
            return folder / "share/whence";
        const bool isSourceTree = fs::exists(folder / "core/store/folders.h");
        if (isSourceTree && fs::is_directory(folder / "resources"))
            return folder / "resources";
    }
    throw Error("The resources of Whence were not found above " + start.string() +
                "; WHENCE_RESOURCES may name their folder.");
}

}  // namespace whence
