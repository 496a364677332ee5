#include "ui/window_work.h"

#include "core/audio/resample.h"
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

Explained explainBySound(const Analysis& known, const Recording& recording, const StemSounds& stems,
                         const EmotionModel& model, const Progress& progress)
{
    const TimeRange range =
        surroundings(known.window, known.track.duration, known.options.shiftRange, 0.0);
    const WindowSound sound = readWindowSound(
        recording, stems, range, known.model.spectrogram.sampleRate, progress.part(0.0, 0.1));
    auto analysis = std::make_shared<Analysis>(known);
    explainWindow(*analysis, sound, model, progress.part(0.1, 1.0));
    return {analysis,
            std::make_shared<const StemSet>(placeWindow(sound.mono, sound.start, known.window))};
}

}  // namespace whence
