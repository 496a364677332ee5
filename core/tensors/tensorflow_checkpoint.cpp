#include "core/tensors/tensorflow_checkpoint.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"

namespace whence {

static_assert(std::endian::native == std::endian::little, "Tensors are copied as they are stored.");

namespace {

constexpr int float32 = 1;
constexpr std::uintmax_t indexLimit = 64u << 20;
constexpr std::int64_t longestFile = std::int64_t(1) << 50;  // bytes
constexpr std::int64_t tensorLimit = std::int64_t(1) << 31;  // bytes

/// Numbers of the shape; -1 if that is more than can be stored.
std::int64_t elementCount(const std::vector<std::int64_t>& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        if (size < 0 || __builtin_mul_overflow(count, size, &count))
            return -1;
    return count;
}

/// The prefix that the file "checkpoint" of a folder names, else that of its only *.index.
std::filesystem::path prefixInFolder(const std::filesystem::path& folder)
{
    std::ifstream state(folder / "checkpoint");
    const std::string key = "model_checkpoint_path: \"";
    for (std::string line; std::getline(state, line);) {
        const auto end = line.find('"', key.size());
        if (line.starts_with(key) && end != std::string::npos) {
            const std::string path = line.substr(key.size(), end - key.size());
            return folder / std::filesystem::path(path).filename();
        }
    }
    std::filesystem::path found;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".index")
            continue;
        if (!found.empty())
            throw Error("The folder '" + folder.string() +
                        "' holds several checkpoints; name one of them.");
        found = file.path();
    }
    if (found.empty())
        throw Error("The folder '" + folder.string() +
                    "' holds no TensorFlow checkpoint (*.index).");
    return found.replace_extension();
}

std::filesystem::path findPrefix(const std::filesystem::path& prefix)
{
    if (std::filesystem::is_directory(prefix))
        return prefixInFolder(prefix);
    if (prefix.extension() == ".index")
        return std::filesystem::path(prefix).replace_extension();
    return prefix;
}

}  // namespace

Tensor readCheckpointTensor(const std::filesystem::path& dataFile, const CheckpointEntry& entry)
{
    const auto refuse = [&](const std::string& reason) {
        throw Error("The tensor '" + entry.name + "' of '" + dataFile.string() + "' " + reason +
                    ".");
    };
    const std::int64_t count = elementCount(entry.shape);
    if (entry.dataType != float32)
        refuse("does not hold float32 values");
    if (count < 0 || count > tensorLimit / 4 || entry.size != count * 4)
        refuse("has a size that does not fit its shape");
    std::error_code noSize;
    const auto available = std::filesystem::file_size(dataFile, noSize);
    if (noSize)
        refuse("can't be read, the data file is missing");
    if (std::uintmax_t(entry.offset) > available ||
        std::uintmax_t(entry.size) > available - std::uintmax_t(entry.offset))
        refuse("ends behind the end of the file, which is truncated");

    std::string bytes(std::size_t(entry.size), '\0');
    std::ifstream stream(dataFile, std::ios::binary);
    stream.seekg(entry.offset);
    if (!stream.read(bytes.data(), entry.size))
        refuse("can't be read");
    if (maskCrc(crc32c(bytes)) != entry.maskedCrc)
        refuse("is damaged, its checksum is wrong");

    Tensor tensor{entry.shape, std::vector<float>(std::size_t(count))};
    if (count > 0)
        std::memcpy(tensor.values.data(), bytes.data(), bytes.size());
    return tensor;
}

TensorMap readTensorFlowCheckpoint(const std::filesystem::path& prefix, const Progress& progress)
{
    const std::string path = findPrefix(prefix).string();
    const std::string indexFile = path + ".index";
    const auto entries = parseCheckpointIndex(readFile(indexFile, indexLimit), indexFile);

    std::int64_t total = 0;
    std::int64_t end = 0;
    for (const CheckpointEntry& entry : entries)
        if (entry.dataType == float32 && entry.size <= tensorLimit) {
            total += entry.size;
            end =
                std::max(end, entry.offset > longestFile ? longestFile : entry.offset + entry.size);
        }
    if (total > end)
        throw Error("The checkpoint index '" + indexFile + "' is damaged: its tensors overlap.");
    TensorMap tensors;
    std::int64_t done = 0;
    for (const CheckpointEntry& entry : entries) {
        if (entry.dataType != float32)
            continue;
        if (entry.shard != 0)
            throw Error("The tensor '" + entry.name + "' of '" + indexFile +
                        "' lies in a data file that does not exist.");
        tensors[entry.name] = readCheckpointTensor(path + ".data-00000-of-00001", entry);
        done += entry.size;
        progress.report(double(done) / double(std::max<std::int64_t>(1, total)));
    }
    progress.report(1.0);
    return tensors;
}

}  // namespace whence
