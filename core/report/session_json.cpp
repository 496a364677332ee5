#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/report/analysis_json.h"
#include "core/report/json_node.h"
#include "core/report/session.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr double kLongest = 1e7;  // s, of any recording
constexpr double kLoudest = 1e3;  // dB, to either side
constexpr double kSlowest = 0.5;  // of the speeds of playing
constexpr double kFastest = 2.0;  // likewise
constexpr int kMaxStems = 64;
constexpr int kMaxStates = 1000;
constexpr double kMostOutput = 1e6;  // of a model, to either side

Json spanOf(const std::optional<SessionSpan>& span)
{
    return span ? Json{{"start", span->start}, {"end", span->end}} : Json(nullptr);
}

Json stemsOf(const std::map<std::string, SessionStem>& stems)
{
    Json result = Json::object();
    for (const auto& [name, stem] : stems)
        result[name] = {{"gain", stem.gain}, {"muted", stem.isMuted}, {"solo", stem.isSolo}};
    return result;
}

Json viewOf(const SessionView& view)
{
    return {
        {"visible", spanOf(view.visible)}, {"selection", spanOf(view.selection)},
        {"position", view.position},       {"speed", view.speed},
        {"looping", view.isLooping},       {"emotion", view.emotion},
        {"feature", view.feature},         {"stem", view.stem},
        {"stems", stemsOf(view.stems)},
    };
}

Json annotationsOf(const std::vector<Annotation>& annotations)
{
    Json result = Json::array();
    for (const Annotation& annotation : annotations)
        result.push_back(
            {{"start", annotation.start}, {"end", annotation.end}, {"label", annotation.label}});
    return result;
}

Json outputsOf(const std::vector<std::string>& names, const std::vector<double>& values)
{
    Json result = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i)
        result[names[i]] = values[i];
    return result;
}

Json predictionOf(const ModelInfo& model, const Prediction& prediction)
{
    return {{"features", outputsOf(model.features, prediction.features)},
            {"emotions", outputsOf(model.emotions, prediction.emotions)}};
}

/// Those of the analysis' model: its names tell what the values are.
Json statesOf(const Session& session)
{
    Json result = Json::array();
    for (const WhatIfState& state : session.states) {
        if (!session.analysis || state.model != session.analysis->model.id)
            continue;
        Json gains = Json::array();
        for (std::size_t i = 0; i < state.stems.size(); ++i)
            gains.push_back(
                {{"stem", state.stems[i]},
                 {"gain", std::isinf(state.gains[i]) ? Json(nullptr) : Json(state.gains[i])}});
        result.push_back({{"windowStart", state.windowStart},
                          {"gains", gains},
                          {"unchanged", predictionOf(session.analysis->model, state.unchanged)},
                          {"changed", predictionOf(session.analysis->model, state.changed)}});
    }
    return result;
}

Json sessionOf(const Session& session, const fs::path& folder)
{
    const fs::path relative = session.recording.lexically_relative(folder);
    return {
        {"format", kFormat},
        {"recording",
         {{"path", session.recording.string()},
          {"relative", relative.string()},
          {"sha256", session.recordingHash}}},
        {"stemFolder", session.stemFolder.string()},
        {"model", session.model.string()},
        {"separator", session.separator.string()},
        {"instrumental", session.instrumental},
        {"window", session.window ? Json(*session.window) : Json(nullptr)},
        {"view", viewOf(session.view)},
        {"annotations", annotationsOf(session.annotations)},
        {"whatIfs", statesOf(session)},
        {"file", session.file.string()},
    };
}

double readNumber(const JsonNode& node, double minimum, double maximum)
{
    const double value = node.number();
    if (!(value >= minimum && value <= maximum))
        node.fail("is out of its range");
    return value;
}

std::optional<SessionSpan> readSpan(const JsonNode& node)
{
    if (node.isNull())
        return std::nullopt;
    const SessionSpan span{readNumber(node.at("start"), -kLongest, kLongest),
                           readNumber(node.at("end"), -kLongest, kLongest)};
    if (span.end <= span.start)
        node.fail("ends before it starts");
    return span;
}

