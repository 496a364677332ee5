#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/progress.h"
#include "core/tensors/tensor.h"

namespace whence {

/// One variable as the index of a TensorFlow checkpoint describes it (methods §19.2).
struct CheckpointEntry {
    std::string name;
    int dataType = 0;  // of TensorFlow: 1 float32, 9 int64
    std::vector<std::int64_t> shape;
    int shard = 0;
    std::int64_t offset = 0;      // bytes, in the data file
    std::int64_t size = 0;        // bytes
    std::uint32_t maskedCrc = 0;  // CRC-32C of the bytes, masked as TensorFlow does

    bool operator==(const CheckpointEntry&) const = default;
};

/// The entries of a *.index file, by name. Throws Error if a block's checksum, size or form is
/// wrong.
std::vector<CheckpointEntry> parseCheckpointIndex(const std::string& bytes,
                                                  const std::string& name);

/// The values of one float32 variable in its data file. Throws Error with the variable's name if it
/// lies outside the file or its CRC is wrong.
Tensor readCheckpointTensor(const std::filesystem::path& dataFile, const CheckpointEntry& entry);

/// The float32 variables of a checkpoint: `prefix` is the path without ".index", or the folder of a
/// checkpoint. Every tensor's CRC is verified; a wrong one is an Error with the tensor's name.
TensorMap readTensorFlowCheckpoint(const std::filesystem::path& prefix,
                                   const Progress& progress = {});

}  // namespace whence
