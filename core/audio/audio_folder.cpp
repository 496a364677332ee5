#include "core/audio/audio_folder.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "core/error.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

const std::set<std::string> kAudioExtensions = {
    ".wav", ".wave", ".flac", ".aiff", ".aif", ".aifc", ".au",  ".w64", ".caf", ".ogg",
    ".oga", ".opus", ".mp3",  ".mp2",  ".m4a", ".m4b",  ".mp4", ".aac", ".wma", ".mka",
    ".mkv", ".webm", ".mov",  ".avi",  ".wv",  ".ape",  ".ac3", ".rf64"};

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

bool isInside(const fs::path& path, const fs::path& folder)
{
    std::error_code failure;
    const fs::path inner = fs::weakly_canonical(path, failure);
    const fs::path outer = failure ? fs::path() : fs::weakly_canonical(folder, failure);
    const fs::path relative = inner.lexically_relative(outer);
    return !failure && !relative.empty() && *relative.begin() != "..";
}

}  // namespace

bool hasAudioExtension(const fs::path& file)
{
    return kAudioExtensions.contains(lowerCase(file.extension().string()));
}

std::vector<fs::path> audioFilesBelow(const fs::path& folder, const fs::path& except,
                                      std::string* problem)
{
    std::vector<fs::path> files;
    std::error_code failure;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                           failure);
    if (failure)
        throw Error(folder.string() + " can't be read: " + failure.message() + ".");
    for (; entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        std::error_code ignored;
        const bool isHidden = entry->path().filename().string().starts_with('.');
        const bool isExcepted = !except.empty() && isInside(entry->path(), except);
        if (entry->is_directory(ignored) && (isHidden || isExcepted))
            entry.disable_recursion_pending();
        else if (entry->is_regular_file(ignored) && !isHidden && hasAudioExtension(entry->path()))
            files.push_back(entry->path());
    }
    if (failure && problem)
        *problem = "Not everything in " + folder.string() +
                   " could be searched: " + failure.message() + ".";
    std::ranges::sort(files);
    return files;
}

}  // namespace whence
