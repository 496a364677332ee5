#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/training/separator_training.h"

namespace whence {

/// All that a training of a separator needs to go on as if it had not been interrupted.
struct SeparatorCheckpoint {
    int step = 0;  // steps done
    std::vector<SeparatorTrainingReport> reports;
    TensorMap network;
    TensorMap average;
    TensorMap best;
    TensorMap firstMoments;   // of Adam, by parameter
    TensorMap secondMoments;  // likewise
};

/// The file appears under its name only when complete.
void writeSeparatorCheckpoint(const std::filesystem::path& file,
                              const SeparatorCheckpoint& checkpoint,
                              const SeparatorTrainingData& data,
                              const SeparatorTrainingOptions& options);

/// Throws Error if the file is damaged or belongs to other options or data; the number of steps and
/// the schedule may differ.
SeparatorCheckpoint readSeparatorCheckpoint(const std::filesystem::path& file,
                                            const SeparatorTrainingData& data,
                                            const SeparatorTrainingOptions& options);

}  // namespace whence
