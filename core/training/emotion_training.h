#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/data/labelled_clip.h"
#include "core/model/model_info.h"
#include "core/progress.h"
#include "core/tensors/tensor.h"

namespace whence {

/// Clips by what is drawn from them. Where a clip has labels of both kinds, both are learnt.
struct TrainingData {
    std::vector<LabelledClip> featureClips;               // with features
    std::vector<std::vector<LabelledClip>> emotionClips;  // data sets of clips with emotions
    std::vector<LabelledClip> validation;                 // with either or both
};

enum class LearningRateSchedule {
    WarmRestarts,  // cosine over restartEpochs, the cycle restartFactor times longer each time
    Cosine,        // one cosine over all epochs
    Constant,
};

/// Where the emotion layer starts. Features are collinear: from a random start it stays there.
enum class HeadStart {
    LeastSquares,  // ridge regression of emotion labels on feature labels, of clips with both
    Zero,
    Random,  // Kaiming's, as the authors
};

struct EmotionTrainingOptions {
    int baseChannels = 128;
    int windowFrames = 1252;  // of a training crop
    int featureBatch = 8;     // clips of a step drawn for their features
    int emotionBatch = 8;     // clips of a step drawn for their emotions
    bool balanced = false;    // equally many clips of each emotion data set in a step, not a union
    double emotionWeight = 1.0;          // of the emotions' mean squared error in the loss
    double featureWeight = 1.0;          // of the features'
    std::vector<double> featureWeights;  // of each feature inside it; empty: 1
    double learningRate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double weightDecay = 0.0;
    LearningRateSchedule schedule = LearningRateSchedule::WarmRestarts;
    int restartEpochs = 5;
    int restartFactor = 3;
    int epochs = 65;    // one: each emotion clip once
    int patience = 14;  // epochs worse than the best before it stops; 0: never stops early
    TensorMap start;    // to go on from, with its head; fewer channels are widened; empty: none
    HeadStart headStart = HeadStart::LeastSquares;  // without `start`
    double headRidge = 1e-3;      // relative to the variance of the feature labels
    double headRate = 1.0;        // learning rate of the emotion layer, times that of the rest
    bool emotionBias = false;     // the authors' emotion layer has none
    double gainRange = 0.0;       // dB, to either side; each crop's gain is uniform in it
    double tiltRange = 0.0;       // dB per octave about 1 kHz, likewise
    double masteredShare = 0.0;   // of the crops, changed as by mastering and lossy coding
    bool mixedPrecision = false;  // convolutions and linear layers in bfloat16
    std::uint64_t seed = 1;
    int batchesAhead = 2;              // prepared by the pipeline
    std::string material;              // what tells the clips from others beside their labels
    std::filesystem::path checkpoint;  // written after each epoch, resumed from; empty: none
};

/// Agreement of the predictions of one output with its labels (core/evaluation).
using AssessOutput =
    std::function<OutputQuality(std::span<const double> predicted, std::span<const double> truth)>;

/// What an epoch came to.
struct EpochReport {
    int epoch = 0;  // from 1
    double learningRate = 0.0;
    double featureLoss = 0.0;               // mean over the steps, unweighted
    double emotionLoss = 0.0;               // likewise
    double score = 0.0;                     // mean validation RMSE of the emotions
    bool best = false;                      // no epoch before was better
    std::vector<OutputQuality> validation;  // of features, then emotions; empty labels: zeros
};

/// A trained network: the weights of its best epoch.
struct TrainedNetwork {
    TensorMap tensors;
    std::vector<EpochReport> history;
    std::vector<std::vector<float>> headStart;  // emotion × feature, where the layer started
    int bestEpoch = 0;
};

/// Learning rate of an epoch (from 0), by the schedule of the options.
double learningRateAt(int epoch, const EmotionTrainingOptions& options);

/// Counts epochs without improvement: a score as good as the best so far counts as improvement.
struct EarlyStopping {
    double best = 0.0;
    int bestEpoch = 0;  // from 1; 0: none yet
    int worse = 0;      // epochs in a row

    /// Takes the next epoch's score, smaller is better; true if it is the best so far.
    bool add(double score, int epoch);
    bool shouldStop(int patience) const { return patience > 0 && worse >= patience; }
};

/// Emotion × feature weights without intercept that predict the emotion labels from the feature
/// labels of the clips that have both, by ridge regression. Empty if there are fewer clips than
/// weights.
std::vector<std::vector<float>> fitHead(const TrainingData& data, double ridge);

/// Learns features and emotions together (methods §16.1). `finished` receives every epoch's
/// report, also of those that a checkpoint brought back. The same data, options and seed give the
/// same network, interrupted or not. Throws Error if clips or labels are missing or do not fit, or
/// the checkpoint belongs to other options; Cancelled leaves the checkpoint of the last epoch.
TrainedNetwork trainEmotionNetwork(const TrainingData& data, const EmotionTrainingOptions& options,
                                   const AssessOutput& assess,
                                   const std::function<void(const EpochReport&)>& finished = {},
                                   const Progress& progress = {});

}  // namespace whence
