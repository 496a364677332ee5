#include "core/explain/window_analysis.h"

#include <algorithm>

#include "core/explain/baselines.h"
#include "core/explain/wording.h"

namespace whence {

namespace {

// What the model hears in the recording itself, prepared by the authors' route or, without one, by
// ours.
Prediction predictRecording(const AudioBuffer& mono, const EmotionModel& model,
                            std::optional<ParityRoute> route)
{
    StemSet recording{{"recording"}, {mono}, {}, {}};
    if (!route)
        return predictMixes(recording, model, {1}).predictions.front();
    const auto window = [&](int) {
        return sliceOrLoop(computeLogSpectrogram(prepareLikeReference(mono.channels[0], *route),
                                                 model.info().spectrogram),
                           0, model.info().windowFrames);
    };
    return model.predict(1, window).front();
}

void addEffects(Analysis& analysis)
{
    for (std::size_t emotion = 0; emotion < analysis.model.emotions.size(); ++emotion) {
        analysis.effects.push_back(
            computeEffects(analysis.model, analysis.prediction, int(emotion)));
        if (analysis.options.parity)
            for (Effect& effect : analysis.effects.back()) {
                effect.centered.reset();
                effect.relativeCentered.reset();
            }
    }
}

// One fit per feature.
std::vector<LinearFit> fitFeatures(const MixTable& table, const Analysis& analysis)
{
    std::vector<LinearFit> fits;
    for (std::size_t i = 0; i < analysis.model.features.size(); ++i)
        fits.push_back(fitFeature(table, int(i), analysis.options.lime));
    return fits;
}

std::vector<StemStability> moveWindow(const Analysis& analysis, const WindowSound& sound,
                                      const EmotionModel& model, MixGain gain,
                                      const Progress& progress)
{
    std::vector<std::vector<LinearFit>> fits;  // per feature, per placement
    for (const SourceExplanation& source : analysis.sources)
        fits.push_back({source.lime});
    const auto moved = placements(analysis.window, analysis.track.duration, analysis.options.shifts,
                                  analysis.options.shiftRange);
    for (std::size_t i = 0; i < moved.size(); ++i) {
        const StemSet stems = placeWindow(sound.mono, sound.start, analysis.window, moved[i]);
        const double count = double(moved.size());
        const MixTable table =
            predictMixes(stems, model, analysis.mixes.coalitions, gain,
                         progress.part(double(i) / count, double(i + 1) / count));
        const auto fitted = fitFeatures(table, analysis);
        for (std::size_t feature = 0; feature < fits.size(); ++feature)
            fits[feature].push_back(fitted[feature]);
    }
    std::vector<StemStability> result;
    for (std::size_t feature = 0; feature < fits.size(); ++feature)
        result.push_back(summarizeStability(analysis.model.features[feature], fits[feature]));
    return result;
}

Check checkOrigin(const Analysis& analysis)
{
    const std::size_t mixes = analysis.mixes.coalitions.size();
    std::vector<std::string> facts{
        "model “" + analysis.model.name + "”", "stems by " + analysis.separatorName,
        "one window of " + number(analysis.window.length, 1) + " s from " +
            number(analysis.window.start, 1) + " s on" +
            (analysis.window.looped ? ", repeated to the model's length" : ""),
        "all " + std::to_string(mixes) + " mixes, " +
            (analysis.options.parity ? "each normalized and trimmed on its own"
                                     : "normalized alike by the peak of the full mix"),
        "LIME with kernel width " + number(analysis.options.lime.kernelWidth) + " and ridge " +
            number(analysis.options.lime.ridge)};
    std::vector<std::string> notices;
    for (const std::string& notice : {analysis.model.notice, analysis.separatorNotice})
        if (!notice.empty())
            notices.push_back(notice);
    return checkProvenance(facts, notices);
}

// Findings that the checks judge, beside what the Analysis holds.
struct Findings {
    std::vector<LinearFit> otherGain;                     // per feature
    std::vector<std::vector<BaselineEffects>> baselines;  // per feature
    std::optional<double> residualRatio;
    std::vector<StemLikeness> likeness;
};

std::vector<Check> runChecks(const Analysis& analysis, const Findings& findings)
{
    const CheckThresholds& thresholds = analysis.options.thresholds;
    const std::string otherGain =
        analysis.options.parity ? "all mixes normalized alike" : "each mix normalized on its own";
    std::vector<Check> checks;
    for (std::size_t i = 0; i < analysis.sources.size(); ++i) {
        const SourceExplanation& source = analysis.sources[i];
        checks.push_back(checkFeatureValidity(analysis.model, source.feature, thresholds));
        checks.push_back(checkKnownCauses(analysis.model, source.feature,
                                          !analysis.separatorId.empty(), thresholds));
        checks.push_back(checkResidual(source.feature, analysis.prediction.features[i],
                                       analysis.mixes.predictions.front().features[i],
                                       findings.residualRatio, thresholds));
        checks.push_back(checkNearSilentStems(source, analysis.stemLevels));
        checks.push_back(checkFidelity(source, thresholds, analysis.options.lime));
        checks.push_back(checkStability(source, analysis.stability[i], thresholds));
        checks.push_back(checkShapleyValues(source));
        checks.push_back(checkLevelSensitivity(source, findings.otherGain[i], otherGain));
        if (analysis.options.baselines)
            checks.push_back(checkBaselines(source, findings.baselines[i]));
    }
    checks.push_back(checkBleed(analysis.mixes.components, findings.likeness, thresholds));
    checks.push_back(checkUnlikeTraining(analysis.mixes, analysis.trainingDistances,
                                         analysis.options.lime.kernelWidth, thresholds));
    checks.push_back(checkOrigin(analysis));
    return checks;
}

std::vector<Chain> makeChains(const Analysis& analysis)
{
    std::vector<Chain> chains;
    for (std::size_t emotion = 0; emotion < analysis.model.emotions.size(); ++emotion)
        chains.push_back(makeChain(analysis.model, analysis.prediction, int(emotion),
                                   analysis.effects[emotion], analysis.sources, analysis.checks));
    if (chains.empty())
        chains.push_back(chainWithoutEmotions(analysis.model));
    return chains;
}

SegmentExplanation explainSegments(const Analysis& analysis, const StemSet& stems,
                                   const AudioBuffer& recording, const EmotionModel& model,
                                   MixGain gain, const Progress& progress)
{
    const SegmentRequest& request = *analysis.options.segments;
    SegmentOptions options;
    options.samples = request.samples;
    options.seed = request.seed;
    options.lime = analysis.options.lime;
    options.gain = gain;
    return explainWindowSegments(stems, recording, model, analysis.window.start, request, options,
                                 progress);
}

}  // namespace

void hearWindow(Analysis& analysis, const AudioBuffer& recording, const EmotionModel& model,
                std::optional<ParityRoute> route)
{
    analysis.prediction = predictRecording(recording, model, route);
    addEffects(analysis);
}

void explainWindow(Analysis& analysis, const WindowSound& sound, const EmotionModel& model,
                   const Progress& progress)
{
    const AnalysisOptions& options = analysis.options;
    const MixGain gain = options.parity ? MixGain::Parity : MixGain::OfFullMix;
    const MixGain otherGain = options.parity ? MixGain::OfFullMix : MixGain::OfEachMix;
    const StemSet stems = placeWindow(sound.mono, sound.start, analysis.window);
    const StemSet recording =
        placeWindow({{"recording"}, {sound.recording}, {}, {}}, sound.start, analysis.window);
    // In tables of mixes; the baselines take about half of one.
    const double tables = options.shifts + 2.0 + (options.baselines ? 0.5 : 0.0);
    const Progress whole = progress.part(0.0, options.segments ? 0.3 : 1.0);

    hearWindow(analysis, recording.stems.front(), model,
               options.parity ? std::optional(sound.route) : std::nullopt);
    analysis.stemLevels = measureStemLevels(stems, options.thresholds.silentDecibels);
    analysis.mixes = predictMixes(stems, model, allCoalitions(stems.count()), gain,
                                  whole.part(0.0, 1.0 / tables, "predicting the mixes"));
    analysis.sources = explainBySources(analysis.mixes, analysis.model, options.lime);
    analysis.trainingDistances = trainingDistances(analysis.mixes, analysis.model);
    analysis.stability =
        moveWindow(analysis, sound, model, gain,
                   whole.part(1.0 / tables, (1.0 + options.shifts) / tables, "moving the window"));

    Findings findings;
    findings.otherGain =
        fitFeatures(predictMixes(stems, model, analysis.mixes.coalitions, otherGain,
                                 whole.part((1.0 + options.shifts) / tables,
                                            (2.0 + options.shifts) / tables, "changing the level")),
                    analysis);
    if (options.baselines)
        findings.baselines =
            compareBaselines(stems, model, analysis.sources, gain,
                             whole.part((2.0 + options.shifts) / tables, 1.0, "taking stems away"));
    findings.residualRatio = residualRatio(placeWindow(sound.stems, sound.start, analysis.window));
    findings.likeness = compareStems(stems, model.info().spectrogram);
    analysis.checks = runChecks(analysis, findings);
    analysis.chains = makeChains(analysis);
    if (options.segments)
        analysis.segments =
            explainSegments(analysis, stems, recording.stems.front(), model, gain,
                            progress.part(0.3, 1.0, "predicting mixes of segments"));
    progress.report(1.0);
}

}  // namespace whence
