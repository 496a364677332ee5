#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/data/labelled_clip.h"
#include "core/progress.h"
#include "core/synthetic/clip.h"

namespace whence {

/// A set of synthesized clips to learn from or to be measured on.
struct ClipSetOptions {
    std::filesystem::path folder;  // where their spectrograms and labels are kept
    int clips = 100;
    int skip = 0;            // the set begins after this many of the clips of its seed
    std::uint64_t seed = 1;  // sets of different seeds share no clip
    bool withParts = false;  // of each clip also the mix of a random part of its stems
    LogSpectrogramOptions spectrogram;
    ClipOptions clip;
};

/// The clips with their true labels, without rating noise: the features of methods §18.3 and the
/// emotions that follow from them. What an earlier, interrupted call has left in the folder is not
/// made again. A mix comes at peak 1, a part of it at the level it has in the mix. Throws Error if
/// the folder holds a set of other options or can't be written.
std::vector<LabelledClip> synthesizeClipSet(const ClipSetOptions& options,
                                            const Progress& progress = {});

}  // namespace whence
