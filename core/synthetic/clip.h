#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/separation/stem_set.h"
#include "core/synthetic/labels.h"
#include "core/synthetic/rendering.h"

namespace whence {

/// Raised whenever the same seed and options give another clip or other labels, so that what was
/// kept of older ones is not mixed with new ones.
constexpr int generatorVersion = 1;

/// What kind of clip to synthesize; what is not given is drawn from the seed.
struct ClipOptions {
    double duration = 12.0;      // s
    std::optional<Style> style;  // none: pop .30, rock .27, electronic .20, soft .20, hip-hop .03
    std::optional<std::uint64_t> artist;
    LabelRules rules = LabelRules::Perceived;
    std::vector<std::filesystem::path> soundFonts;  // empty: trainingSoundFonts()
};

/// A synthesized clip with everything that is true of it.
struct SyntheticClip {
    Composition composition;
    StemSet stems;  // stereo at 44.1 kHz; their sum is the mix, exactly
    ClipLabels labels;
};

/// Composes, renders and labels a clip: the same options and seed give the same clip. A renderer
/// that lives on saves loading the sound fonts for every clip; its fonts then count, not those of
/// the options.
SyntheticClip synthesizeClip(const ClipOptions& options, std::uint64_t seed);
SyntheticClip synthesizeClip(const ClipOptions& options, std::uint64_t seed,
                             ClipRenderer& renderer);

/// The composition alone, as synthesizeClip() makes it; for labels without sound.
Composition composeClip(const ClipOptions& options, std::uint64_t seed);

/// The labels alone, as synthesizeClip() makes them.
ClipLabels clipLabels(const ClipOptions& options, std::uint64_t seed);

/// The mix of a clip: stereo at 44.1 kHz.
AudioBuffer mixOf(const SyntheticClip& clip);

}  // namespace whence
