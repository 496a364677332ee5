#include "core/explain/window_model.h"

#include <utility>

namespace whence {

namespace {

std::vector<Prediction> predictOneByOne(const PredictSpectrogram& predict, int count,
                                        const std::function<LogSpectrogram(int)>& window,
                                        const Progress& progress)
{
    std::vector<Prediction> predictions;
    for (int i = 0; i < count; ++i) {
        progress.report(double(i) / count);
        predictions.push_back(predict(window(i)));
    }
    progress.report(1.0);
    return predictions;
}

}  // namespace

WindowModel::WindowModel(const EmotionModel& model)
    : m_predict(
          [model](int count, const std::function<LogSpectrogram(int)>& window,
                  const Progress& progress) { return model.predict(count, window, progress); }),
      m_spectrogram(model.info().spectrogram),
      m_windowFrames(model.info().windowFrames)
{
}

WindowModel::WindowModel(PredictSpectrogram predict, const LogSpectrogramOptions& spectrogram,
                         int windowFrames)
    : m_predict([predict = std::move(predict)](int count,
                                               const std::function<LogSpectrogram(int)>& window,
                                               const Progress& progress) {
          return predictOneByOne(predict, count, window, progress);
      }),
      m_spectrogram(spectrogram),
      m_windowFrames(windowFrames)
{
}

std::vector<Prediction> WindowModel::predict(int count,
                                             const std::function<LogSpectrogram(int)>& window,
                                             const Progress& progress) const
{
    return m_predict(count, window, progress);
}

}  // namespace whence
