#include "core/training/checkpoint.h"

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/tensor_file.h"

namespace whence {

namespace {

using nlohmann::json;

constexpr const char* kind = "whence-checkpoint";

json toJson(const EpochReport& report)
{
    json validation = json::array();
    for (const OutputQuality& quality : report.validation)
        validation.push_back({quality.r, quality.r2, quality.rmse});
    return {{"epoch", report.epoch},
            {"learningRate", report.learningRate},
            {"featureLoss", report.featureLoss},
            {"emotionLoss", report.emotionLoss},
            {"score", report.score},
            {"best", report.best},
            {"validation", validation}};
}

EpochReport reportFromJson(const json& value)
{
    EpochReport report{.epoch = value.at("epoch"),
                       .learningRate = value.at("learningRate"),
                       .featureLoss = value.at("featureLoss"),
                       .emotionLoss = value.at("emotionLoss"),
                       .score = value.at("score"),
                       .best = value.at("best")};
    for (const json& quality : value.at("validation"))
        report.validation.push_back({quality.at(0), quality.at(1), quality.at(2)});
    return report;
}

void put(TensorMap& all, const std::string& prefix, const TensorMap& tensors)
{
    for (const auto& [name, tensor] : tensors)
        all[prefix + name] = tensor;
}

TensorMap taken(const TensorMap& all, const std::string& prefix)
{
    TensorMap result;
    for (const auto& [name, tensor] : all) {
        if (name.starts_with(prefix))
            result[name.substr(prefix.size())] = tensor;
    }
    return result;
}

/// The labels tell which clips these are, in which order and on which scale.
std::string labelHash(const TrainingData& data)
{
    json labels = json::array();
    const auto add = [&](const std::vector<LabelledClip>& clips) {
        json set = json::array();
        for (const LabelledClip& clip : clips)
            set.push_back({clip.features, clip.emotions});
        labels.push_back(set);
    };
    add(data.featureClips);
    for (const auto& clips : data.emotionClips)
        add(clips);
    add(data.validation);
    return sha256(labels.dump());
}

}  // namespace

std::string fingerprint(const TrainingData& data, const EmotionTrainingOptions& options)
{
    json sets = json::array();
    for (const auto& set : data.emotionClips)
        sets.push_back(set.size());
    json value = {
        {"featureClips", data.featureClips.size()},
        {"emotionClips", sets},
        {"validation", data.validation.size()},
        {"labels", labelHash(data)},
        {"material", options.material},
        {"baseChannels", options.baseChannels},
        {"windowFrames", options.windowFrames},
        {"batches", {options.featureBatch, options.emotionBatch, options.balanced}},
        {"weights", {options.featureWeight, options.emotionWeight}},
        {"featureWeights", options.featureWeights},
        {"adam", {options.learningRate, options.beta1, options.beta2, options.weightDecay}},
        {"schedule", {int(options.schedule), options.restartEpochs, options.restartFactor}},
        {"head",
         {int(options.headStart), options.headRidge, options.headRate, options.emotionBias}},
        {"augmentation", {options.gainRange, options.tiltRange, options.masteredShare}},
        {"reducedPrecision", options.mixedPrecision},
        {"seed", options.seed}};
    if (!options.start.empty())
        value["start"] = sha256(options.start);
    if (options.schedule == LearningRateSchedule::Cosine)
        value["epochs"] = options.epochs;
    return value.dump();
}

void writeCheckpoint(const std::filesystem::path& file, const Checkpoint& checkpoint)
{
    json history = json::array();
    for (const EpochReport& report : checkpoint.history)
        history.push_back(toJson(report));
    const json card = {{"fingerprint", checkpoint.fingerprint},
                       {"epoch", checkpoint.epoch},
                       {"steps", checkpoint.steps},
                       {"best", checkpoint.stopping.best},
                       {"bestEpoch", checkpoint.stopping.bestEpoch},
                       {"worse", checkpoint.stopping.worse},
                       {"headStart", checkpoint.headStart},
                       {"history", history}};
    TensorFile content{.kind = kind, .card = card.dump()};
    put(content.tensors, "network/", checkpoint.network);
    put(content.tensors, "best/", checkpoint.bestNetwork);
    put(content.tensors, "first/", checkpoint.firstMoments);
    put(content.tensors, "second/", checkpoint.secondMoments);
    writeTensorFile(file, content);
}

Checkpoint readCheckpoint(const std::filesystem::path& file, const std::string& fingerprint)
{
    const TensorFile content = readTensorFile(file, kind);
    Checkpoint result;
    try {
        const json card = json::parse(content.card);
        result.fingerprint = card.at("fingerprint");
        result.epoch = card.at("epoch");
        result.steps = card.at("steps");
        result.stopping = {
            .best = card.at("best"), .bestEpoch = card.at("bestEpoch"), .worse = card.at("worse")};
        result.headStart = card.at("headStart").get<std::vector<std::vector<float>>>();
        for (const json& report : card.at("history"))
            result.history.push_back(reportFromJson(report));
    } catch (const json::exception&) {
        throw Error(file.string() + " is not a checkpoint of this program's training.");
    }
    if (result.fingerprint != fingerprint)
        throw Error("The checkpoint " + file.string() +
                    " belongs to a training with other options or data: remove it or continue "
                    "with those.");
    result.network = taken(content.tensors, "network/");
    result.bestNetwork = taken(content.tensors, "best/");
    result.firstMoments = taken(content.tensors, "first/");
    result.secondMoments = taken(content.tensors, "second/");
    return result;
}

}  // namespace whence
