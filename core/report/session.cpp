#include "core/report/session.h"

#include <algorithm>
#include <vector>

#include "core/content_hash.h"
#include "core/error.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr std::uintmax_t largestFile = 1 << 28;  // bytes; an analysis takes less than one MB

bool isRecording(const fs::path& path, const std::string& hash)
{
    std::error_code failure;
    if (path.empty() || !fs::exists(path, failure))
        return false;
    try {
        return hash.empty() || contentHash(path) == hash;
    } catch (const Error&) {
        return false;  // can't be read, so it is not the one
    } catch (const fs::filesystem_error&) {
        return false;
    }
}

/// What lies beside the session, files of the recording's name or form first.
std::vector<fs::path> neighbors(const Session& session, const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
        if (entry.path().extension() != sessionExtension)
            files.push_back(entry.path());
    const auto unlikeness = [&](const fs::path& file) {
        if (file.filename() == session.recording.filename())
            return 0;
        return file.extension() == session.recording.extension() ? 1 : 2;
    };
    std::ranges::sort(files);
    std::ranges::stable_sort(files, {}, unlikeness);
    return files;
}

}  // namespace

const char* const sessionExtension = ".whence";

void saveSession(const fs::path& file, const Session& session)
{
    writeFileAtomically(file, toJson(session, fs::absolute(file).parent_path()));
}

Session readSession(const fs::path& file)
{
    return parseSession(readFile(file, largestFile), file);
}

std::optional<fs::path> findRecording(const Session& session, const fs::path& file,
                                      const Progress& progress)
{
    const std::string& hash = session.recordingHash;
    const fs::path folder = fs::absolute(file).parent_path();
    if (isRecording(session.recording, hash))
        return session.recording;
    if (!session.relativeRecording.empty()) {
        const fs::path moved = (folder / session.relativeRecording).lexically_normal();
        if (isRecording(moved, hash))
            return moved;
    }
    if (hash.empty()) {
        const fs::path beside = folder / session.recording.filename();
        return isRecording(beside, {}) ? std::optional(beside) : std::nullopt;
    }
    for (const fs::path& neighbor : neighbors(session, folder)) {
        progress.report(0.0);
        if (isRecording(neighbor, hash))
            return neighbor;
    }
    return std::nullopt;
}

}  // namespace whence
