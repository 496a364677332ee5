#pragma once

#include <vector>

#include "core/explain/checks.h"
#include "core/model/emotion_model.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// For each feature, how it changes as each stem is left out (read off the exhaustive table),
/// attenuated by 12 dB, shuffled in time (pieces of half a second, always the same order), or
/// replaced by white noise 40 dB below the mix: methods §13. All mixes have the
/// `gain` that the table's have. Takes 3 (K + 1) predictions.
std::vector<std::vector<BaselineEffects>> compareBaselines(
    const StemSet& monoStems, const EmotionModel& model,
    const std::vector<SourceExplanation>& sources, MixGain gain = MixGain::OfFullMix,
    const Progress& progress = {});

}  // namespace whence
