#include "core/evaluation/model_quality.h"

namespace whence {

namespace {

/// The values of one output, features first, in all predictions.
std::vector<double> valuesOf(const std::vector<Prediction>& predictions, bool ofEmotions,
                             std::size_t output)
{
    std::vector<double> values;
    for (const Prediction& prediction : predictions)
        values.push_back((ofEmotions ? prediction.emotions : prediction.features)[output]);
    return values;
}

void measureOutputs(std::map<std::string, Metrics>& result, const std::vector<std::string>& names,
                    const std::vector<Prediction>& predictions,
                    const std::vector<LabelledClip>& clips, bool ofEmotions)
{
    for (std::size_t output = 0; output < names.size(); ++output) {
        const std::vector<double> values = valuesOf(predictions, ofEmotions, output);
        std::vector<double> predicted;
        std::vector<double> truth;
        for (std::size_t i = 0; i < clips.size(); ++i) {
            const auto& labels = ofEmotions ? clips[i].emotions : clips[i].features;
            if (labels.empty())
                continue;
            predicted.push_back(values[i]);
            truth.push_back(labels[output]);
        }
        if (!truth.empty())
            result[names[output]] = computeMetrics(predicted, truth);
    }
}

ReferenceStatistics statisticsOf(const std::vector<double>& values)
{
    const MeanAndDeviation all = overRuns(values);
    return {.mean = all.mean, .standardDeviation = all.deviation};
}

}  // namespace

std::vector<Prediction> predictClips(const EmotionModel& model,
                                     const std::vector<LabelledClip>& clips,
                                     const Progress& progress)
{
    return model.predict(
        int(clips.size()),
        [&](int i) {
            return unpackWindow(clips[std::size_t(i)].spectrogram(), 0, model.info().windowFrames);
        },
        progress);
}

std::map<std::string, Metrics> measureQuality(const ModelInfo& model,
                                              const std::vector<Prediction>& predictions,
                                              const std::vector<LabelledClip>& clips)
{
    std::map<std::string, Metrics> result;
    measureOutputs(result, model.features, predictions, clips, false);
    measureOutputs(result, model.emotions, predictions, clips, true);
    return result;
}

std::map<std::string, ReferenceStatistics> referenceStatistics(
    const ModelInfo& model, const std::vector<Prediction>& predictions)
{
    std::map<std::string, ReferenceStatistics> result;
    for (std::size_t i = 0; i < model.features.size(); ++i)
        result[model.features[i]] = statisticsOf(valuesOf(predictions, false, i));
    for (std::size_t i = 0; i < model.emotions.size(); ++i)
        result[model.emotions[i]] = statisticsOf(valuesOf(predictions, true, i));
    return result;
}

}  // namespace whence
