#include "core/model/model_import.h"

#include <algorithm>
#include <string_view>

#include "core/error.h"
#include "core/model/emotion_model.h"
#include "core/model/rf_resnet_layout.h"
#include "core/tensors/checksum.h"
#include "core/tensors/pytorch_file.h"

namespace whence {

namespace {

const std::vector<std::string> midLevelFeatures = {
    "melody",     "articulation",    "rhythm_complexity", "rhythm_stability",
    "dissonance", "tonal_stability", "minorness"};

const Tensor& tensor(const TensorMap& tensors, const std::string& key, std::size_t dimensions,
                     const std::string& file)
{
    const auto found = tensors.find(key);
    if (found == tensors.end())
        throw Error("The file " + file + " lacks the tensor " + key + ".");
    if (found->second.shape.size() != dimensions)
        throw Error("The file " + file + " holds " + key +
                    " with a wrong shape: " + shapeText(found->second.shape) + ".");
    return found->second;
}

/// CPResnet_BackProp of midlevel_general calls its feature layer feed_forward and has no emotions.
constexpr std::string_view featureLayer = "feed_forward.";
constexpr std::string_view conceptLayer = "concepts_layer.";

/// A map with the keys that start with `from` starting with `to` instead.
template <typename Map>
Map withPrefix(const Map& map, std::string_view from, std::string_view to)
{
    Map result;
    for (const auto& [key, value] : map)
        result[key.starts_with(from) ? std::string(to) + key.substr(from.size()) : key] = value;
    return result;
}

void describeFeatureModel(ModelInfo& info)
{
    info.name = "Mid-level features (Chowdhury & Widmer)";
    info.description =
        "Receptive-field regularized ResNet of the repository shreyanc/midlevel_general. It "
        "predicts "
        "mid-level features only; it knows no emotions.";
    info.source = "PyTorch state dict of CPResnet_BackProp, imported from ";
    info.windowSeconds = 15.0;
    info.knownFailures = {"This model predicts features only: nothing can be said about emotions."};
}

void describeEmotionModel(ModelInfo& info)
{
    info.name = "Explainable mid-level emotion model (Chowdhury, Praher & Widmer 2021)";
    info.description =
        "Receptive-field regularized ResNet with a mid-level feature layer and a linear emotion "
        "layer, of the repository shreyanc/model_debugging.";
    info.source = "PyTorch state dict of RFResnetExplainable, imported from ";
    info.windowSeconds = 40.0;
    info.emotions = {"arousal", "valence"};
}

/// What all imports have in common: the weights say nothing of how they were trained.
void describeImport(ModelInfo& info, const std::filesystem::path& stateDict)
{
    info.kind = "rf-resnet";
    info.features = midLevelFeatures;
    info.licence = "as its authors say; the file itself names no licence";
    info.source +=
        stateDict.filename().string() + " (SHA-256 " + sha256OfFile(stateDict).substr(0, 16) + "…)";
    info.notice =
        "Imported from PyTorch weights: no reference means, label ranges or measured quality are "
        "known, so effects are raw and some checks are unknown.";
    info.trainingData = "not stated in the file";
    info.windowFrames = windowFrames(info.windowSeconds, info.spectrogram);
    info.knownFailures.push_back("Label ranges are unknown: outputs are on the scale of training.");
}

/// The outputs must be as many as the names we give them.
void checkOutputs(const TensorMap& tensors, const std::string& key, std::size_t dimensions,
                  std::size_t expected, const std::string& file)
{
    const std::int64_t count = tensor(tensors, key, dimensions, file).shape[0];
    if (count != std::int64_t(expected))
        throw Error("The file " + file + " holds " + key + " with " + std::to_string(count) +
                    " outputs, not " + std::to_string(expected) + ".");
}

TensorMap checkedFeatureModel(TensorMap tensors, const ModelInfo& info, const std::string& file)
{
    // It was of use in training only.
    std::erase_if(tensors, [](const auto& t) { return t.first.starts_with("discriminator."); });
    checkOutputs(tensors, "feed_forward.0.weight", 4, info.features.size(), file);
    const TensorShapes expected =
        withPrefix(rfResnetShapes(networkOptions(info)), conceptLayer, featureLayer);
    checkTensors(tensors, expected, file);
    return withPrefix(tensors, featureLayer, conceptLayer);
}

TensorMap checkedEmotionModel(const TensorMap& tensors, const ModelInfo& info,
                              const std::string& file)
{
    const bool isConvolution = info.conceptLayer == ConceptLayer::Convolution;
    const std::string key = isConvolution ? "concepts_layer.0.weight" : "concepts_layer.2.weight";
    checkOutputs(tensors, key, isConvolution ? 4 : 2, info.features.size(), file);
    checkOutputs(tensors, "feed_forward.weight", 2, info.emotions.size(), file);
    checkRfResnetTensors(tensors, networkOptions(info), file);
    return tensors;
}

}  // namespace

ModelInfo importPyTorchModel(const std::filesystem::path& stateDict,
                             const std::filesystem::path& modelFile)
{
    const std::string file = stateDict.filename().string();
    const TensorMap tensors = readPyTorchStateDict(stateDict);
    const bool isFeatureModel = tensors.contains("feed_forward.0.weight");

    ModelInfo info;
    if (isFeatureModel)
        describeFeatureModel(info);
    else
        describeEmotionModel(info);
    describeImport(info, stateDict);
    info.baseChannels = baseChannelsOf(tensors, "The file " + file);
    if (isFeatureModel || tensors.contains("concepts_layer.0.weight"))
        info.conceptLayer = ConceptLayer::Convolution;
    return writeEmotionModel(modelFile, info,
                             isFeatureModel ? checkedFeatureModel(tensors, info, file)
                                            : checkedEmotionModel(tensors, info, file));
}

}  // namespace whence
