#pragma once

#include <vector>

#include "core/explain/recording.h"
#include "core/model/emotion_model.h"
#include "core/progress.h"

namespace whence {

/// The prediction of one window along the piece.
struct TimelinePoint {
    double start = 0.0;  // s
    double end = 0.0;    // s
    Prediction prediction;
};

/// What the model hears in each of its windows that lies in the recording, `hop` seconds apart;
/// of a recording shorter than a window, in the whole of it, looped. Each window is normalized to
/// its own peak, as the clips were that models learn from; a silent one is the spectrogram of
/// silence.
std::vector<TimelinePoint> predictTimeline(const Recording& recording, const EmotionModel& model,
                                           double windowSeconds, double hop,
                                           const Progress& progress = {});

}  // namespace whence
