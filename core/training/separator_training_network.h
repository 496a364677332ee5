#pragma once

#include "core/training/separator_training.h"

namespace whence {

/// The part of trainSeparator() that needs LibTorch.
using TrainSeparatorNetwork =
    void(const SeparatorTrainingData& data, const SeparatorTrainingOptions& options,
         const std::function<void(const SeparatorTrainingReport&)>& reported,
         const Progress& progress, TrainedSeparator& result);

extern "C" TrainSeparatorNetwork whenceTrainSeparatorNetwork;

}  // namespace whence
