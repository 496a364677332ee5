#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/data/labelled_clip.h"
#include "core/evaluation/metrics.h"
#include "core/model/emotion_model.h"
#include "core/progress.h"

namespace whence {

/// What a model hears in the first window of each clip (shorter ones are looped).
std::vector<Prediction> predictClips(const EmotionModel& model,
                                     const std::vector<LabelledClip>& clips,
                                     const Progress& progress = {});

/// Agreement with the labels by name of the output, for outputs that any clip has a label of.
std::map<std::string, Metrics> measureQuality(const ModelInfo& model,
                                              const std::vector<Prediction>& predictions,
                                              const std::vector<LabelledClip>& clips);

/// Mean and standard deviation of every output over predictions.
std::map<std::string, ReferenceStatistics> referenceStatistics(
    const ModelInfo& model, const std::vector<Prediction>& predictions);

}  // namespace whence
