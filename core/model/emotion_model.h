#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/model/model_info.h"
#include "core/progress.h"

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
    /// Reads a *.whence-model. Throws Error if the file is damaged, foreign, or does not fit its
    /// card.
    static EmotionModel load(const std::filesystem::path& file);

    const ModelInfo& info() const;

    /// The prediction for one window. The spectrogram must have been computed with
    /// info().spectrogram; it is cut or looped to info().windowFrames from its first frame on.
    Prediction predict(const LogSpectrogram& spectrogram) const;

    /// predict() for windows that are made when they are needed: window(i) for i = 0 … count - 1.
    std::vector<Prediction> predict(int count, const std::function<LogSpectrogram(int)>& window,
                                    const Progress& progress = {}) const;

private:
    // (spectrogram of exactly windowFrames) → Prediction
    using Network = std::function<Prediction(const LogSpectrogram&)>;
    std::shared_ptr<const ModelInfo> m_info;
    Network m_network;
};

}  // namespace whence
