#include "ui/window_work.h"

#include "core/audio/resample.h"
#include "core/content_hash.h"
#include "core/explain/window_analysis.h"
#include "ui/stem_reader.h"

namespace whence {

std::shared_ptr<const Analysis> predictWindow(const Analysis& predicted, const Window& window,
                                              const Recording& recording, const EmotionModel& model,
                                              const Progress& progress)
{
    const AudioBuffer part =
        readPart(recording, {window.start, window.length}, progress.part(0.0, 0.5));
    const AudioBuffer mono = resample(downmix(part), model.info().spectrogram.sampleRate);
    auto analysis = std::make_shared<Analysis>(predicted);
    analysis->window = window;
    hearWindow(*analysis, mono, model);
    progress.report(1.0);
    return analysis;
}

Explained explainBySound(const Analysis& asked, const Recording& recording, const StemSounds& stems,
                         const EmotionModel& model, const AnalysisMemory& memory,
                         const Progress& progress)
{
    const TimeRange range =
        surroundings(asked.window, asked.track.duration, asked.options.shiftRange, 0.0);
    const WindowSound sound = readWindowSound(
        recording, stems, range, asked.model.spectrogram.sampleRate, progress.part(0.0, 0.1));
    auto analysis = std::make_shared<Analysis>(asked);
    if (auto known = memory.find(asked)) {
        *analysis = std::move(*known);
    } else {
        explainWindow(*analysis, sound, model, progress.part(0.1, 1.0));
        memory.keep(*analysis);
    }
    return {analysis,
            std::make_shared<const StemSet>(placeWindow(sound.mono, sound.start, asked.window))};
}

Analysis predictAlong(const Recording& recording, const EmotionModel& model,
                      const AnalysisMemory& memory, IncomingPredictions& incoming,
                      const Progress& progress)
{
    const ModelInfo& info = model.info();
    Analysis analysis;
    analysis.track = describeTrack(recording, progress.part(0.0, 0.1));
    analysis.model = info;
    analysis.version = programVersion();
    analysis.commit = programCommit();
    if (auto known = memory.find(analysis))
        return std::move(*known);
    // Window after window, so that each is seen as soon as it is predicted.
    std::vector<Prediction> predictions;
    const auto predict = [&](const LogSpectrogram& window) {
        predictions.push_back(model.predict(window));
        incoming = std::make_shared<const std::vector<Prediction>>(predictions);
        return predictions.back();
    };
    ModelInfo card = info;
    card.normalizesInput = false;  // the model itself does
    analysis.timeline = predictTimeline(recording, EmotionModel(card, predict), info.windowSeconds,
                                        analysis.options.timelineHop, progress.part(0.1, 1.0));
    memory.keep(analysis);
    return analysis;
}

Analysis withStems(Analysis asked, const std::filesystem::path& folder, const Recording& recording)
{
    if (!folder.empty() && folder != recording.file)
        asked.stemsSha256 = contentHash(folder);
    return asked;
}

}  // namespace whence
