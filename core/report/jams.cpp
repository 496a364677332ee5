#include "core/report/jams.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/report/analysis_json.h"

namespace whence {

namespace {

using Json = nlohmann::ordered_json;

Json annotation(const Analysis& analysis, const std::string& nameSpace, const Json& data,
                const Json& sandbox)
{
    return {{"annotation_metadata",
             {{"curator", {{"name", ""}, {"email", ""}}},
              {"annotator", {{"model", analysis.model.name}, {"model_id", analysis.model.id}}},
              {"version", analysis.version},
              {"corpus", ""},
              {"annotation_tools", "whence " + analysis.version},
              {"annotation_rules", ""},
              {"validation", ""},
              {"data_source", "program"}}},
            {"namespace", nameSpace},
            {"data", data},
            {"sandbox", sandbox},
            {"time", 0.0},
            {"duration", analysis.track.duration}};
}

Json observation(double start, double end, const Json& value)
{
    return {{"time", start}, {"duration", end - start}, {"value", value}, {"confidence", nullptr}};
}

/// One observation per window of the timeline: its outputs of these names, in their order.
Json timeline(const Json& analysis, const char* kind, const std::vector<std::string>& names)
{
    Json data = Json::array();
    for (const Json& point : analysis["timeline"]) {
        Json values = Json::array();
        for (const std::string& name : names)
            values.push_back(point[kind][name]);
        data.push_back(observation(point["start"], point["end"], values));
    }
    return data;
}

bool predicts(const Analysis& analysis, const std::string& emotion)
{
    return std::ranges::find(analysis.model.emotions, emotion) != analysis.model.emotions.end();
}

Json annotations(const Analysis& analysis, const Json& json)
{
    Json result = Json::array();
    if (predicts(analysis, "valence") && predicts(analysis, "arousal"))
        result.push_back(annotation(analysis, "mood_thayer",
                                    timeline(json, "emotions", {"valence", "arousal"}),
                                    {{"unit", "model scale, -1 to 1"}}));
    result.push_back(
        annotation(analysis, "vector", timeline(json, "features", analysis.model.features),
                   {{"names", analysis.model.features}, {"unit", "model scale, -1 to 1"}}));
    const double start = analysis.window.start;
    const double end = start + analysis.window.length;
    result.push_back(annotation(analysis, "segment_open",
                                Json::array({observation(start, end, "explained window")}),
                                {{"looped", analysis.window.looped}}));
    result.push_back(annotation(analysis, "blob",
                                Json::array({observation(start, end,
                                                         {{"prediction", json["prediction"]},
                                                          {"effects", json["effects"]},
                                                          {"sources", json["sources"]},
                                                          {"stability", json["stability"]}})}),
                                {{"schema", json["schema"]}}));
    return result;
}

}  // namespace

std::string toJams(const Analysis& analysis)
{
    const Json json = Json::parse(toJson(analysis));
    const Json& track = json["track"];
    const Json result = {
        {"annotations", annotations(analysis, json)},
        {"file_metadata",
         {{"title", track["title"]},
          {"artist", track["artist"]},
          {"release", track["album"]},
          {"duration", track["duration"]},
          {"identifiers", {{"file", track["file"]}, {"sha256", track["sha256"]}}},
          {"jams_version", "0.3.4"}}},
        {"sandbox",
         {{"notice", analysis.model.notice},
          {"warnings", track["warnings"]},
          {"chain", json["chain"]},
          {"checks", json["checks"]},
          {"provenance", json["provenance"]}}},
    };
    return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whence
