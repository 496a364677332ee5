#pragma once

#include <vector>

#include "core/separation/separator_info.h"
#include "core/training/separator_training.h"

namespace whence {

/// What a step learns from, the channels and stems of a point side by side: of X the mix's and S a
/// stem's complex spectrum, a real mask M leaves the error |M·X − S|² = |X|² (M − r)² + c.
struct SeparatorBatch {
    int size = 0;
    int frames = 0;
    int bins = 0;
    int stems = 0;
    std::vector<float> magnitudes;  // |X|: size × frames × bins × 2
    std::vector<float> ratios;      // r: size × frames × bins × stems × 2
    std::vector<float> rests;       // c: likewise
    std::vector<float> scales;      // 1 / mean |X| of each excerpt
};

/// The excerpts of a training step; depends on nothing but the data, the options and the step.
SeparatorBatch trainingBatch(const SeparatorTrainingData& data,
                             const SeparatorTrainingOptions& options, int step);

/// `count` excerpts of the validation clips from `first` on, as they are.
SeparatorBatch separatorValidationBatch(const SeparatorTrainingData& data,
                                        const SeparatorTrainingOptions& options, int first,
                                        int count);

}  // namespace whence
