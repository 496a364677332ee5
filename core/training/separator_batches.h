#pragma once

#include <complex>
#include <vector>

#include "core/separation/separator_info.h"
#include "core/training/separator_training.h"

namespace whence {

/// What the masks are to come near to.
enum class SeparatorObjective {
    Shares,  // of the stems' magnitudes
    SiSdr,   // the stems' complex spectra, by SI-SDR
};

/// The objective of a step (from 0).
SeparatorObjective objectiveAt(int step, const SeparatorTrainingOptions& options);

/// What a step learns from, the channels and stems of a point side by side.
struct SeparatorBatch {
    SeparatorObjective objective = SeparatorObjective::Shares;
    int size = 0;
    int frames = 0;
    int bins = 0;
    int stems = 0;
    std::vector<float> magnitudes;  // of the mix: size × frames × bins × 2
    // |stem| / Σ |stems|: size × frames × bins × stems × 2; for the objective Shares only.
    std::vector<float> shares;
    // stem / mix, the ideal complex masks: likewise; for the objective SiSdr only.
    std::vector<std::complex<float>> ratios;
    std::vector<float> scales;  // 1 / mean magnitude of each excerpt; for the objective Shares only
};

/// The excerpts of a training step; depends on nothing but the data, the options and the step.
SeparatorBatch trainingBatch(const SeparatorTrainingData& data,
                             const SeparatorTrainingOptions& options, int step);

/// `count` excerpts of the validation clips from `first` on, as they are, with the objective of the
/// last step.
SeparatorBatch separatorValidationBatch(const SeparatorTrainingData& data,
                                        const SeparatorTrainingOptions& options, int first,
                                        int count);

}  // namespace whence
