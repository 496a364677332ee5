#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/progress.h"

namespace whence {

struct DownloadOptions {
    std::uintmax_t largestSize = 0;  // bytes; what is larger is refused before or while it comes
    int stallSeconds = 30;           // without a byte: given up
    int connectSeconds = 30;         // until there is a connection
};

/// Fetches an http or https address into a file, through the proxy of the environment. A partial
/// file from an earlier attempt is resumed, if the server still has the same content; otherwise the
/// download starts anew. From https no redirect leads back to http. Returns whether it was resumed.
///
/// The partial file lies beside `file` ("*.part" and "*.part.info"); it stays after a failure or
/// Cancelled, for the next attempt, but not after an answer that makes it useless. Throws Error.
bool download(const std::string& url, const std::filesystem::path& file,
              const DownloadOptions& options, const Progress& progress = {});

}  // namespace whence