SessionView readView(const JsonNode& node)
{
    SessionView view;
    view.visible = readSpan(node.at("visible"));
    view.selection = readSpan(node.at("selection"));
    view.position = readNumber(node.at("position"), 0.0, kLongest);
    view.speed = readNumber(node.at("speed"), kSlowest, kFastest);
    view.isLooping = node.at("looping").flag();
    view.emotion = node.at("emotion").text();
    view.feature = node.at("feature").text();
    view.stem = node.at("stem").text();
    const JsonNode stems = node.at("stems");
    if (stems.keys().size() > kMaxStems)
        stems.fail("has more than " + std::to_string(kMaxStems) + " entries");
    for (const std::string& name : stems.keys()) {
        const JsonNode stem = stems.at(name);
        view.stems[name] = {readNumber(stem.at("gain"), -kLoudest, kLoudest),
                            stem.at("muted").flag(), stem.at("solo").flag()};
    }
    return view;
}

std::vector<Annotation> readLabels(const JsonNode& node)
{
    const std::vector<JsonNode> items = node.items();
    if (items.size() > mostAnnotations)
        node.fail("has more than " + std::to_string(mostAnnotations) + " entries");
    std::vector<Annotation> annotations;
    for (const JsonNode& item : items) {
        const double start = readNumber(item.at("start"), 0.0, latestAnnotation);
        const double end = readNumber(item.at("end"), 0.0, latestAnnotation);
        if (end < start)
            item.fail("ends before it starts");
        annotations.push_back({start, end, cleanLabel(item.at("label").text())});
    }
    sortAnnotations(annotations);
    return annotations;
}

std::vector<double> readOutputs(const JsonNode& node, const std::vector<std::string>& names)
{
    std::vector<double> values;
    for (const std::string& name : names)
        values.push_back(readNumber(node.at(name), -kMostOutput, kMostOutput));
    return values;
}

Prediction readPrediction(const JsonNode& node, const ModelInfo& model)
{
    return {readOutputs(node.at("features"), model.features),
            readOutputs(node.at("emotions"), model.emotions),
            {}};
}

std::vector<WhatIfState> readStates(const JsonNode& node, const ModelInfo& model)
{
    const std::vector<JsonNode> items = node.items();
    if (items.size() > kMaxStates)
        node.fail("has more than " + std::to_string(kMaxStates) + " entries");
    std::vector<WhatIfState> states;
    for (const JsonNode& item : items) {
        WhatIfState state;
        state.model = model.id;
        state.windowStart = readNumber(item.at("windowStart"), 0.0, kLongest);
        const std::vector<JsonNode> gains = item.at("gains").items();
        if (gains.size() > kMaxStems)
            item.at("gains").fail("has more than " + std::to_string(kMaxStems) + " entries");
        for (const JsonNode& gain : gains) {
            state.stems.push_back(gain.at("stem").text());
            state.gains.push_back(gain.at("gain").isNull()
                                      ? -std::numeric_limits<double>::infinity()
                                      : readNumber(gain.at("gain"), -kLoudest, kLoudest));
        }
        state.unchanged = readPrediction(item.at("unchanged"), model);
        state.changed = readPrediction(item.at("changed"), model);
        states.push_back(std::move(state));
    }
    return states;
}

}  // namespace

std::string toJson(const Session& session, const fs::path& folder)
{
    Json root = Json::object();
    if (session.analysis)
        root = Json::parse(toJson(*session.analysis));
    root["session"] = sessionOf(session, folder);
    return root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Session parseSession(const std::string& json, const fs::path& file)
{
    const JsonNode root = JsonNode::parse(json, file.string());
    if (!root.has("session"))
        root.fail("is no session of Whence");
    const JsonNode node = root.at("session");
    node.at("format").integer(kFormat, kFormat);
    Session session;
    session.recording = node.at("recording").at("path").text();
    session.relativeRecording = node.at("recording").at("relative").text();
    session.recordingHash = node.at("recording").at("sha256").text();
    session.stemFolder = node.at("stemFolder").text();
    session.model = node.at("model").text();
    session.separator = node.at("separator").text();
    session.instrumental = node.at("instrumental").flag();
    if (!node.at("window").isNull())
        session.window = readNumber(node.at("window"), 0.0, kLongest);
    session.view = readView(node.at("view"));
    session.file = node.at("file").text();
    if (session.recording.empty())
        node.at("recording").at("path").fail("is empty");
    if (root.has("schema"))
        session.analysis = std::make_shared<const Analysis>(parseAnalysis(json, file.string()));
    // Sessions of earlier programs have neither.
    if (node.has("annotations"))
        session.annotations = readLabels(node.at("annotations"));
    if (node.has("whatIfs") && session.analysis)
        session.states = readStates(node.at("whatIfs"), session.analysis->model);
    if (session.analysis && session.analysis->track.sha256 != session.recordingHash)
        node.at("recording").at("sha256").fail("is not that of the track");
    return session;
}

}  // namespace whence
