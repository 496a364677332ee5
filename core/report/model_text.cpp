#include "core/report/model_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/model/emotion_model.h"
#include "core/report/wording.h"
#include "core/separation/separator.h"

namespace whence {

namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

/// Only what is there to be told.
Lines withoutEmpty(Lines lines)
{
    std::erase_if(lines, [](const auto& line) { return line.second.empty(); });
    return lines;
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + displayName(name);
    return text;
}

std::string asText(const Lines& lines)
{
    std::string text;
    for (auto [key, value] : lines) {
        key.resize(16, ' ');
        text += key + value + "\n";
    }
    return text;
}

std::string qualityOf(const ModelInfo& info)
{
    if (info.quality.empty())
        return "How well it predicts is unknown: its card has no figures.\n";
    std::vector<std::string> outputs = info.emotions;
    outputs.insert(outputs.end(), info.features.begin(), info.features.end());
    std::string text = "On " + info.qualitySet + ":\n";
    for (const std::string& output : outputs) {
        const auto quality = info.quality.find(output);
        if (quality == info.quality.end())
            continue;
        std::string name = "  " + displayName(output);
        name.resize(22, ' ');
        text += name + "r " + numberOrDash(quality->second.r) + "  R² " +
                numberOrDash(quality->second.r2) + "  RMSE " + numberOrDash(quality->second.rmse) +
                "\n";
    }
    return text;
}

std::string qualityOf(const SeparatorInfo& info)
{
    if (info.siSdrImprovement.empty())
        return "How well it separates is unknown: its card has no figures.\n";
    std::string text = "Better than the mix by (SI-SDR" +
                       (info.qualitySet.empty() ? "" : ", on " + info.qualitySet) + "):\n";
    for (const std::string& stem : info.stems)
        if (const auto value = info.siSdrImprovement.find(stem);
            value != info.siSdrImprovement.end())
            text += "  " + displayName(stem) + " " + numberOrDash(value->second, 1) + " dB\n";
    return text;
}

}  // namespace

std::string cardOf(const ModelFile& model)
{
    return model.kind == ModelKind::Emotion ? toJson(readModelInfo(model.file))
                                            : toJson(readSeparatorInfo(model.file));
}

ModelCard describeCard(const ModelInfo& info)
{
    return {withoutEmpty({{"Name", info.name},
                          {"Notice", info.notice},
                          {"Description", info.description},
                          {"Emotions", info.emotions.empty() ? "none" : joined(info.emotions)},
                          {"Features", joined(info.features)},
                          {"Window", numberOrDash(info.windowSeconds, 1) + " s"},
                          {"Base channels", std::to_string(info.baseChannels)},
                          {"Trained on", info.trainingData},
                          {"Reference set", info.referenceSet.empty() ? "none" : info.referenceSet},
                          {"Source", info.source},
                          {"Licence", info.licence},
                          {"SHA-256", info.id}}),
            qualityOf(info), info.knownFailures};
}

ModelCard describeCard(const SeparatorInfo& info)
{
    return {withoutEmpty({{"Name", info.name},
                          {"Notice", info.notice},
                          {"Description", info.description},
                          {"Stems", joined(info.stems)},
                          {"Sample rate", std::to_string(info.sampleRate) + " Hz"},
                          {"Trained on", info.trainingData},
                          {"Source", info.source},
                          {"Licence", info.licence},
                          {"SHA-256", info.id}}),
            qualityOf(info), info.knownFailures};
}

ModelCard readCard(const ModelFile& model)
{
    return model.kind == ModelKind::Emotion ? describeCard(readModelInfo(model.file))
                                            : describeCard(readSeparatorInfo(model.file));
}

std::string describe(const ModelFile& model)
{
    const ModelCard card = readCard(model);
    std::string text = asText(card.facts) + card.quality;
    for (const std::string& sentence : card.weaknesses)
        text += "Known weakness: " + sentence + "\n";
    return text;
}

std::string describeInLine(const ModelFile& model)
{
    std::string text = model.name +
                       (model.kind == ModelKind::Emotion ? "  emotion model" : "  separator") +
                       (model.isBuiltIn ? ", built in" : "") + ": ";
    try {
        if (model.kind == ModelKind::Emotion) {
            const ModelInfo info = readModelInfo(model.file);
            text += info.name + (info.notice.empty() ? "" : " (" + info.notice + ")");
        } else {
            const SeparatorInfo info = readSeparatorInfo(model.file);
            text += info.name + (info.notice.empty() ? "" : " (" + info.notice + ")");
        }
    } catch (const Error& error) {
        text += error.what();
    }
    return text + "\n";
}

}  // namespace whence
