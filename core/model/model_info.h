#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/dsp/log_spectrogram.h"

namespace whence {

/// How well an output was predicted on music held out from training.
struct OutputQuality {
    double r = 0.0;     // Pearson correlation
    double r2 = 0.0;    // coefficient of determination
    double rmse = 0.0;  // on the [-1, 1] scale
};

/// Observed values of an output over a named reference set.
struct ReferenceStatistics {
    double mean = 0.0;
    double standardDeviation = 0.0;
};

/// How often the strongest stem of an output (by LIME) was its true cause, on music with known
/// causes (methods §17.3).
struct CauseAgreement {
    int cases = 0;                // clips
    double trueStems = 0.0;       // share of them, with the stems the music was made of
    double separatedStems = 0.0;  // share of them, with stems separated from the mix
};

/// The range of a label in its data set, mapped to [-1, 1] in training.
struct LabelRange {
    double minimum = 0.0;
    double maximum = 0.0;
};

/// How the feature maps become features: pooled, then a linear layer; or a 1 × 1 convolution with
/// batch norm, then pooled.
enum class ConceptLayer { Linear, Convolution };

/// The card of an emotion model; saved with its weights. Values by name of the output.
struct ModelInfo {
    std::string name;  // "Whence demonstration model"
    std::string id;    // SHA-256 of the file's content, set on load; not part of the JSON text
    std::string kind;  // network: "rf-resnet"
    std::string description;
    std::string licence;
    std::string source;  // where the weights are from, with commit or command
    std::string notice;  // to be shown wherever the model speaks; empty: none
    std::string trainingData;
    std::vector<std::string> features;  // in the order of the outputs
    std::vector<std::string> emotions;  // in the order of the outputs; may be empty
    LogSpectrogramOptions spectrogram;
    double windowSeconds = 40.0;
    int windowFrames = 1252;
    int baseChannels = 128;
    ConceptLayer conceptLayer = ConceptLayer::Linear;
    bool normalizesInput = false;                   // per clip to mean 0, deviation 1
    std::vector<std::vector<float>> weights;        // emotion × feature, of the linear head
    std::vector<float> biases;                      // of the emotions; empty: the head has none
    std::string labelScale;                         // "observed" or "nominal"
    std::map<std::string, LabelRange> labelRanges;  // of outputs with labels in one data set
    // Of outputs with labels in several: data set → output. Each set was scaled by its own.
    std::map<std::string, std::map<std::string, LabelRange>> labelRangesOfSets;
    std::string referenceSet;  // name of the set below; empty: no statistics
    std::map<std::string, ReferenceStatistics> reference;
    std::string qualitySet;  // held-out set of the figures below; empty: unknown
    std::map<std::string, OutputQuality> quality;
    std::string knownCausesSet;  // music and separator of the figures below; empty: unknown
    std::map<std::string, CauseAgreement> knownCauses;
    std::vector<std::string> knownFailures;  // sentences
    // What the pooled embedding is like on training data, for the check "sub-mixes unlike the
    // training data"; empty: unknown. Mean and precision are saved as tensors, not in the JSON
    // text.
    std::vector<float> embeddingMean;
    std::vector<float> embeddingPrecision;  // inverse covariance, row after row
    double embeddingDistance95 = 0.0;       // 95th percentile of the distance on training data
};

/// The card as JSON text and back. parseModelInfo throws Error, naming `file` and the value, if one
/// is missing, not finite or of the wrong type or size.
std::string toJson(const ModelInfo& info);
ModelInfo parseModelInfo(const std::string& json, const std::string& file);

/// Features, then emotions: the order of all tables.
std::vector<std::string> outputsOf(const ModelInfo& info);

/// "rhythm_stability" → "rhythm stability": names for people.
std::string displayName(const std::string& name);

}  // namespace whence
