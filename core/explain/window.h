#pragma once

#include <optional>
#include <vector>

#include "core/audio/decode.h"
#include "core/separation/stem_set.h"

namespace whence {

/// The part of the recording that is explained.
struct Window {
    double start = 0.0;   // s
    double length = 0.0;  // s
    bool looped = false;  // shorter than the model's window, repeated
};

/// The window of a recording of `duration` seconds for a model that hears `modelSeconds`: where
/// `start` says, else centered; as long as `length` says, but at most the model's. Throws Error if
/// it would begin behind the recording or be shorter than a second, as is the model's window.
Window chooseWindow(double duration, double modelSeconds, std::optional<double> start,
                    std::optional<double> length);

/// Another placement of a window, to see whether its explanation would hold beside it.
struct Placement {
    double shift = 0.0;    // s
    bool rotated = false;  // within the window, which has too little music around it to move
};

/// `count` placements up to `range` seconds to either side, equally spaced, as far as the recording
/// reaches; rotations by as much if it reaches less than `range` in all.
std::vector<Placement> placements(const Window& window, double duration, int count, double range);

/// What has to be read of the recording for the window and all its placements, with `margin`
/// seconds more at either side where there is music.
TimeRange surroundings(const Window& window, double duration, double range, double margin);

/// The stems in a placement of the window; `stems` begin at `stemsStart` seconds of the recording.
/// All placements are equally long.
StemSet placeWindow(const StemSet& stems, double stemsStart, const Window& window,
                    const Placement& placement = {});

}  // namespace whence
