#include "core/model/emotion_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/error.h"
#include "core/model/emotion_network.h"
#include "core/model/folded_convolution.h"
#include "core/model/rf_resnet_layout.h"
#include "core/tensors/network_library.h"

namespace whence {

namespace {

const std::string fileKind = "whence-model";
const std::string embeddingMeanName = "reference.embedding_mean";
const std::string embeddingPrecisionName = "reference.embedding_precision";

/// From pooled feature maps to features to emotions: two linear layers.
struct Head {
    std::vector<std::vector<float>> featureWeights;  // feature × embedding
    std::vector<double> featureBiases;
    std::vector<std::vector<float>> emotionWeights;  // emotion × feature
    std::vector<float> emotionBiases;                // may be empty
};

std::vector<std::vector<float>> rows(const Tensor& matrix)
{
    const auto count = std::size_t(matrix.shape[0]);
    const std::size_t size = matrix.values.size() / count;
    std::vector<std::vector<float>> result;
    for (std::size_t row = 0; row < count; ++row)
        result.emplace_back(matrix.values.begin() + std::ptrdiff_t(row * size),
                            matrix.values.begin() + std::ptrdiff_t((row + 1) * size));
    return result;
}

Head makeHead(const ModelInfo& info, const TensorMap& tensors)
{
    Head head;
    if (info.conceptLayer == ConceptLayer::Convolution) {
        // Pooling, convolution and batch norm are linear: pooling may come first.
        const FoldedConvolution folded =
            foldConvolution(tensors, "concepts_layer.0", "concepts_layer.1");
        head.featureWeights = rows(folded.weight);
        head.featureBiases.assign(folded.shift.values.begin(), folded.shift.values.end());
    } else {
        head.featureWeights = rows(tensors.at("concepts_layer.2.weight"));
        head.featureBiases.resize(info.features.size(), 0.0);
    }
    head.emotionWeights = info.weights;
    head.emotionBiases = info.biases;
    return head;
}

Prediction predictFrom(std::vector<float> embedding, const Head& head)
{
    Prediction prediction;
    for (std::size_t i = 0; i < head.featureWeights.size(); ++i)
        prediction.features.push_back(std::inner_product(embedding.begin(), embedding.end(),
                                                         head.featureWeights[i].begin(),
                                                         head.featureBiases[i]));
    for (std::size_t i = 0; i < head.emotionWeights.size(); ++i)
        prediction.emotions.push_back(std::inner_product(
            prediction.features.begin(), prediction.features.end(), head.emotionWeights[i].begin(),
            head.emotionBiases.empty() ? 0.0 : head.emotionBiases[i]));
    prediction.embedding = std::move(embedding);
    return prediction;
}

Trunk makeTrunk(const ModelInfo& info, const TensorMap& tensors)
{
    const TrunkOptions options{.baseChannels = info.baseChannels,
                               .bands = int(makeLogFilterbank(info.spectrogram).bands.size()),
                               .frames = info.windowFrames};
    Trunk trunk;
    reinterpret_cast<decltype(&whenceMakeTrunk)>(networkFunction("whenceMakeTrunk"))(
        tensors, options, trunk);
    return trunk;
}

/// The card's weights and biases from the linear head.
void takeWeights(ModelInfo& info, const TensorMap& tensors)
{
    info.weights.clear();
    info.biases.clear();
    if (const auto found = tensors.find("feed_forward.weight"); found != tensors.end())
        info.weights = rows(found->second);
    if (const auto found = tensors.find("feed_forward.bias"); found != tensors.end())
        info.biases = found->second.values;
}

/// The card with the weights of the network, if the tensors are those it describes.
ModelInfo checkedCard(const ModelInfo& info, const TensorMap& tensors, const std::string& file)
{
    RfResnetOptions options = networkOptions(info);
    options.emotionBias = tensors.contains("feed_forward.bias");
    checkRfResnetTensors(tensors, options, file);
    ModelInfo card = info;
    takeWeights(card, tensors);
    return card;
}

EmotionModel::Network makeNetwork(const ModelInfo& info, const TensorMap& tensors)
{
    return [trunk = makeTrunk(info, tensors), head = makeHead(info, tensors)](
               const LogSpectrogram& window) { return predictFrom(trunk(window), head); };
}

/// Row after row from the diagonal on: half of a symmetric matrix.
std::vector<float> upperTriangle(const std::vector<float>& matrix, std::size_t size)
{
    std::vector<float> result;
    for (std::size_t row = 0; row < size; ++row)
        for (std::size_t column = row; column < size; ++column)
            result.push_back(matrix[row * size + column]);
    return result;
}

std::vector<float> symmetricMatrix(const std::vector<float>& triangle, std::size_t size)
{
    std::vector<float> result(size * size);
    auto value = triangle.begin();
    for (std::size_t row = 0; row < size; ++row)
        for (std::size_t column = row; column < size; ++column)
            result[row * size + column] = result[column * size + row] = *value++;
    return result;
}

void addEmbeddingStatistics(TensorMap& tensors, const ModelInfo& info)
{
    const std::size_t size = info.embeddingMean.size();
    if (size == 0)
        return;
    assert(info.embeddingPrecision.size() == size * size);
    const std::vector<float> triangle = upperTriangle(info.embeddingPrecision, size);
    tensors[embeddingMeanName] = {{std::int64_t(size)}, info.embeddingMean};
    tensors[embeddingPrecisionName] = {{std::int64_t(triangle.size())}, triangle};
}

/// Moves the statistics from the tensors, if they are there, to the card.
void takeEmbeddingStatistics(TensorMap& tensors, ModelInfo& info, const std::string& file)
{
    const auto mean = tensors.extract(embeddingMeanName);
    const auto precision = tensors.extract(embeddingPrecisionName);
    if (mean.empty() && precision.empty())
        return;
    const std::size_t size = 4 * std::size_t(info.baseChannels);
    const auto isSound = [](const auto& node, std::size_t count) {
        return !node.empty() && node.mapped().values.size() == count &&
               std::ranges::all_of(node.mapped().values, [](float v) { return std::isfinite(v); });
    };
    if (!isSound(mean, size) || !isSound(precision, size * (size + 1) / 2))
        throw Error("The file " + file + " is damaged: its reference statistics do not fit.");
    info.embeddingMean = mean.mapped().values;
    info.embeddingPrecision = symmetricMatrix(precision.mapped().values, size);
}

void normalize(std::vector<float>& values)
{
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    double squares = 0.0;
    for (const float value : values)
        squares += (value - mean) * (value - mean);
    const double deviation = std::sqrt(squares / double(values.size()));
    for (float& value : values)
        value = deviation > 1e-6 ? float((value - mean) / deviation) : 0.0f;
}

}  // namespace

EmotionModel::EmotionModel(ModelInfo info, Network network)
    : m_info(std::make_shared<const ModelInfo>(std::move(info))), m_network(std::move(network))
{
}

EmotionModel EmotionModel::load(const std::filesystem::path& file)
{
    const StoredModel stored = readStoredModel(file);
    return {stored.info, makeNetwork(stored.info, stored.tensors)};
}

EmotionModel EmotionModel::fromTensors(const ModelInfo& info, const TensorMap& tensors)
{
    const ModelInfo card = checkedCard(info, tensors, info.name);
    return {card, makeNetwork(card, tensors)};
}

const ModelInfo& EmotionModel::info() const
{
    return *m_info;
}

Prediction EmotionModel::predict(const LogSpectrogram& spectrogram) const
{
    assert(spectrogram.options == m_info->spectrogram);
    return m_network(networkInput(spectrogram, *m_info));
}

std::vector<Prediction> EmotionModel::predict(int count,
                                              const std::function<LogSpectrogram(int)>& window,
                                              const Progress& progress) const
{
    // One window at a time: batches take more time per window and more memory.
    std::vector<Prediction> predictions;
    for (int i = 0; i < count; ++i) {
        predictions.push_back(predict(window(i)));
        progress.report(double(i + 1) / count);
    }
    return predictions;
}

StoredModel readStoredModel(const std::filesystem::path& file)
{
    const std::string name = file.filename().string();
    TensorFile content = readTensorFile(file, fileKind);
    ModelInfo info = parseModelInfo(content.card, name);
    info.id = content.sha256;
    takeEmbeddingStatistics(content.tensors, info, name);
    checkRfResnetTensors(content.tensors, networkOptions(info), name);
    ModelInfo expected = info;
    takeWeights(expected, content.tensors);
    if (expected.weights != info.weights || expected.biases != info.biases)
        throw Error("The file " + name + " is damaged: its card and its network disagree.");
    return {std::move(info), std::move(content.tensors)};
}

ModelInfo readModelInfo(const std::filesystem::path& file)
{
    return readStoredModel(file).info;
}

LogSpectrogram networkInput(const LogSpectrogram& spectrogram, const ModelInfo& info)
{
    LogSpectrogram window = sliceOrLoop(spectrogram, 0, info.windowFrames);
    if (info.normalizesInput)
        normalize(window.values);
    return window;
}

ModelInfo writeEmotionModel(const std::filesystem::path& file, const ModelInfo& info,
                            const TensorMap& tensors, TensorPrecision precision)
{
    TensorMap stored = tensors;
    for (auto& [name, tensor] : stored)
        tensor = asStored(tensor, precision);
    ModelInfo card = checkedCard(info, stored, file.filename().string());
    addEmbeddingStatistics(stored, card);
    card.id = writeTensorFile(file, {fileKind, toJson(card), stored, {}}, precision);
    return card;
}

}  // namespace whence
