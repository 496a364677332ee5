#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <set>

#include "core/report/analysis_json.h"
#include "core/report/json_node.h"

namespace whence {

namespace {

constexpr int kLargest = std::numeric_limits<int>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMaxComponents = 64;  // bits of a Coalition
constexpr std::size_t kMaxOutputs = 256;    // features or emotions of a model

/// Names of outputs or stems: every value is found by them, so each may be there once.
std::vector<std::string> readNames(const JsonNode& node, std::size_t limit)
{
    const std::vector<std::string> names = node.texts();
    if (names.size() > limit)
        node.fail("has more than " + std::to_string(limit) + " entries");
    if (std::set<std::string>(names.begin(), names.end()).size() != names.size())
        node.fail("names something twice");
    return names;
}

std::vector<double> readByName(const JsonNode& node, const std::vector<std::string>& names)
{
    std::vector<double> values;
    for (const std::string& name : names)
        values.push_back(node.at(name).numberOr(kUndefined));
    return values;
}

int indexOf(const std::vector<std::string>& names, const std::string& name, const JsonNode& node)
{
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        node.fail("names \"" + name + "\", which is not there");
    return int(found - names.begin());
}

/// The keys of an object, all of them names of the list, in the order of the list.
std::vector<std::string> inOrder(const JsonNode& node, const std::vector<std::string>& names)
{
    for (const std::string& key : node.keys())
        indexOf(names, key, node);
    std::vector<std::string> result;
    std::ranges::copy_if(names, std::back_inserter(result),
                         [&](const std::string& name) { return node.has(name); });
    return result;
}

/// All the names if the object has entries, else none.
std::vector<std::string> allOrNone(const JsonNode& node, const std::vector<std::string>& names)
{
    return node.keys().empty() ? std::vector<std::string>{} : names;
}

std::optional<double> readOptional(const JsonNode& node)
{
    return node.isNull() ? std::nullopt : std::optional(node.number());
}

std::uint64_t readSeed(const JsonNode& node)
{
    return std::uint64_t(node.integer(0, kLargest));
}

TrackInfo readTrack(const JsonNode& node)
{
    TrackInfo track;
    track.file = node.at("file").text();
    track.title = node.at("title").text();
    track.artist = node.at("artist").text();
    track.album = node.at("album").text();
    track.format = node.at("format").text();
    track.sha256 = node.at("sha256").text();
    track.duration = node.at("duration").number();
    track.sampleRate = node.at("sampleRate").integer(0, kLargest);
    track.channels = node.at("channels").integer(0, kLargest);
    const JsonNode loudness = node.at("loudness");
    track.loudness.integrated = loudness.at("integrated").numberOr(-kInfinity);
    track.loudness.range = loudness.at("range").numberOr(-kInfinity);
    track.loudness.truePeak = loudness.at("truePeak").numberOr(-kInfinity);
    track.warnings = node.at("warnings").texts();
    return track;
}

LogSpectrogramOptions readSpectrogramOptions(const JsonNode& node)
{
    LogSpectrogramOptions options;
    options.sampleRate = node.at("sampleRate").integer(1, kLargest);
    options.frameSize = node.at("frameSize").integer(2, 1 << 20);
    options.framesPerSecond = node.at("framesPerSecond").number();
    options.bandsPerOctave = node.at("bandsPerOctave").integer(1, 1 << 10);
    options.minFrequency = node.at("minFrequency").number();
    options.maxFrequency = node.at("maxFrequency").number();
    options.referenceFrequency = node.at("referenceFrequency").number();
    return options;
}

void readHead(const JsonNode& node, ModelInfo& model)
{
    for (const std::string& emotion : model.emotions) {
        std::vector<float> row;
        for (const double weight : readByName(node.at("weights").at(emotion), model.features))
            row.push_back(float(weight));
        model.weights.push_back(row);
        if (!node.at("biases").keys().empty())
            model.biases.push_back(float(node.at("biases").at(emotion).number()));
    }
}

std::map<std::string, LabelRange> readRanges(const JsonNode& node)
{
    std::map<std::string, LabelRange> ranges;
    for (const std::string& name : node.keys())
        ranges[name] = {node.at(name).at("minimum").number(), node.at(name).at("maximum").number()};
    return ranges;
}

void readStatistics(const JsonNode& node, ModelInfo& model)
{
    model.labelRanges = readRanges(node.at("labelRanges"));
    for (const std::string& set : node.at("labelRangesOfSets").keys())
        model.labelRangesOfSets[set] = readRanges(node.at("labelRangesOfSets").at(set));
    for (const std::string& name : node.at("reference").keys()) {
        const JsonNode entry = node.at("reference").at(name);
        model.reference[name] = {entry.at("mean").number(), entry.at("standardDeviation").number()};
    }
    for (const std::string& name : node.at("quality").keys()) {
        const JsonNode entry = node.at("quality").at(name);
        model.quality[name] = {entry.at("r").numberOr(kUndefined),
                               entry.at("r2").numberOr(kUndefined),
                               entry.at("rmse").numberOr(kUndefined)};
    }
}

ModelInfo readModel(const JsonNode& node)
{
    ModelInfo model;
    model.name = node.at("name").text();
    model.id = node.at("id").text();
    model.kind = node.at("kind").text();
    model.description = node.at("description").text();
    model.licence = node.at("licence").text();
    model.source = node.at("source").text();
    model.notice = node.at("notice").text();
    model.trainingData = node.at("trainingData").text();
    model.features = readNames(node.at("features"), kMaxOutputs);
    model.emotions = readNames(node.at("emotions"), kMaxOutputs);
    model.spectrogram = readSpectrogramOptions(node.at("spectrogram"));
    model.windowSeconds = node.at("windowSeconds").number();
    model.windowFrames = node.at("windowFrames").integer(0, kLargest);
    model.baseChannels = node.at("baseChannels").integer(0, kLargest);
    model.conceptLayer = node.at("conceptLayer").text() == "convolution" ? ConceptLayer::Convolution
                                                                         : ConceptLayer::Linear;
    model.normalizesInput = node.at("normalizesInput").flag();
    readHead(node.at("head"), model);
    model.labelScale = node.at("labelScale").text();
    model.referenceSet = node.at("referenceSet").text();
    model.qualitySet = node.at("qualitySet").text();
    readStatistics(node, model);
    model.knownFailures = node.at("knownFailures").texts();
    return model;
}

Prediction readPrediction(const JsonNode& node, const ModelInfo& model)
{
    Prediction prediction;
    const JsonNode features = node.at("features");
    const JsonNode emotions = node.at("emotions");
    prediction.features = readByName(features, allOrNone(features, model.features));
    prediction.emotions = readByName(emotions, allOrNone(emotions, model.emotions));
    return prediction;
}

void readEffects(const JsonNode& node, Analysis& analysis)
{
    if (node.keys().empty())
        return;
    for (const std::string& emotion : analysis.model.emotions) {
        std::vector<Effect> effects;
        for (const std::string& feature : analysis.model.features) {
            const JsonNode entry = node.at(emotion).at(feature);
            Effect effect;
            effect.feature = feature;
            effect.weight = entry.at("weight").numberOr(kUndefined);
            effect.value = entry.at("value").numberOr(kUndefined);
            effect.effect = entry.at("effect").numberOr(kUndefined);
            effect.relative = entry.at("relative").numberOr(kUndefined);
            effect.centered = readOptional(entry.at("centered"));
            effect.relativeCentered = readOptional(entry.at("relativeCentered"));
            effects.push_back(effect);
        }
        analysis.effects.push_back(effects);
    }
}

std::vector<double> readInteractions(const JsonNode& node, const std::vector<std::string>& stems)
{
    std::vector<double> result;
    for (const std::string& one : stems)
        for (const std::string& other : stems)
            result.push_back(one == other ? 0.0 : node.at(one).at(other).numberOr(kUndefined));
    return result;
}

std::vector<double> readCurve(const JsonNode& node)
{
    std::vector<double> result;
    for (const JsonNode& item : node.items())
        result.push_back(item.numberOr(kUndefined));
    return result;
}

SourceExplanation readSource(const JsonNode& node, const std::string& feature,
                             const std::vector<std::string>& stems)
{
    SourceExplanation source;
    source.feature = feature;
    source.stems = stems;
    source.lime.coefficients = readByName(node.at("lime"), stems);
    source.lime.intercept = node.at("intercept").numberOr(kUndefined);
    source.lime.localPrediction = node.at("localPrediction").numberOr(kUndefined);
    source.lime.r2 = node.at("fidelity").numberOr(kUndefined);
    source.lime.complexity = node.at("complexity").numberOr(kUndefined);
    source.fidelityOls = node.at("fidelityOls").numberOr(kUndefined);
    source.shapley = readByName(node.at("shapley"), stems);
    source.banzhaf = readByName(node.at("banzhaf"), stems);
    source.leaveOneOut = readByName(node.at("leaveOneOut"), stems);
    source.solo = readByName(node.at("solo"), stems);
    source.interactions = readInteractions(node.at("interactions"), stems);
    const JsonNode variance = node.at("varianceByOrder");
    source.variance.first = variance.at("first").numberOr(kUndefined);
    source.variance.second = variance.at("second").numberOr(kUndefined);
    source.variance.higher = variance.at("higher").numberOr(kUndefined);
    const JsonNode faithfulness = node.at("faithfulness");
    source.faithfulness.deletion = readCurve(faithfulness.at("deletion"));
    source.faithfulness.insertion = readCurve(faithfulness.at("insertion"));
    source.faithfulness.deletionArea = faithfulness.at("deletionArea").numberOr(kUndefined);
    source.faithfulness.insertionArea = faithfulness.at("insertionArea").numberOr(kUndefined);
    return source;
}

void readMixes(const JsonNode& root, Analysis& analysis)
{
    MixTable& table = analysis.mixes;
    table.components = readNames(root.at("components").at("names"), kMaxComponents);
    table.exhaustive = root.at("components").at("exhaustive").flag();
    for (const JsonNode& entry : root.at("mixes").items()) {
        Coalition coalition = 0;
        for (const std::string& stem : readNames(entry.at("stems"), kMaxComponents))
            coalition |= Coalition(1) << indexOf(table.components, stem, entry);
        table.coalitions.push_back(coalition);
        table.predictions.push_back(readPrediction(entry, analysis.model));
        if (entry.has("trainingDistance"))
            analysis.trainingDistances.push_back(entry.at("trainingDistance").numberOr(kUndefined));
    }
    const bool hasAll = analysis.trainingDistances.size() == table.coalitions.size();
    if (!analysis.trainingDistances.empty() && !hasAll)
        root.at("mixes").fail("has trainingDistance for some mixes only");
    if (table.exhaustive && !table.coalitions.empty() &&
        (table.components.size() > 10 ||
         table.coalitions != allCoalitions(int(table.components.size()))))
        root.at("mixes").fail("is not every mix of the components, in the order of the schema");
}

void readLevels(const JsonNode& node, Analysis& analysis)
{
    for (const std::string& stem : inOrder(node, analysis.mixes.components))
        analysis.stemLevels.push_back({stem, node.at(stem).at("relative").numberOr(-kInfinity),
                                       node.at(stem).at("nearSilent").flag()});
}

void readSources(const JsonNode& node, Analysis& analysis)
{
    for (const std::string& feature : allOrNone(node, analysis.model.features))
        analysis.sources.push_back(
            readSource(node.at(feature), feature, analysis.mixes.components));
}

void readStability(const JsonNode& node, Analysis& analysis)
{
    const std::vector<std::string>& stems = analysis.mixes.components;
    for (const std::string& feature : allOrNone(node, analysis.model.features)) {
        const JsonNode entry = node.at(feature);
        analysis.stability.push_back({feature, readByName(entry.at("minimum"), stems),
                                      readByName(entry.at("maximum"), stems),
                                      readByName(entry.at("topShare"), stems),
                                      entry.at("replicates").integer(0, kLargest)});
    }
}

/// Values of every segment by stem, made segment-major.
std::vector<double> readBySegment(const JsonNode& node, int segments,
                                  const std::vector<std::string>& stems)
{
    std::vector<double> values;
    for (const JsonNode& row : node.items())
        std::ranges::copy(readByName(row, stems), std::back_inserter(values));
    if (values.size() != std::size_t(segments) * stems.size())
        node.fail("does not have an entry for every segment");
    return values;
}

std::vector<double> readEdges(const JsonNode& node)
{
    std::vector<double> edges;
    for (const JsonNode& item : node.items())
        edges.push_back(item.number());
    if (edges.size() < 3 || std::ranges::adjacent_find(edges, std::greater_equal()) != edges.end())
        node.fail("is not at least three times that ascend");
    return edges;
}

std::optional<SegmentExplanation> readSegments(const JsonNode& root, const Analysis& analysis)
{
    if (!root.has("segments") || root.at("segments").isNull())
        return std::nullopt;
    const JsonNode node = root.at("segments");
    const std::vector<std::string>& stems = analysis.mixes.components;
    SegmentExplanation result;
    result.edges = readEdges(node.at("edges"));
    SampledExplanation& sampled = result.sampled;
    for (int segment = 0; segment < result.count(); ++segment)
        for (const std::string& stem : stems)
            sampled.components.push_back(stem + std::to_string(segment));
    if (sampled.components.empty() || sampled.components.size() > kMaxComponents)
        node.fail("has no parts, or more than " + std::to_string(kMaxComponents));
    sampled.samples = node.at("samples").integer(0, kLargest);
    sampled.exhaustive = node.at("exhaustive").flag();
    sampled.seed = readSeed(root.at("provenance").at("seed"));
    for (const std::string& feature : analysis.model.features) {
        const JsonNode entry = node.at("features").at(feature);
        LinearFit fit;
        fit.coefficients = readBySegment(entry.at("lime"), result.count(), stems);
        fit.intercept = entry.at("intercept").numberOr(kUndefined);
        fit.localPrediction = entry.at("localPrediction").numberOr(kUndefined);
        fit.r2 = entry.at("fidelity").numberOr(kUndefined);
        fit.complexity = entry.at("complexity").numberOr(kUndefined);
        sampled.fits.push_back(fit);
        sampled.standardErrors.push_back(
            readBySegment(entry.at("standardErrors"), result.count(), stems));
        sampled.topAgreement.push_back(entry.at("topAgreement").numberOr(kUndefined));
    }
    return result;
}

std::optional<SegmentRequest> readSegmentRequest(const JsonNode& node)
{
    if (node.isNull())
        return std::nullopt;
    using Rule = SegmentRequest::Rule;
    SegmentRequest request;
    const std::string rule = node.at("rule").text();
    for (const Rule each : {Rule::EqualLengths, Rule::Novelty, Rule::ByHand})
        if (rule == segmentRuleName(each))
            request.rule = each;
    if (rule != segmentRuleName(request.rule))
        node.at("rule").fail("is no rule for segments");
    if (request.rule == Rule::ByHand)
        for (const JsonNode& boundary : node.at("boundaries").items())
            request.boundaries.push_back(boundary.number());
    else
        request.count = node.at("count").integer(0, int(kMaxComponents));
    request.samples = node.at("samples").integer(0, kLargest);
    request.seed = readSeed(node.at("seed"));
    return request;
}

Chain readChain(const JsonNode& node)
{
    Chain chain;
    chain.emotion = node.at("emotion").text();
    chain.value = node.at("value").numberOr(kUndefined);
    chain.feature = node.at("feature").text();
    chain.effect = node.at("effect").numberOr(kUndefined);
    chain.relative = node.at("relative").numberOr(kUndefined);
    chain.stem = node.at("stem").text();
    chain.stemWeight = node.at("stemWeight").numberOr(kUndefined);
    chain.sentence = node.at("sentence").text();
    return chain;
}

Check readCheck(const JsonNode& node)
{
    Check check;
    check.name = node.at("name").text();
    const std::string name = node.at("status").text();
    bool known = false;
    for (const CheckStatus status :
         {CheckStatus::Ok, CheckStatus::Warning, CheckStatus::Failed, CheckStatus::Unknown})
        if (statusName(status) == name) {
            check.status = status;
            known = true;
        }
    if (!known)
        node.at("status").fail("is no status of a check");
    check.value = readOptional(node.at("value"));
    check.message = node.at("message").text();
    check.feature = node.at("feature").text();
    return check;
}

AnalysisOptions readOptions(const JsonNode& node)
{
    AnalysisOptions options;
    options.start = readOptional(node.at("start"));
    options.length = readOptional(node.at("length"));
    options.timelineHop = node.at("timelineHop").number();
    options.shifts = node.at("shifts").integer(0, kLargest);
    options.shiftRange = node.at("shiftRange").number();
    options.baselines = node.at("baselines").flag();
    options.parity = node.at("parity").flag();
    options.residualComponent = node.at("residualComponent").flag();
    options.separation.highBand =
        node.at("highBand").text() == "drop" ? HighBand::Drop : HighBand::ByMaskBelow;
    options.separation.instrumental = node.at("instrumental").flag();
    const JsonNode lime = node.at("lime");
    options.lime.kernelWidth = lime.at("kernelWidth").number();
    options.lime.ridge = lime.at("ridge").number();
    options.lime.intercept = lime.at("intercept").flag();
    options.lime.maxComponents = lime.at("maxComponents").integer(0, kLargest);
    if (node.has("segments"))
        options.segments = readSegmentRequest(node.at("segments"));
    const JsonNode thresholds = node.at("thresholds");
    options.thresholds.fidelityFailed = thresholds.at("fidelityFailed").number();
    options.thresholds.fidelityWarning = thresholds.at("fidelityWarning").number();
    options.thresholds.stabilityShare = thresholds.at("stabilityShare").number();
    options.thresholds.residualDecibels = thresholds.at("residualDecibels").number();
    options.thresholds.residualPrediction = thresholds.at("residualPrediction").number();
    options.thresholds.silentDecibels = thresholds.at("silentDecibels").number();
    options.thresholds.bleedCorrelation = thresholds.at("bleedCorrelation").number();
    options.thresholds.unlikeTrainingShare = thresholds.at("unlikeTrainingShare").number();
    options.thresholds.featureR = thresholds.at("featureR").number();
    if (thresholds.has("featureWarning")) {  // earlier versions had no such limits
        options.thresholds.featureWarning = thresholds.at("featureWarning").number();
        options.thresholds.knownCausesCases =
            thresholds.at("knownCausesCases").integer(0, kLargest);
        options.thresholds.knownCausesFailed = thresholds.at("knownCausesFailed").number();
        options.thresholds.knownCausesWarning = thresholds.at("knownCausesWarning").number();
    }
    return options;
}

}  // namespace

Analysis parseAnalysis(const std::string& json, const std::string& file)
{
    const JsonNode root = JsonNode::parse(json, file);
    if (root.at("schema").text() != "whence.analysis/1")
        root.at("schema").fail("is not \"whence.analysis/1\"");
    Analysis analysis;
    analysis.track = readTrack(root.at("track"));
    analysis.model = readModel(root.at("model"));
    analysis.separatorName = root.at("separator").at("name").text();
    analysis.separatorId = root.at("separator").at("id").text();
    analysis.stemsSha256 = root.at("separator").at("stemsSha256").text();
    analysis.separatorNotice = root.at("separator").at("notice").text();
    analysis.window.start = root.at("window").at("start").number();
    analysis.window.length = root.at("window").at("length").number();
    analysis.window.looped = root.at("window").at("looped").flag();
    for (const JsonNode& entry : root.at("timeline").items())
        analysis.timeline.push_back({entry.at("start").number(), entry.at("end").number(),
                                     readPrediction(entry, analysis.model)});
    analysis.prediction = readPrediction(root.at("prediction"), analysis.model);
    readEffects(root.at("effects"), analysis);
    readMixes(root, analysis);
    readLevels(root.at("stemLevels"), analysis);
    readSources(root.at("sources"), analysis);
    readStability(root.at("stability"), analysis);
    analysis.segments = readSegments(root, analysis);
    for (const JsonNode& entry : root.at("chain").items())
        analysis.chains.push_back(readChain(entry));
    for (const JsonNode& entry : root.at("checks").items())
        analysis.checks.push_back(readCheck(entry));
    const JsonNode provenance = root.at("provenance");
    analysis.version = provenance.at("version").text();
    analysis.commit = provenance.at("commit").text();
    analysis.command = provenance.at("command").text();
    analysis.options = readOptions(provenance.at("settings"));
    return analysis;
}

}  // namespace whence
