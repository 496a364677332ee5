#include "core/explain/timeline.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace whence {

namespace {

int frameAt(double seconds, const LogSpectrogramOptions& options)
{
    return int(std::llround(seconds * options.framesPerSecond));
}

// A window of the recording, normalized to its own peak.
LogSpectrogram windowAt(const Recording& recording, double start, int frames)
{
    const int first = frameAt(start, recording.spectrogram.options);
    const auto begin = recording.peaks.begin() + std::min(first, int(recording.peaks.size()));
    const auto end = begin + std::min<std::ptrdiff_t>(frames, recording.peaks.end() - begin);
    const float peak = begin == end ? 0.0f : *std::max_element(begin, end);
    return amplified(sliceOrLoop(recording.spectrogram, first, frames),
                     peak > 0.0f ? 1.0f / peak : 1.0f);
}

}  // namespace

std::vector<TimelinePoint> predictTimeline(const Recording& recording, const EmotionModel& model,
                                           double windowSeconds, double hop,
                                           const Progress& progress)
{
    assert(hop > 0.0 && windowSeconds > 0.0);
    std::vector<TimelinePoint> timeline;
    const double last = std::max(0.0, recording.duration - windowSeconds);
    for (int i = 0; i * hop <= last; ++i)
        timeline.push_back({i * hop, std::min(i * hop + windowSeconds, recording.duration), {}});

    std::vector<Prediction> predictions = model.predict(
        int(timeline.size()),
        [&](int i) { return windowAt(recording, timeline[i].start, model.info().windowFrames); },
        progress);
    for (std::size_t i = 0; i < timeline.size(); ++i)
        timeline[i].prediction = std::move(predictions[i]);
    return timeline;
}

}  // namespace whence
