#pragma once

#include "core/training/emotion_training.h"

namespace whence {

/// The part of trainEmotionNetwork() that needs LibTorch.
using TrainEmotionNetwork = void(const TrainingData& data, const EmotionTrainingOptions& options,
                                 const AssessOutput& assess,
                                 const std::function<void(const EpochReport&)>& finished,
                                 const Progress& progress, TrainedNetwork& result);

extern "C" TrainEmotionNetwork whenceTrainEmotionNetwork;

}  // namespace whence
