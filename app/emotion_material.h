#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "core/training/emotion_training.h"

namespace whence {

/// Clips held out from training, under the name they are reported by.
struct TestSet {
    std::string name;
    std::vector<LabelledClip> clips;
};

/// What a training of emotions and features stands on.
struct EmotionMaterial {
    TrainingData data;
    std::vector<TestSet> tests;  // the card's figures are of the last set with labels of an output
    std::string description;     // of the training data, for the card
    std::string labelScale;      // "observed" or "nominal"
    std::map<std::string, std::map<std::string, LabelRange>> labelRanges;  // data set → output
    bool synthetic = false;
};

/// The options of `train emotion` that say what to train on.
std::vector<Option> materialOptions();

/// Reads the data sets, or synthesizes the music, that the options name; spectrograms go to the
/// `cache` folder. Drops recordings that can't be read, with a note on standard error.
EmotionMaterial gatherMaterial(const Arguments& arguments, const std::filesystem::path& cache,
                               const LogSpectrogramOptions& spectrogram, std::uint64_t seed,
                               const Progress& progress);

}  // namespace whence
