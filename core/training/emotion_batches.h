#pragma once

#include <vector>

#include "core/data/batches.h"
#include "core/training/emotion_training.h"

namespace whence {

/// The clips of one step: spectrograms and labels row after row, with 1 where a row has labels.
struct EmotionBatch {
    int size = 0;
    int bands = 0;
    int frames = 0;
    std::vector<float> spectrograms;  // size × bands × frames
    std::vector<float> features;      // size × features, 0 where there are none
    std::vector<float> emotions;      // size × emotions, likewise
    std::vector<float> hasFeatures;   // size
    std::vector<float> hasEmotions;   // size
};

/// Numbers of features and emotions in the labels of the data; throws Error if they differ between
/// clips or nothing can be learnt.
struct LabelCounts {
    int features = 0;
    int emotions = 0;
};
LabelCounts labelCounts(const TrainingData& data);

/// Draws the clips of every step of every epoch; what it draws depends on nothing but its place.
class EmotionBatches {
public:
    EmotionBatches(const TrainingData& data, const EmotionTrainingOptions& options);

    /// One pass over the emotion clips (of the feature clips, if there are no others) in whole
    /// batches; at least one.
    int stepsPerEpoch() const { return m_steps; }

    /// The clips of a step, those for emotions first, with random crops and gains.
    EmotionBatch make(int epoch, int step) const;

private:
    std::vector<const LabelledClip*> draw(int epoch, int step) const;

    const TrainingData& m_data;
    const EmotionTrainingOptions& m_options;
    std::vector<const LabelledClip*> m_emotionClips;  // of all sets
    LabelCounts m_counts;
    int m_steps = 1;
};

/// `count` clips from `first` on as they are validated: from their first frame on, unchanged.
EmotionBatch validationBatch(const std::vector<LabelledClip>& clips, int first, int count,
                             const EmotionTrainingOptions& options);

}  // namespace whence
