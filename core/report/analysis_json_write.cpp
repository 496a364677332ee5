#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/report/analysis_json.h"

namespace whence {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// The double whose text is the shortest that gives this float: 0.1f becomes 0.1.
Json shortest(float value)
{
    if (!std::isfinite(value))
        return nullptr;
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    double result = 0.0;
    std::from_chars(text, end, result);
    return result;
}

Json byName(const std::vector<std::string>& names, const std::vector<double>& values)
{
    Json result = Json::object();
    for (std::size_t i = 0; i < values.size() && i < names.size(); ++i)
        result[names[i]] = number(values[i]);
    return result;
}

Json trackOf(const TrackInfo& track)
{
    return {
        {"file", track.file},
        {"title", track.title},
        {"artist", track.artist},
        {"album", track.album},
        {"format", track.format},
        {"sha256", track.sha256},
        {"duration", number(track.duration)},
        {"sampleRate", track.sampleRate},
        {"channels", track.channels},
        {"loudness",
         {{"integrated", number(track.loudness.integrated)},
          {"range", number(track.loudness.range)},
          {"truePeak", number(track.loudness.truePeak)}}},
        {"warnings", track.warnings},
    };
}

Json spectrogramOf(const LogSpectrogramOptions& options)
{
    return {
        {"sampleRate", options.sampleRate},
        {"frameSize", options.frameSize},
        {"framesPerSecond", number(options.framesPerSecond)},
        {"bandsPerOctave", options.bandsPerOctave},
        {"minFrequency", number(options.minFrequency)},
        {"maxFrequency", number(options.maxFrequency)},
        {"referenceFrequency", number(options.referenceFrequency)},
    };
}

Json headOf(const ModelInfo& model)
{
    Json weights = Json::object();
    Json biases = Json::object();
    for (std::size_t e = 0; e < model.emotions.size(); ++e) {
        Json row = Json::object();
        for (std::size_t f = 0; f < model.features.size(); ++f)
            row[model.features[f]] = shortest(model.weights.at(e).at(f));
        weights[model.emotions[e]] = row;
        if (!model.biases.empty())
            biases[model.emotions[e]] = shortest(model.biases.at(e));
    }
    return {{"weights", weights}, {"biases", biases}};
}

Json rangesOf(const std::map<std::string, LabelRange>& ranges)
{
    Json result = Json::object();
    for (const auto& [name, range] : ranges)
        result[name] = {{"minimum", number(range.minimum)}, {"maximum", number(range.maximum)}};
    return result;
}

Json modelOf(const ModelInfo& model)
{
    Json rangesOfSets = Json::object();
    for (const auto& [set, ranges] : model.labelRangesOfSets)
        rangesOfSets[set] = rangesOf(ranges);
    Json reference = Json::object();
    for (const auto& [name, statistics] : model.reference)
        reference[name] = {{"mean", number(statistics.mean)},
                           {"standardDeviation", number(statistics.standardDeviation)}};
    Json quality = Json::object();
    for (const auto& [name, value] : model.quality)
        quality[name] = {
            {"r", number(value.r)}, {"r2", number(value.r2)}, {"rmse", number(value.rmse)}};
    return {
        {"name", model.name},
        {"id", model.id},
        {"kind", model.kind},
        {"description", model.description},
        {"licence", model.licence},
        {"source", model.source},
        {"notice", model.notice},
        {"trainingData", model.trainingData},
        {"features", model.features},
        {"emotions", model.emotions},
        {"spectrogram", spectrogramOf(model.spectrogram)},
        {"windowSeconds", number(model.windowSeconds)},
        {"windowFrames", model.windowFrames},
        {"baseChannels", model.baseChannels},
        {"conceptLayer",
         model.conceptLayer == ConceptLayer::Convolution ? "convolution" : "linear"},
        {"normalizesInput", model.normalizesInput},
        {"head", headOf(model)},
        {"labelScale", model.labelScale},
        {"labelRanges", rangesOf(model.labelRanges)},
        {"labelRangesOfSets", rangesOfSets},
        {"referenceSet", model.referenceSet},
        {"reference", reference},
        {"qualitySet", model.qualitySet},
        {"quality", quality},
        {"knownFailures", model.knownFailures},
    };
}

Json predictionOf(const Prediction& prediction, const ModelInfo& model)
{
    return {{"features", byName(model.features, prediction.features)},
            {"emotions", byName(model.emotions, prediction.emotions)}};
}

Json timelineOf(const Analysis& analysis)
{
    Json result = Json::array();
    for (const TimelinePoint& point : analysis.timeline) {
        Json entry = {{"start", number(point.start)}, {"end", number(point.end)}};
        entry.update(predictionOf(point.prediction, analysis.model));
        result.push_back(entry);
    }
    return result;
}

Json effectsOf(const Analysis& analysis)
{
    Json result = Json::object();
    for (std::size_t e = 0; e < analysis.effects.size(); ++e) {
        Json row = Json::object();
        for (const Effect& effect : analysis.effects[e])
            row[effect.feature] = {
                {"weight", number(effect.weight)},
                {"value", number(effect.value)},
                {"effect", number(effect.effect)},
                {"relative", number(effect.relative)},
                {"centered", effect.centered ? number(*effect.centered) : Json(nullptr)},
                {"relativeCentered",
                 effect.relativeCentered ? number(*effect.relativeCentered) : Json(nullptr)}};
        result[analysis.model.emotions.at(e)] = row;
    }
    return result;
}

Json interactionsOf(const SourceExplanation& source)
{
    Json result = Json::object();
    const std::size_t count = source.stems.size();
    for (std::size_t i = 0; i < count && source.interactions.size() == count * count; ++i) {
        Json row = Json::object();
        for (std::size_t k = 0; k < count; ++k)
            if (k != i)
                row[source.stems[k]] = number(source.interactions[i * count + k]);
        result[source.stems[i]] = row;
    }
    return result;
}

Json curveOf(const std::vector<double>& values)
{
    Json result = Json::array();
    for (const double value : values)
        result.push_back(number(value));
    return result;
}

Json sourcesOf(const Analysis& analysis)
{
    Json result = Json::object();
    for (const SourceExplanation& source : analysis.sources)
        result[source.feature] = {{"lime", byName(source.stems, source.lime.coefficients)},
                                  {"intercept", number(source.lime.intercept)},
                                  {"localPrediction", number(source.lime.localPrediction)},
                                  {"fidelity", number(source.lime.r2)},
                                  {"fidelityOls", number(source.fidelityOls)},
                                  {"complexity", number(source.lime.complexity)},
                                  {"shapley", byName(source.stems, source.shapley)},
                                  {"banzhaf", byName(source.stems, source.banzhaf)},
                                  {"leaveOneOut", byName(source.stems, source.leaveOneOut)},
                                  {"solo", byName(source.stems, source.solo)},
                                  {"interactions", interactionsOf(source)},
                                  {"varianceByOrder",
                                   {{"first", number(source.variance.first)},
                                    {"second", number(source.variance.second)},
                                    {"higher", number(source.variance.higher)}}},
                                  {"faithfulness",
                                   {{"deletion", curveOf(source.faithfulness.deletion)},
                                    {"insertion", curveOf(source.faithfulness.insertion)},
                                    {"deletionArea", number(source.faithfulness.deletionArea)},
                                    {"insertionArea", number(source.faithfulness.insertionArea)}}}};
    return result;
}

Json stabilityOf(const Analysis& analysis)
{
    Json result = Json::object();
    for (const StemStability& entry : analysis.stability) {
        const std::vector<std::string>& stems = analysis.mixes.components;
        result[entry.feature] = {{"minimum", byName(stems, entry.minimum)},
                                 {"maximum", byName(stems, entry.maximum)},
                                 {"topShare", byName(stems, entry.topShare)},
                                 {"replicates", entry.replicates}};
    }
    return result;
}

Json mixesOf(const Analysis& analysis)
{
    const MixTable& table = analysis.mixes;
    Json result = Json::array();
    for (std::size_t i = 0; i < table.coalitions.size(); ++i) {
        Json stems = Json::array();
        for (std::size_t k = 0; k < table.components.size(); ++k)
            if (table.coalitions[i] >> k & 1)
                stems.push_back(table.components[k]);
        Json entry = {{"stems", stems}};
        if (!analysis.trainingDistances.empty())
            entry["trainingDistance"] = number(analysis.trainingDistances.at(i));
        entry.update(predictionOf(table.predictions.at(i), analysis.model));
        result.push_back(entry);
    }
    return result;
}

Json componentsOf(const MixTable& table)
{
    const ComplexityBaseline random = randomComplexity(int(table.components.size()));
    return {
        {"names", table.components},
        {"exhaustive", table.exhaustive},
        {"randomComplexity",
         {{"mean", number(random.mean)}, {"standardDeviation", number(random.standardDeviation)}}}};
}

Json levelsOf(const Analysis& analysis)
{
    Json result = Json::object();
    for (const StemLevel& level : analysis.stemLevels)
        result[level.stem] = {{"relative", number(level.relative)},
                              {"nearSilent", level.nearSilent}};
    return result;
}

Json chainOf(const Analysis& analysis)
{
    Json result = Json::array();
    for (const Chain& chain : analysis.chains)
        result.push_back({{"emotion", chain.emotion},
                          {"value", number(chain.value)},
                          {"feature", chain.feature},
                          {"effect", number(chain.effect)},
                          {"relative", number(chain.relative)},
                          {"stem", chain.stem},
                          {"stemWeight", number(chain.stemWeight)},
                          {"sentence", chain.sentence}});
    return result;
}

Json checksOf(const Analysis& analysis)
{
    Json result = Json::array();
    for (const Check& check : analysis.checks)
        result.push_back({{"name", check.name},
                          {"status", statusName(check.status)},
                          {"value", check.value ? number(*check.value) : Json(nullptr)},
                          {"message", check.message},
                          {"feature", check.feature}});
    return result;
}

/// The values of every segment by stem, of values that are segment-major.
Json bySegment(const Analysis& analysis, const std::vector<double>& values)
{
    const std::vector<std::string>& stems = analysis.mixes.components;
    Json result = Json::array();
    for (int segment = 0; segment < analysis.segments->count(); ++segment) {
        Json row = Json::object();
        for (std::size_t i = 0; i < stems.size(); ++i)
            row[stems[i]] = number(
                values.at(SegmentExplanation::component(segment, int(i), int(stems.size()))));
        result.push_back(row);
    }
    return result;
}

Json segmentsOf(const Analysis& analysis)
{
    if (!analysis.segments)
        return nullptr;
    const SampledExplanation& sampled = analysis.segments->sampled;
    Json features = Json::object();
    for (std::size_t i = 0; i < sampled.fits.size(); ++i) {
        const LinearFit& fit = sampled.fits[i];
        features[analysis.model.features.at(i)] = {
            {"lime", bySegment(analysis, fit.coefficients)},
            {"standardErrors", bySegment(analysis, sampled.standardErrors.at(i))},
            {"intercept", number(fit.intercept)},
            {"localPrediction", number(fit.localPrediction)},
            {"fidelity", number(fit.r2)},
            {"complexity", number(fit.complexity)},
            {"topAgreement", number(sampled.topAgreement.at(i))}};
    }
    return {{"edges", curveOf(analysis.segments->edges)},
            {"samples", sampled.samples},
            {"exhaustive", sampled.exhaustive},
            {"features", features}};
}

Json requestOf(const std::optional<SegmentRequest>& request)
{
    if (!request)
        return nullptr;
    Json result = {{"rule", segmentRuleName(request->rule)}};
    if (request->rule == SegmentRequest::Rule::ByHand)
        result["boundaries"] = curveOf(request->boundaries);
    else
        result["count"] = request->count;
    result["samples"] = request->samples;
    result["seed"] = request->seed;
    return result;
}

Json thresholdsOf(const CheckThresholds& thresholds)
{
    return {
        {"fidelityFailed", number(thresholds.fidelityFailed)},
        {"fidelityWarning", number(thresholds.fidelityWarning)},
        {"stabilityShare", number(thresholds.stabilityShare)},
        {"residualDecibels", number(thresholds.residualDecibels)},
        {"residualPrediction", number(thresholds.residualPrediction)},
        {"silentDecibels", number(thresholds.silentDecibels)},
        {"bleedCorrelation", number(thresholds.bleedCorrelation)},
        {"unlikeTrainingShare", number(thresholds.unlikeTrainingShare)},
        {"featureR", number(thresholds.featureR)},
        {"featureWarning", number(thresholds.featureWarning)},
        {"knownCausesCases", thresholds.knownCausesCases},
        {"knownCausesFailed", number(thresholds.knownCausesFailed)},
        {"knownCausesWarning", number(thresholds.knownCausesWarning)},
    };
}

Json settingsOf(const AnalysisOptions& options)
{
    return {
        {"start", options.start ? number(*options.start) : Json(nullptr)},
        {"length", options.length ? number(*options.length) : Json(nullptr)},
        {"timelineHop", number(options.timelineHop)},
        {"shifts", options.shifts},
        {"shiftRange", number(options.shiftRange)},
        {"baselines", options.baselines},
        {"parity", options.parity},
        {"residualComponent", options.residualComponent},
        {"highBand", options.separation.highBand == HighBand::Drop ? "drop" : "byMaskBelow"},
        {"instrumental", options.separation.instrumental},
        {"lime",
         {{"kernelWidth", number(options.lime.kernelWidth)},
          {"ridge", number(options.lime.ridge)},
          {"intercept", options.lime.intercept},
          {"maxComponents", options.lime.maxComponents}}},
        {"segments", requestOf(options.segments)},
        {"thresholds", thresholdsOf(options.thresholds)},
    };
}

Json provenanceOf(const Analysis& analysis, const RunRecord& run)
{
    Json result = {{"program", "whence"},
                   {"version", analysis.version},
                   {"commit", analysis.commit},
                   {"command", analysis.command},
                   // Only mixes of segments are drawn at random: else every mix is computed.
                   {"seed", analysis.segments ? Json(analysis.segments->sampled.seed) : Json()},
                   {"settings", settingsOf(analysis.options)}};
    if (!run.date.empty())
        result["date"] = run.date;
    for (const auto& [stage, seconds] : run.seconds)
        result["seconds"][stage] = number(seconds);
    return result;
}

}  // namespace

std::string toJson(const Analysis& analysis, const RunRecord& run)
{
    const Json result = {
        {"schema", "whence.analysis/1"},
        {"track", trackOf(analysis.track)},
        {"model", modelOf(analysis.model)},
        {"separator",
         {{"name", analysis.separatorName},
          {"id", analysis.separatorId},
          {"stemsSha256", analysis.stemsSha256},
          {"notice", analysis.separatorNotice}}},
        {"window",
         {{"start", number(analysis.window.start)},
          {"length", number(analysis.window.length)},
          {"looped", analysis.window.looped}}},
        {"timeline", timelineOf(analysis)},
        {"prediction", predictionOf(analysis.prediction, analysis.model)},
        {"effects", effectsOf(analysis)},
        {"components", componentsOf(analysis.mixes)},
        {"stemLevels", levelsOf(analysis)},
        {"sources", sourcesOf(analysis)},
        {"stability", stabilityOf(analysis)},
        {"segments", segmentsOf(analysis)},
        {"mixes", mixesOf(analysis)},
        {"chain", chainOf(analysis)},
        {"checks", checksOf(analysis)},
        {"provenance", provenanceOf(analysis, run)},
    };
    // Names of files and tags may be no UTF-8: what is not becomes the replacement character.
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whence
