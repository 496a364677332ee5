#include "core/separation/separator_info.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "core/error.h"

namespace whence {

namespace {

// Values of a segment's masks or first feature maps; Spleeter's have 8 million.
constexpr double largestFeatureMaps = 5e8;
// Weights from the bands to the masks; the built-in ones are half a million.
constexpr double largestMaskWeights = 2e7;

using nlohmann::json;

const std::map<std::string, SeparatorKind> kinds = {
    {"spleeter-unet", SeparatorKind::SpleeterUNet},
    {"shared-unet", SeparatorKind::SharedUNet},
    {"band-split", SeparatorKind::BandSplit},
    {"averaged", SeparatorKind::Averaged},
};

std::string kindName(SeparatorKind kind)
{
    for (const auto& [name, value] : kinds)
        if (value == kind)
            return name;
    return {};
}

bool hasUNet(SeparatorKind kind)
{
    return kind != SeparatorKind::BandSplit;
}

bool hasBands(SeparatorKind kind)
{
    return kind == SeparatorKind::BandSplit || kind == SeparatorKind::Averaged;
}

void require(bool condition, const std::string& what, const std::string& file)
{
    if (!condition)
        throw Error("The card of the separator '" + file + "' makes no sense: " + what + ".");
}

bool within(double value, double low, double high)
{
    return value >= low && value <= high;
}

void checkSizes(const SeparatorInfo& info, const std::string& file)
{
    const auto& [frameSize, hop] = info.stft;
    require(within(info.sampleRate, 8000, 192000), "its sample rate is out of range", file);
    require(within(frameSize, 64, 65536) && frameSize % 2 == 0, "its frame size is wrong", file);
    require(hop > 0 && frameSize % hop == 0 && frameSize / hop >= 3 && frameSize / hop <= 64,
            "its hop does not divide the frame size into 3 to 64", file);
    const std::size_t steps = info.filters.size();
    require(hasUNet(info.kind) ? within(double(steps), 1, 8) : steps == 0,
            "it must have 1 to 8 steps, or none without a U-Net", file);
    for (const int filters : info.filters)
        require(within(filters, 1, 2048), "a number of filters is out of range", file);
    const int grid = 1 << info.filters.size();
    require(within(info.segmentFrames, 1, 8192) && info.segmentFrames % grid == 0,
            "its segments do not divide into the network's steps", file);
    require(within(info.frequencyBins, 1, frameSize / 2 + 1) && info.frequencyBins % grid == 0,
            "its frequency bins do not divide into the network's steps", file);
    const double points = double(info.segmentFrames) * info.frequencyBins;
    const double channels =
        std::max(steps == 0 ? 0.0 : double(info.filters.front()), 2.0 * double(info.stems.size()));
    require(points * channels <= largestFeatureMaps, "its segments take too much memory", file);
    require(within(info.inputExponent, 0.01, 4.0), "its input exponent is out of range", file);
    require(within(info.maskExponent, 0.01, 4.0), "its mask exponent is out of range", file);
}

void checkBands(const SeparatorInfo& info, const std::string& file)
{
    if (!hasBands(info.kind))
        return;
    const auto& [count, channels, blocks] = info.bands;
    require(within(count, 1, 512), "its number of bands is out of range", file);
    require(bandEdges(info.frequencyBins, count)[1] > 0, "it has more bands than its bins allow",
            file);
    require(within(channels, 1, 512), "its bands' number of channels is out of range", file);
    require(within(blocks, 1, 16), "its number of blocks is out of range", file);
    // The gates of both directions and what is made of them.
    require(12.0 * info.segmentFrames * count * channels <= largestFeatureMaps,
            "its segments take too much memory", file);
    require(2.0 * double(info.stems.size()) * info.frequencyBins * channels <= largestMaskWeights,
            "its masks take too many weights", file);
}

void checkStems(const SeparatorInfo& info, const std::string& file)
{
    require(within(double(info.stems.size()), 1, 16), "it must have 1 to 16 stems", file);
    const std::set<std::string> unique(info.stems.begin(), info.stems.end());
    require(unique.size() == info.stems.size() && !unique.contains(""),
            "its stems need different names", file);
}

SeparatorInfo fromJson(const json& card, const std::string& file)
{
    SeparatorInfo info;
    card.at("name").get_to(info.name);
    const auto kind = kinds.find(card.at("kind").get<std::string>());
    require(kind != kinds.end(), "its kind of network is unknown", file);
    info.kind = kind->second;
    for (const auto& [key, text] : {std::pair{"description", &info.description},
                                    {"licence", &info.licence},
                                    {"source", &info.source},
                                    {"notice", &info.notice},
                                    {"trainingData", &info.trainingData},
                                    {"qualitySet", &info.qualitySet}})
        *text = card.value(key, std::string());
    card.at("stems").get_to(info.stems);
    card.at("sampleRate").get_to(info.sampleRate);
    card.at("stft").at("frameSize").get_to(info.stft.frameSize);
    card.at("stft").at("hop").get_to(info.stft.hop);
    card.at("segmentFrames").get_to(info.segmentFrames);
    card.at("frequencyBins").get_to(info.frequencyBins);
    card.at("softmax").get_to(info.softmax);
    card.at("eluActivations").get_to(info.eluActivations);
    card.at("filters").get_to(info.filters);
    if (hasBands(info.kind)) {
        card.at("bands").at("count").get_to(info.bands.count);
        card.at("bands").at("channels").get_to(info.bands.channels);
        card.at("bands").at("blocks").get_to(info.bands.blocks);
    }
    card.at("inputExponent").get_to(info.inputExponent);
    card.at("maskExponent").get_to(info.maskExponent);
    const json quality = card.value("siSdrImprovement", json::object());
    for (const auto& [key, values] : {std::pair{"separator", &info.siSdrImprovement},
                                      {"constantMask", &info.constantImprovement},
                                      {"hpss", &info.hpssImprovement},
                                      {"oracleRatioMask", &info.oracleImprovement}})
        *values = quality.value(key, std::map<std::string, double>());
    info.knownFailures = card.value("knownFailures", std::vector<std::string>());
    return info;
}

/// One U-Net per stem, or one for all.
double uNetOperations(const SeparatorInfo& info)
{
    const bool isShared = info.kind != SeparatorKind::SpleeterUNet;
    const int steps = int(info.filters.size());
    const double outputs = isShared ? 2.0 * double(info.stems.size()) : 2.0;
    const double last = isShared ? outputs : 1.0;
    const double points = double(info.segmentFrames) * info.frequencyBins;
    double sum = points * 16 * last * outputs;  // the mask
    double channels = isShared ? 3.0 : 2.0;
    for (int j = 0; j < steps; ++j) {
        const double here = points / std::pow(4.0, j + 1);  // behind the step down
        const double skip = j + 1 == steps ? 0.0 : info.filters[j];
        const double below = info.filters[j];
        const double above = j == 0 ? last : info.filters[j - 1];
        sum += here * 25 * channels * info.filters[j];
        sum += here * 25 * (below + skip) * above;
        channels = info.filters[j];
    }
    return 2.0 * sum * (isShared ? 1.0 : double(info.stems.size()));
}

double bandSplitOperations(const SeparatorInfo& info)
{
    const auto& [count, channels, blocks] = info.bands;
    const double square = double(channels) * channels;
    const double outputs = 2.0 * double(info.stems.size());
    const double inAndOut = (2.0 + outputs) * info.frequencyBins * channels;
    const double recurrentLayer = (6.0 + 6.0 + 2.0) * square;  // of a band: inputs, state, result
    const double ofFrame = inAndOut + count * (square + 2.0 * blocks * recurrentLayer);
    return 2.0 * info.segmentFrames * ofFrame;
}

}  // namespace

std::string toJson(const SeparatorInfo& info)
{
    json card = {
        {"name", info.name},
        {"kind", kindName(info.kind)},
        {"description", info.description},
        {"licence", info.licence},
        {"source", info.source},
        {"notice", info.notice},
        {"trainingData", info.trainingData},
        {"stems", info.stems},
        {"sampleRate", info.sampleRate},
        {"stft", {{"frameSize", info.stft.frameSize}, {"hop", info.stft.hop}}},
        {"segmentFrames", info.segmentFrames},
        {"frequencyBins", info.frequencyBins},
        {"softmax", info.softmax},
        {"eluActivations", info.eluActivations},
        {"filters", info.filters},
        {"inputExponent", info.inputExponent},
        {"maskExponent", info.maskExponent},
        {"qualitySet", info.qualitySet},
        {"siSdrImprovement",
         {{"separator", info.siSdrImprovement},
          {"constantMask", info.constantImprovement},
          {"hpss", info.hpssImprovement},
          {"oracleRatioMask", info.oracleImprovement}}},
        {"knownFailures", info.knownFailures},
    };
    if (hasBands(info.kind))
        card["bands"] = {{"count", info.bands.count},
                         {"channels", info.bands.channels},
                         {"blocks", info.bands.blocks}};
    return card.dump(2);
}

SeparatorInfo parseSeparatorInfo(const std::string& text, const std::string& file)
{
    try {
        const SeparatorInfo info = fromJson(json::parse(text), file);
        checkStems(info, file);
        checkSizes(info, file);
        checkBands(info, file);
        return info;
    } catch (const json::exception& e) {
        throw Error("The card of the separator '" + file + "' can't be read: " + e.what() + ".");
    }
}

double operationsPerSegment(const SeparatorInfo& info)
{
    return (hasUNet(info.kind) ? uNetOperations(info) : 0.0) +
           (hasBands(info.kind) ? bandSplitOperations(info) : 0.0);
}

std::vector<int> bandEdges(int bins, int bands)
{
    constexpr double widest = 16.0;  // the highest band beside the lowest
    const double growth = std::pow(widest, 1.0 / bands);
    const double lowest = bins * (growth - 1.0) / (widest - 1.0);
    std::vector<int> widths;
    for (int band = 0; band < bands; ++band)
        widths.push_back(int(lowest * std::pow(growth, band)));
    const int left = bins - std::accumulate(widths.begin(), widths.end(), 0);
    std::vector<int> edges = {0};
    for (int band = 0; band < bands; ++band)
        edges.push_back(edges.back() + widths[band] + (band >= bands - left ? 1 : 0));
    return edges;
}

SeparatorInfo spleeterInfo(int stems)
{
    SeparatorInfo info;
    info.name = "Spleeter " + std::to_string(stems) + " stems";
    info.description = "Deezer's Spleeter: one U-Net per stem, masks up to 11 kHz.";
    info.source = "deezer/spleeter";
    info.licence = "MIT";
    info.trainingData = "Deezer's internal recordings (Hennequin et al. 2020)";
    if (stems == 5)
        info.stems = {"vocals", "piano", "drums", "bass", "other"};
    else if (stems == 4)
        info.stems = {"vocals", "drums", "bass", "other"};
    else if (stems == 2)
        info.stems = {"vocals", "accompaniment"};
    else
        throw Error("Spleeter separates into 2, 4 or 5 stems, not " + std::to_string(stems) + ".");
    info.softmax = stems == 5;
    info.eluActivations = stems != 2;
    info.filters = {16, 32, 64, 128, 256, 512};
    return info;
}

}  // namespace whence
