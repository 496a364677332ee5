#pragma once

#include "core/analysis.h"

namespace whence {

/// The sound of the explained window and around it, all from `start` on.
struct WindowSound {
    double start = 0.0;                     // s, in the recording
    StemSet stems;                          // at the recording's or separator's rate
    StemSet mono;                           // the stems as mono at the model's rate
    AudioBuffer recording;                  // mono at the model's rate
    ParityRoute route = ParityRoute::File;  // of the recording, in parity
};

/// Fills in what the model hears in the explained window, mono at its rate, and the effects of the
/// features. Without a `route` the window is normalized to its peak; in parity, as the authors do.
void hearWindow(Analysis& analysis, const AudioBuffer& recording, const EmotionModel& model,
                std::optional<ParityRoute> route = {});

/// Fills in what is to be said of analysis.window: the prediction, effects, mixes, sources,
/// stability, levels, checks and chains. Its track, model, separator, window and options are known.
void explainWindow(Analysis& analysis, const WindowSound& sound, const EmotionModel& model,
                   const Progress& progress = {});

}  // namespace whence
