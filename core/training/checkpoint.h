#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/training/emotion_training.h"

namespace whence {

/// All that a training needs to go on as if it had not been interrupted.
struct Checkpoint {
    std::string fingerprint;  // of the options and the data
    int epoch = 0;            // epochs done
    std::int64_t steps = 0;   // of the optimizer
    EarlyStopping stopping;
    std::vector<EpochReport> history;
    std::vector<std::vector<float>> headStart;
    TensorMap network;
    TensorMap bestNetwork;
    TensorMap firstMoments;   // of Adam, by parameter
    TensorMap secondMoments;  // likewise
};

/// What must be the same for a checkpoint to be continued.
std::string fingerprint(const TrainingData& data, const EmotionTrainingOptions& options);

/// The file appears under its name only when complete.
void writeCheckpoint(const std::filesystem::path& file, const Checkpoint& checkpoint);

/// Throws Error if the file is damaged or has another fingerprint.
Checkpoint readCheckpoint(const std::filesystem::path& file, const std::string& fingerprint);

}  // namespace whence
