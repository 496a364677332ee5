#pragma once

#include <functional>
#include <vector>

#include "core/data/spectrogram_cache.h"

namespace whence {

/// One clip to learn from or to be measured on; labels on [-1, 1].
struct LabelledClip {
    std::function<PackedSpectrogram()> spectrogram;  // of the whole clip; called from any thread
    std::vector<float> features;                     // empty if nobody rated them
    std::vector<float> emotions;                     // empty if nobody rated them
    bool isPart = false;  // the mix of some of a piece's stems, where the others are left out
};

}  // namespace whence
