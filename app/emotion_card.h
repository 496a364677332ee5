#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/emotion_material.h"
#include "core/evaluation/metrics.h"

namespace whence {

/// What the user says of a model.
struct CardTexts {
    std::string name;
    std::string licence;
    std::string command;  // that makes the model again
    double windowSeconds = 40.0;
    bool halfPrecision = false;
};
CardTexts cardTexts(const Arguments& arguments, const std::vector<Option>& options);

/// Agreement on one test set, by output.
struct TestFigures {
    std::string set;
    std::map<std::string, Metrics> metrics;
};

/// Writes the model with its full card: held-out quality, reference statistics, label ranges, the
/// embedding's statistics, the weights of the emotion layer against where they started. Returns the
/// figures on all test sets.
std::vector<TestFigures> writeTrainedModel(const std::filesystem::path& file,
                                           const EmotionMaterial& material,
                                           const EmotionTrainingOptions& options,
                                           const TrainedNetwork& trained, const CardTexts& texts,
                                           const Progress& progress);

/// A table of all figures: mean and, of several runs, deviation.
std::string figuresText(const std::vector<std::vector<TestFigures>>& runs);

}  // namespace whence
