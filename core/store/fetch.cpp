#include "core/store/fetch.h"

#include <algorithm>

#include "core/error.h"
#include "core/store/archive.h"
#include "core/store/download.h"
#include "core/tensors/checksum.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// Why a file is not the published one; empty if it is.
std::string differenceFrom(const PublishedModel& model, const fs::path& file,
                           const Progress& progress)
{
    if (fs::file_size(file) > model.largestSize)
        return "it is larger than the " + std::to_string(model.largestSize) +
               " bytes that it may have";
    const bool isSha256 = !model.sha256.empty();
    const std::string expected = isSha256 ? model.sha256 : model.gitBlobSha1;
    const std::string found = isSha256 ? sha256OfFile(file, progress) : gitBlobSha1(file);
    if (found != expected)
        return "its checksum is " + found + " instead of " + expected;
    return {};
}

bool isUnpacked(const PublishedModel& model, const fs::path& folder)
{
    std::error_code failure;
    return std::ranges::all_of(model.files, [&](const PublishedFile& file) {
        return fs::file_size(folder / file.name, failure) == file.size && !failure;
    });
}

/// The published file, verified, at `file`.
void downloadVerified(const PublishedModel& model, const fs::path& file,
                      const FetchOptions& options, const Progress& progress)
{
    const std::string url = options.from.empty() ? model.url : options.from;
    const DownloadOptions limits{.largestSize = model.largestSize,
                                 .stallSeconds = options.stallSeconds};
    bool wasResumed = download(url, file, limits, progress.part(0.0, 0.95));
    std::string difference = differenceFrom(model, file, progress.part(0.95, 1.0));
    if (!difference.empty() && wasResumed) {
        // The server may have put something else behind our first part.
        fs::remove(file);
        wasResumed = download(url, file, limits, progress.part(0.0, 0.95));
        difference = differenceFrom(model, file, progress.part(0.95, 1.0));
    }
    if (difference.empty())
        return;
    fs::remove(file);
    throw Error("What was downloaded from " + url + " is not " + model.name + ": " + difference +
                ". It was removed unread.");
}

/// A file that the user has downloaded by hand, verified.
fs::path verifiedLocalFile(const PublishedModel& model, const fs::path& file,
                           const Progress& progress)
{
    if (!fs::is_regular_file(file))
        throw Error("The file " + file.string() + " does not exist.");
    const std::string difference = differenceFrom(model, file, progress);
    if (!difference.empty())
        throw Error("The file " + file.string() + " is not " + model.name + ": " + difference +
                    ".");
    return file;
}

/// Unpacks the archive of a model and checks that it holds what it should.
void unpackVerified(const PublishedModel& model, const fs::path& archive, const fs::path& folder,
                    const Progress& progress)
{
    ArchiveLimits limits{.files = int(model.files.size()), .bytes = 0};
    for (const PublishedFile& file : model.files)
        limits.bytes += file.size;
    std::error_code failure;
    fs::remove_all(folder, failure);
    unpackArchive(archive, folder, limits, progress);
    if (isUnpacked(model, folder))
        return;
    fs::remove_all(folder, failure);
    throw Error("The archive " + archive.string() + " does not hold the files of " + model.name +
                ".");
}

}  // namespace

fs::path fetchModel(const PublishedModel& model, const fs::path& folder,
                    const FetchOptions& options, const Progress& progress)
try {
    const bool isArchive = !model.files.empty();
    const fs::path target = folder / model.name;
    if (isArchive && fs::is_directory(target) && isUnpacked(model, target))
        return target;
    fs::create_directories(folder);

    const bool isLocal = !options.from.empty() && options.from.find("://") == std::string::npos;
    const Progress fetching = progress.part(0.0, isArchive ? 0.8 : 1.0, "fetching");
    fs::path file = folder / model.fileName;
    if (isLocal)
        file = verifiedLocalFile(model, options.from, fetching);
    else if (!fs::exists(file) || !differenceFrom(model, file, {}).empty())
        downloadVerified(model, file, options, fetching);
    if (!isArchive)
        return file;

    unpackVerified(model, file, target, progress.part(0.8, 1.0, "unpacking"));
    if (!isLocal)
        fs::remove(file);
    return target;
} catch (const fs::filesystem_error& error) {
    throw Error("The folder " + folder.string() + " can't be used: " + error.code().message() +
                ".");
}

void removeFetched(const PublishedModel& model, const fs::path& folder)
{
    std::error_code failure;
    fs::remove_all(folder / model.name, failure);
    fs::remove(folder / model.fileName, failure);
}

}  // namespace whence
