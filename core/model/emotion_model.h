#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/model/model_info.h"
#include "core/progress.h"
#include "core/tensors/tensor.h"
#include "core/tensors/tensor_file.h"

namespace whence {

/// What the model hears in one window; values in the order of its ModelInfo, about -1 to 1.
struct Prediction {
    std::vector<double> features;
    std::vector<double> emotions;
    std::vector<float> embedding;  // pooled feature maps before the feature layer

    bool operator==(const Prediction&) const = default;
};

/// A trained network with its card. Cheap to copy, safe to call from any thread.
class EmotionModel {
public:
    /// (what networkInput() returns) → Prediction. Called from several threads at once.
    using Network = std::function<Prediction(const LogSpectrogram&)>;

    /// A model of any function.
    EmotionModel(ModelInfo info, Network network);

    /// Reads a *.whence-model. Throws Error if the file is damaged, foreign, or does not fit its
    /// card.
    static EmotionModel load(const std::filesystem::path& file);

    /// A network in memory (tensors under the names of rfResnetShapes()); the weights and biases of
    /// the card are taken from the tensors. Throws Error if they do not fit the card.
    static EmotionModel fromTensors(const ModelInfo& info, const TensorMap& tensors);

    const ModelInfo& info() const;

    /// The prediction for one window. The spectrogram must have been computed with
    /// info().spectrogram; it is cut or looped to info().windowFrames from its first frame on. One
    /// without frames stands for silence.
    Prediction predict(const LogSpectrogram& spectrogram) const;

    /// predict() for windows that are made when they are needed: window(i) for i = 0 … count - 1.
    std::vector<Prediction> predict(int count, const std::function<LogSpectrogram(int)>& window,
                                    const Progress& progress = {}) const;

private:
    std::shared_ptr<const ModelInfo> m_info;
    Network m_network;
};

/// The card of a *.whence-model, without the time that making its network takes. Throws Error as
/// EmotionModel::load() does.
ModelInfo readModelInfo(const std::filesystem::path& file);

/// What a model's file holds: its card and its network's weights, under the names of
/// rfResnetShapes().
struct StoredModel {
    ModelInfo info;
    TensorMap tensors;
};

/// Reads both, to go on training from. Throws Error as EmotionModel::load() does.
StoredModel readStoredModel(const std::filesystem::path& file);

/// The window as the network takes it, in training too: cut or looped to info.windowFrames, and
/// normalized to mean 0 and deviation 1 if the card says so.
LogSpectrogram networkInput(const LogSpectrogram& spectrogram, const ModelInfo& info);

/// Saves a network (tensors under the names of rfResnetShapes()) with its card; the weights and
/// biases of the card are taken from the tensors. Returns the card as load() will give it. Throws
/// Error if the tensors do not fit the card or the file can't be written.
ModelInfo writeEmotionModel(const std::filesystem::path& file, const ModelInfo& info,
                            const TensorMap& tensors,
                            TensorPrecision precision = TensorPrecision::Float32);

}  // namespace whence
