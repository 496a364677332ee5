#include "core/analysis.h"

#include <algorithm>
#include <cmath>

#include "core/audio/resample.h"
#include "core/content_hash.h"
#include "core/error.h"
#include "core/explain/window_analysis.h"
#include "core/explain/wording.h"
#include "core/separation/stem_folder.h"

namespace whence {

namespace {

constexpr double separationMargin = 2.0;  // s of music that the separator hears around the window
constexpr double shortestLoop = 3.0;      // s; what is shorter drifts when it is repeated
constexpr float silence = 3.16e-5f;       // -90 dB of full scale

void refuseNonsense(const AnalysisOptions& options)
{
    const auto isPositive = [](double value) { return std::isfinite(value) && value > 0.0; };
    if (!isPositive(options.timelineHop))
        throw Error("The hop of the timeline must be longer than 0 s.");
    if (options.shifts < 0 || options.shifts > 1000)
        throw Error("The window can be moved 0 to 1000 times.");
    if (!isPositive(options.shiftRange))
        throw Error("The window must be moved by more than 0 s.");
    if (!isPositive(options.lime.kernelWidth) || !(options.lime.ridge >= 0.0))
        throw Error("LIME needs a kernel width above 0 and a ridge of at least 0.");
}

// The stems of a part of the recording, by the authors' mono route or ours.
StemSet separatePart(const AudioBuffer& part, const Separator& separator, int modelRate,
                     const SeparationOptions& options, bool parity, const Progress& progress)
{
    if (!parity)
        return separator.separate(part, options, progress);
    const AudioBuffer mono = resample(downmix(part), modelRate);
    return separator.separate(resample(mono, separator.info().sampleRate), options, progress);
}

// separatePart(), or what the cache kept of it.
StemSet separateAround(Analysis& analysis, const AudioBuffer& part, const TimeRange& range,
                       const StemSource& source, const Progress& progress)
{
    const bool parity = analysis.options.parity;
    SeparationOptions options = analysis.options.separation;
    if (parity)
        options.highBand = HighBand::Drop;
    const int modelRate = analysis.model.spectrogram.sampleRate;
    const StemKey key{analysis.track.sha256, source.separator->info().id, options, range,
                      parity ? "parity " + std::to_string(modelRate) : ""};
    CachedStems result = separateOnce(
        source.cache ? &*source.cache : nullptr, key,
        [&](const Progress& separation) {
            return separatePart(part, *source.separator, modelRate, options, parity, separation);
        },
        progress);
    std::ranges::copy(result.warnings, std::back_inserter(analysis.track.warnings));
    return std::move(result.stems);
}

// "residual", or another name if a stem is called so.
std::string residualName(const StemSet& stems)
{
    std::string name = "residual";
    for (int i = 2; std::ranges::find(stems.names, name) != stems.names.end(); ++i)
        name = "residual " + std::to_string(i);
    return name;
}

WindowSound listenAround(Analysis& analysis, const Recording& recording, const StemSource& source,
                         const Progress& progress)
{
    const AnalysisOptions& options = analysis.options;
    const double range = options.shifts > 0 ? options.shiftRange : 0.0;
    const TimeRange around =
        surroundings(analysis.window, recording.duration, range, separationMargin);
    const AudioBuffer part = readPart(recording, around, progress.part(0.0, 0.1));
    const int rate = analysis.model.spectrogram.sampleRate;

    WindowSound sound;
    sound.start = around.start;
    sound.recording = resample(downmix(part), rate);
    sound.route = parityRoute(recording.info, rate);
    if (source.separator && !recording.samples)
        sound.stems = separateAround(analysis, part, around, source, progress.part(0.1, 0.9));
    else
        // Of a folder that is the recording, the warnings are known.
        sound.stems = readStemFolder(recording.samples ? recording.file : source.folder, part,
                                     around, recording.duration, progress.part(0.1, 0.9),
                                     recording.samples ? nullptr : &analysis.track.warnings);
    if (options.residualComponent && !sound.stems.residual.channels.empty()) {
        sound.stems.names.push_back(residualName(sound.stems));
        sound.stems.stems.push_back(std::move(sound.stems.residual));
        sound.stems.residual = {};
    }
    sound.mono = toMono(sound.stems, rate);
    progress.report(1.0);
    return sound;
}

// What a reader must know of the window that was chosen.
void warnOfWindow(Analysis& analysis)
{
    std::vector<std::string>& warnings = analysis.track.warnings;
    if (analysis.options.length.value_or(0.0) > analysis.model.windowSeconds)
        warnings.push_back("The model hears " + number(analysis.model.windowSeconds, 0) +
                           " s at once, so no more than that is explained.");
    if (analysis.window.looped && analysis.window.length < shortestLoop)
        warnings.push_back("The explained part lasts only " + number(analysis.window.length, 1) +
                           " s and is repeated to fill the model's window: short repetitions "
                           "make it hear more arousal than there is. Take 3 s or more.");
}

void warnOfSilence(Analysis& analysis, const WindowSound& sound)
{
    const StemSet recording =
        placeWindow({{"recording"}, {sound.recording}, {}, {}}, sound.start, analysis.window);
    if (peak(recording.stems.front()) < silence)
        analysis.track.warnings.push_back(
            "The explained window is silent (below −90 dB): nothing in it can be traced to a "
            "source.");
}

}  // namespace

TrackInfo describeTrack(const Recording& recording, const Progress& progress)
{
    TrackInfo track;
    // A folder may be given with a slash at the end.
    track.file = recording.file.has_filename() ? recording.file.filename().string()
                                               : recording.file.parent_path().filename().string();
    track.title = recording.info.title;
    track.artist = recording.info.artist;
    track.album = recording.info.album;
    track.format = recording.info.format;
    track.sha256 = contentHash(recording.file, progress);
    track.duration = recording.duration;
    track.sampleRate = recording.info.sampleRate;
    track.channels = recording.info.channels;
    track.loudness = recording.loudness;
    track.warnings = recording.warnings;
    if (recording.info.channels > 2)
        track.warnings.push_back("The recording has " + std::to_string(recording.info.channels) +
                                 " channels; their mean is analyzed.");
    return track;
}

AnalysisResult analyze(const std::filesystem::path& file, const EmotionModel& model,
                       const StemSource& stems, const AnalysisOptions& options,
                       const Progress& progress)
{
    refuseNonsense(options);
    const ModelInfo& info = model.info();
    Recording recording =
        readRecording(file, info.spectrogram, progress.part(0.0, 0.09, "reading"));

    AnalysisResult result;
    Analysis& analysis = result.analysis;
    analysis.options = options;
    analysis.version = programVersion();
    analysis.commit = programCommit();
    analysis.model = info;
    analysis.track = describeTrack(recording, progress.part(0.09, 0.1, "reading"));
    analysis.window =
        chooseWindow(recording.duration, info.windowSeconds, options.start, options.length);
    warnOfWindow(analysis);
    analysis.timeline = predictTimeline(recording, model, info.windowSeconds, options.timelineHop,
                                        progress.part(0.1, 0.25, "predicting along the piece"));

    const WindowSound sound = listenAround(analysis, recording, stems,
                                           progress.part(0.25, 0.5, "separating the sources"));
    warnOfSilence(analysis, sound);
    analysis.separatorName = sound.stems.origin;
    if (stems.separator && !recording.samples) {
        analysis.separatorName = stems.separator->info().name;
        analysis.separatorId = stems.separator->info().id;
        analysis.separatorNotice = stems.separator->info().notice;
    } else if (!recording.samples) {
        analysis.stemsSha256 = contentHash(stems.folder, progress.part(0.5, 0.5));
    }
    explainWindow(analysis, sound, model, progress.part(0.5, 1.0));
    result.stems = placeWindow(sound.stems, sound.start, analysis.window);
    result.spectrogram =
        amplified(std::move(recording.spectrogram), 1.0f / std::ranges::max(recording.peaks));
    return result;
}

std::string programVersion()
{
    return WHENCE_VERSION;
}

}  // namespace whence
