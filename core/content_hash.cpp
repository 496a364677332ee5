#include "core/content_hash.h"

#include <algorithm>
#include <vector>

#include "core/tensors/checksum.h"

namespace whence {

std::string contentHash(const std::filesystem::path& recording, const Progress& progress)
{
    if (!std::filesystem::is_directory(recording))
        return sha256OfFile(recording, progress);
    std::vector<std::filesystem::path> parts;
    for (const auto& entry : std::filesystem::directory_iterator(recording))
        if (entry.is_regular_file())
            parts.push_back(entry.path());
    const double count = double(parts.size());
    std::vector<std::string> hashes;
    for (std::size_t i = 0; i < parts.size(); ++i)
        hashes.push_back(
            parts[i].filename().string() + " " +
            sha256OfFile(parts[i], progress.part(double(i) / count, double(i + 1) / count)));
    std::ranges::sort(hashes);
    std::string all;
    for (const std::string& hash : hashes)
        all += hash + "\n";
    return sha256(all);
}

}  // namespace whence
