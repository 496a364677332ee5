#pragma once

#include <memory>

#include "core/analysis.h"
#include "ui/sound.h"

namespace whence {

/// What the model hears in the window, and why, as far as it takes no stems: `predicted` with the
/// prediction and the effects.
std::shared_ptr<const Analysis> predictWindow(const Analysis& predicted, const Window& window,
                                              const Recording& recording, const EmotionModel& model,
                                              const Progress& progress);

/// An analysis with the stems of its window: mono, at the model's rate.
struct Explained {
    std::shared_ptr<const Analysis> analysis;
    std::shared_ptr<const StemSet> stems;
};

/// `known` with all that is to be said of its window.
Explained explainBySound(const Analysis& known, const Recording& recording, const StemSounds& stems,
                         const EmotionModel& model, const Progress& progress);

}  // namespace whence
