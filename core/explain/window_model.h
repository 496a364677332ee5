#pragma once

#include <functional>
#include <vector>

#include "core/model/emotion_model.h"
#include "core/progress.h"

namespace whence {

/// What a model hears in one window of its length.
using PredictSpectrogram = std::function<Prediction(const LogSpectrogram&)>;

/// A model as explanations ask it: windows of one length in, predictions out. Every EmotionModel is
/// one, and so is a function of a spectrogram.
class WindowModel {
public:
    WindowModel(const EmotionModel& model);  // converts, so that explanations take a model as it is
    WindowModel(PredictSpectrogram predict, const LogSpectrogramOptions& spectrogram,
                int windowFrames);

    const LogSpectrogramOptions& spectrogram() const { return m_spectrogram; }
    int windowFrames() const { return m_windowFrames; }

    /// The predictions for window(0) to window(count − 1), which are made when they are needed.
    std::vector<Prediction> predict(int count, const std::function<LogSpectrogram(int)>& window,
                                    const Progress& progress = {}) const;

private:
    using PredictWindows = std::function<std::vector<Prediction>(
        int, const std::function<LogSpectrogram(int)>&, const Progress&)>;
    PredictWindows m_predict;
    LogSpectrogramOptions m_spectrogram;
    int m_windowFrames = 0;
};

}  // namespace whence
