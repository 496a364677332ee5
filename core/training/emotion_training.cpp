#include "core/training/emotion_training.h"

#include <Eigen/Dense>
#include <cmath>
#include <numbers>

#include "core/error.h"
#include "core/tensors/network_library.h"
#include "core/training/emotion_batches.h"
#include "core/training/emotion_training_network.h"

namespace whence {

namespace {

void check(const TrainingData& data, const EmotionTrainingOptions& options)
{
    const LabelCounts counts = labelCounts(data);
    if (counts.features == 0)
        throw Error("There is no clip with feature labels to train on.");
    if (data.validation.empty())
        throw Error("There is no clip to validate the training on.");
    if (options.epochs < 1 || options.windowFrames < 1 || options.baseChannels < 1 ||
        !(options.learningRate > 0.0))
        throw Error(
            "A training needs at least one epoch, one frame, one channel and a learning "
            "rate above 0.");
    if (!options.featureWeights.empty() && int(options.featureWeights.size()) != counts.features)
        throw Error("There must be one loss weight for each of the " +
                    std::to_string(counts.features) + " features.");
    for (const auto& set : data.emotionClips) {
        if (set.empty())
            throw Error("One of the emotion data sets of the training has no clip.");
    }
}

std::vector<const LabelledClip*> clipsWithBoth(const TrainingData& data)
{
    std::vector<const LabelledClip*> result;
    const auto take = [&](const std::vector<LabelledClip>& clips) {
        for (const LabelledClip& clip : clips) {
            if (!clip.features.empty() && !clip.emotions.empty())
                result.push_back(&clip);
        }
    };
    take(data.featureClips);
    for (const auto& set : data.emotionClips)
        take(set);
    return result;
}

}  // namespace

double learningRateAt(int epoch, const EmotionTrainingOptions& options)
{
    int position = epoch;
    int length = options.epochs;
    switch (options.schedule) {
        case LearningRateSchedule::Constant:
            return options.learningRate;
        case LearningRateSchedule::Cosine:
            break;
        case LearningRateSchedule::WarmRestarts:
            length = std::max(1, options.restartEpochs);
            while (position >= length) {
                position -= length;
                length *= std::max(1, options.restartFactor);
            }
            break;
    }
    return options.learningRate * (1.0 + std::cos(std::numbers::pi * position / length)) / 2.0;
}

bool EarlyStopping::add(double score, int epoch)
{
    const bool isBest = bestEpoch == 0 || score <= best;
    worse = isBest ? 0 : worse + 1;
    if (isBest) {
        best = score;
        bestEpoch = epoch;
    }
    return isBest;
}

std::vector<std::vector<float>> fitHead(const TrainingData& data, double ridge)
{
    const std::vector<const LabelledClip*> clips = clipsWithBoth(data);
    const LabelCounts counts = labelCounts(data);
    if (int(clips.size()) <= counts.features || counts.emotions == 0)
        return {};
    Eigen::MatrixXd features(clips.size(), counts.features);
    Eigen::MatrixXd emotions(clips.size(), counts.emotions);
    for (std::size_t row = 0; row < clips.size(); ++row) {
        for (int j = 0; j < counts.features; ++j)
            features(Eigen::Index(row), j) = clips[row]->features[j];
        for (int j = 0; j < counts.emotions; ++j)
            emotions(Eigen::Index(row), j) = clips[row]->emotions[j];
    }
    Eigen::MatrixXd gram = features.transpose() * features;
    const double scale = gram.trace() / counts.features;
    gram.diagonal().array() += ridge * scale + 1e-12;
    const Eigen::MatrixXd weights = gram.ldlt().solve(features.transpose() * emotions);
    std::vector<std::vector<float>> result(counts.emotions);
    for (int emotion = 0; emotion < counts.emotions; ++emotion) {
        for (int j = 0; j < counts.features; ++j)
            result[emotion].push_back(float(weights(j, emotion)));
    }
    return result;
}

TrainedNetwork trainEmotionNetwork(const TrainingData& data, const EmotionTrainingOptions& options,
                                   const AssessOutput& assess,
                                   const std::function<void(const EpochReport&)>& finished,
                                   const Progress& progress)
{
    check(data, options);
    TrainedNetwork result;
    reinterpret_cast<TrainEmotionNetwork*>(networkFunction("whenceTrainEmotionNetwork"))(
        data, options, assess, finished, progress, result);
    return result;
}

}  // namespace whence
