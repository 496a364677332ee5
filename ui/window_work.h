#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/analysis.h"
#include "core/report/analysis_cache.h"
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

/// `asked` with all that is to be said of its window.
Explained explainBySound(const Analysis& asked, const Recording& recording, const StemSounds& stems,
                         const EmotionModel& model, const AnalysisMemory& memory,
                         const Progress& progress);

/// What the thread that predicts hands over while it goes on: the predictions so far.
using IncomingPredictions = std::atomic<std::shared_ptr<const std::vector<Prediction>>>;

/// What the recording is, and the predictions along it.
Analysis predictAlong(const Recording& recording, const EmotionModel& model,
                      const AnalysisMemory& memory, IncomingPredictions& incoming,
                      const Progress& progress);

/// `asked` of the stems in `folder`, if there is one beside the recording.
Analysis withStems(Analysis asked, const std::filesystem::path& folder, const Recording& recording);

}  // namespace whence
