#include "core/model/model_info.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "core/error.h"

namespace whence {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr int maximalDepth = 32;  // of nested JSON values
// Values of the first feature maps if they were not halved; the paper's network has 24 million.
constexpr double largestFeatureMaps = 1e9;
constexpr double largestWindowError = 2.0;  // frames; the authors' 15 s are 469, not 469.5

/// Reads values of one JSON object; a wrong one is an Error with its path.
class Fields {
public:
    Fields(const json& object, std::string path, const std::string& file)
        : m_object(object), m_path(std::move(path)), m_file(file)
    {
        if (!object.is_object())
            throw Error("The card of " + m_file + " is not a JSON object at " + m_path + ".");
    }

    std::string text(const char* key) const
    {
        const json& value = at(key);
        if (!value.is_string())
            fail(key);
        return value.get<std::string>();
    }

    bool boolean(const char* key) const
    {
        const json& value = at(key);
        if (!value.is_boolean())
            fail(key);
        return value.get<bool>();
    }

    double number(const char* key, double minimum = -1e30, double maximum = 1e30) const
    {
        const double value = toNumber(at(key), key);
        if (!(value >= minimum && value <= maximum))
            fail(key);
        return value;
    }

    int integer(const char* key, int minimum, int maximum) const
    {
        if (!at(key).is_number_integer())
            fail(key);
        return int(number(key, minimum, maximum));
    }

    std::vector<std::string> texts(const char* key) const
    {
        std::vector<std::string> result;
        for (const json& value : array(key)) {
            if (!value.is_string())
                fail(key);
            result.push_back(value.get<std::string>());
        }
        return result;
    }

    std::vector<float> numbers(const char* key) const { return toNumbers(array(key), key); }

    std::vector<std::vector<float>> matrix(const char* key) const
    {
        std::vector<std::vector<float>> result;
        for (const json& row : array(key)) {
            if (!row.is_array())
                fail(key);
            result.push_back(toNumbers(row, key));
        }
        return result;
    }

    Fields object(const char* key) const { return {at(key), m_path + key + ".", m_file}; }

    std::vector<std::string> keys() const
    {
        std::vector<std::string> result;
        for (const auto& [key, value] : m_object.items())
            result.push_back(key);
        return result;
    }

    bool has(const char* key) const { return m_object.contains(key); }

    [[noreturn]] void fail(const std::string& key) const
    {
        throw Error("The card of " + m_file + " is damaged: “" + m_path + key +
                    "” is missing or wrong.");
    }

private:
    const json& at(const char* key) const
    {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            fail(key);
        return *found;
    }

    const json& array(const char* key) const
    {
        const json& value = at(key);
        if (!value.is_array())
            fail(key);
        return value;
    }

    double toNumber(const json& value, const char* key) const
    {
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            fail(key);
        return value.get<double>();
    }

    std::vector<float> toNumbers(const json& values, const char* key) const
    {
        std::vector<float> result;
        for (const json& value : values)
            result.push_back(float(toNumber(value, key)));
        return result;
    }

    const json& m_object;
    std::string m_path;
    const std::string& m_file;  // for errors
};

ordered_json toJsonValue(const LogSpectrogramOptions& options)
{
    return {{"sampleRate", options.sampleRate},
            {"frameSize", options.frameSize},
            {"framesPerSecond", options.framesPerSecond},
            {"bandsPerOctave", options.bandsPerOctave},
            {"minFrequency", options.minFrequency},
            {"maxFrequency", options.maxFrequency},
            {"referenceFrequency", options.referenceFrequency}};
}

LogSpectrogramOptions parseSpectrogramOptions(const Fields& fields)
{
    LogSpectrogramOptions options;
    options.sampleRate = fields.integer("sampleRate", 1000, 768000);
    options.frameSize = fields.integer("frameSize", 2, 1 << 20);
    options.framesPerSecond = fields.number("framesPerSecond", 0.1, 10000.0);
    options.bandsPerOctave = fields.integer("bandsPerOctave", 1, 1000);
    options.minFrequency = fields.number("minFrequency", 0.1, 1e6);
    options.maxFrequency = fields.number("maxFrequency", 0.1, 1e6);
    options.referenceFrequency = fields.number("referenceFrequency", 0.1, 1e6);
    try {
        checkOptions(options);
    } catch (const Error&) {
        fields.fail("frequencies");
    }
    return options;
}

/// A struct by name of the output; `convert` makes one of a JSON object.
template <typename Value, typename Convert>
std::map<std::string, Value> parseByName(const Fields& fields, const ModelInfo& info,
                                         Convert convert)
{
    std::map<std::string, Value> result;
    for (const std::string& name : fields.keys()) {
        if (!std::ranges::count(info.features, name) && !std::ranges::count(info.emotions, name))
            fields.fail(name);
        result[name] = convert(fields.object(name.c_str()));
    }
    return result;
}

template <typename Value, typename Convert>
ordered_json byNameToJson(const std::map<std::string, Value>& values, Convert convert)
{
    ordered_json result = ordered_json::object();
    for (const auto& [name, value] : values)
        result[name] = convert(value);
    return result;
}

void parseOutputs(const Fields& fields, ModelInfo& info)
{
    info.features = fields.texts("features");
    info.emotions = fields.texts("emotions");
    std::set<std::string> names(info.features.begin(), info.features.end());
    names.insert(info.emotions.begin(), info.emotions.end());
    if (info.features.empty() || info.features.size() > 1000 || names.contains(""))
        fields.fail("features");
    if (names.size() != info.features.size() + info.emotions.size())
        fields.fail("emotions");

    info.weights = fields.matrix("weights");
    const auto isWrongRow = [&](const auto& row) { return row.size() != info.features.size(); };
    if (info.weights.size() != info.emotions.size() ||
        std::ranges::any_of(info.weights, isWrongRow))
        fields.fail("weights");
    info.biases = fields.numbers("biases");
    if (!info.biases.empty() && info.biases.size() != info.emotions.size())
        fields.fail("biases");
}

void parseNetwork(const Fields& fields, ModelInfo& info)
{
    info.kind = fields.text("kind");
    if (info.kind != "rf-resnet")
        fields.fail("kind");
    info.baseChannels = fields.integer("baseChannels", 1, 1024);
    const std::string conceptLayer = fields.text("conceptLayer");
    if (conceptLayer != "linear" && conceptLayer != "conv")
        fields.fail("conceptLayer");
    info.conceptLayer = conceptLayer == "conv" ? ConceptLayer::Convolution : ConceptLayer::Linear;
    info.spectrogram = parseSpectrogramOptions(fields.object("spectrogram"));
    info.windowSeconds = fields.number("windowSeconds", 1.0, 600.0);
    info.windowFrames = fields.integer("windowFrames", 16, 20000);
    if (std::abs(info.windowSeconds * info.spectrogram.framesPerSecond - info.windowFrames) >
        largestWindowError)
        fields.fail("windowFrames");
    const LogSpectrogramOptions& spectrogram = info.spectrogram;
    const double bands =
        std::log2(spectrogram.maxFrequency / spectrogram.minFrequency) * spectrogram.bandsPerOctave;
    if (bands * info.windowFrames * info.baseChannels > largestFeatureMaps)
        fields.fail("windowFrames");
    info.normalizesInput = fields.boolean("normalizesInput");
}

std::map<std::string, LabelRange> parseRanges(const Fields& fields, const ModelInfo& info)
{
    return parseByName<LabelRange>(fields, info, [](const Fields& range) {
        return LabelRange{range.number("minimum"), range.number("maximum")};
    });
}

ordered_json rangesToJson(const std::map<std::string, LabelRange>& ranges)
{
    return byNameToJson(ranges, [](const LabelRange& range) {
        return ordered_json{{"minimum", range.minimum}, {"maximum", range.maximum}};
    });
}

void parseStatistics(const Fields& fields, ModelInfo& info)
{
    info.labelScale = fields.text("labelScale");
    info.labelRanges = parseRanges(fields.object("labelRanges"), info);
    if (fields.has("labelRangesOfSets")) {  // models of one set have none
        const Fields sets = fields.object("labelRangesOfSets");
        for (const std::string& set : sets.keys())
            info.labelRangesOfSets[set] = parseRanges(sets.object(set.c_str()), info);
    }
    info.referenceSet = fields.text("referenceSet");
    info.reference = parseByName<ReferenceStatistics>(
        fields.object("reference"), info, [](const Fields& statistics) {
            return ReferenceStatistics{statistics.number("mean"),
                                       statistics.number("standardDeviation", 0.0)};
        });
    info.qualitySet = fields.text("qualitySet");
    info.quality =
        parseByName<OutputQuality>(fields.object("quality"), info, [](const Fields& quality) {
            return OutputQuality{quality.number("r", -1.0, 1.0), quality.number("r2"),
                                 quality.number("rmse", 0.0)};
        });
    if (fields.has("agreementSet")) {  // only what was measured has it
        info.knownCausesSet = fields.text("agreementSet");
        info.knownCauses = parseByName<CauseAgreement>(
            fields.object("agreement"), info, [](const Fields& agreement) {
                return CauseAgreement{agreement.integer("cases", 0, 1'000'000'000),
                                      agreement.number("trueStems", 0.0, 1.0),
                                      agreement.number("separatedStems", 0.0, 1.0)};
            });
    }
    info.embeddingDistance95 = fields.number("embeddingDistance95", 0.0);
}

ordered_json statisticsToJson(const ModelInfo& info)
{
    return {
        {"labelScale", info.labelScale},
        {"labelRanges", rangesToJson(info.labelRanges)},
        {"referenceSet", info.referenceSet},
        {"reference", byNameToJson(info.reference,
                                   [](const ReferenceStatistics& statistics) {
                                       return ordered_json{
                                           {"mean", statistics.mean},
                                           {"standardDeviation", statistics.standardDeviation}};
                                   })},
        {"qualitySet", info.qualitySet},
        {"quality",
         byNameToJson(
             info.quality,
             [](const OutputQuality& quality) {
                 return ordered_json{{"r", quality.r}, {"r2", quality.r2}, {"rmse", quality.rmse}};
             })},
        {"embeddingDistance95", info.embeddingDistance95},
        {"knownFailures", info.knownFailures}};
}

json parseText(const std::string& text, const std::string& file)
{
    const auto limitDepth = [&](int depth, json::parse_event_t, json&) {
        if (depth > maximalDepth)
            throw Error("The card of " + file + " is nested too deeply.");
        return true;
    };
    try {
        return json::parse(text, limitDepth);
    } catch (const json::exception&) {
        throw Error("The card of " + file + " is damaged: it is not JSON.");
    }
}

}  // namespace

std::string toJson(const ModelInfo& info)
{
    ordered_json card = {
        {"name", info.name},
        {"kind", info.kind},
        {"description", info.description},
        {"licence", info.licence},
        {"source", info.source},
        {"notice", info.notice},
        {"trainingData", info.trainingData},
        {"features", info.features},
        {"emotions", info.emotions},
        {"weights", info.weights},
        {"biases", info.biases},
        {"spectrogram", toJsonValue(info.spectrogram)},
        {"windowSeconds", info.windowSeconds},
        {"windowFrames", info.windowFrames},
        {"baseChannels", info.baseChannels},
        {"conceptLayer", info.conceptLayer == ConceptLayer::Convolution ? "conv" : "linear"},
        {"normalizesInput", info.normalizesInput}};
    card.update(statisticsToJson(info));
    if (!info.knownCausesSet.empty()) {
        card["agreementSet"] = info.knownCausesSet;
        card["agreement"] = byNameToJson(info.knownCauses, [](const CauseAgreement& agreement) {
            return ordered_json{{"cases", agreement.cases},
                                {"trueStems", agreement.trueStems},
                                {"separatedStems", agreement.separatedStems}};
        });
    }
    for (const auto& [set, ranges] : info.labelRangesOfSets)
        card["labelRangesOfSets"][set] = rangesToJson(ranges);
    return card.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

ModelInfo parseModelInfo(const std::string& text, const std::string& file)
{
    const json card = parseText(text, file);
    const Fields fields(card, "", file);
    ModelInfo info;
    info.name = fields.text("name");
    info.description = fields.text("description");
    info.licence = fields.text("licence");
    info.source = fields.text("source");
    info.notice = fields.text("notice");
    info.trainingData = fields.text("trainingData");
    parseOutputs(fields, info);
    parseNetwork(fields, info);
    parseStatistics(fields, info);
    info.knownFailures = fields.texts("knownFailures");
    return info;
}

std::vector<std::string> outputsOf(const ModelInfo& info)
{
    std::vector<std::string> outputs = info.features;
    outputs.insert(outputs.end(), info.emotions.begin(), info.emotions.end());
    return outputs;
}

std::string displayName(const std::string& name)
{
    std::string result = name;
    std::ranges::replace(result, '_', ' ');
    return result;
}

}  // namespace whence
