#include "core/training/separator_checkpoint.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/tensor_file.h"

namespace whence {

namespace {

using nlohmann::json;

constexpr const char* kind = "whence-separator-checkpoint";

/// What tells the clips from others; the scale of a stem is as good as a checksum.
json describe(const std::vector<StemClip>& clips)
{
    json result = json::array();
    for (const StemClip& clip : clips) {
        json stems = json::array();
        for (const PackedAudio& stem : clip.stems)
            stems.push_back({stem.frames(), stem.scale});
        result.push_back({clip.name, clip.frames, stems});
    }
    return result;
}

// What must be the same for a checkpoint to be continued.
json fingerprint(const SeparatorTrainingData& data, const SeparatorTrainingOptions& options)
{
    json recordings = json::array();
    for (const auto* further : {&data.vocals, &data.drums})
        for (const PackedAudio& recording : *further)
            recordings.push_back({recording.frames(), recording.scale});
    const json material = {describe(data.clips), describe(data.validation), recordings,
                           data.vocals.size()};
    return {{"data", sha256(material.dump())},
            {"start", options.start.empty() ? "" : sha256(options.start)},
            {"siSdr", options.spectrumShare > 0.0},  // in which validations are measured
            {"card", toJson(options.card)},
            {"excerptFrames", options.excerptFrames},
            {"batch", options.batch},
            {"averaging", options.averaging},
            {"draws",
             {options.remixShare, options.vocalFreeShare, options.extraVocalsShare,
              options.extraDrumsShare, options.gainRange}},
            {"reducedPrecision", options.mixedPrecision},
            {"seed", options.seed}};
}

template <typename Checkpoint>
auto parts(Checkpoint& checkpoint)
{
    return std::vector{std::pair{std::string("network/"), &checkpoint.network},
                       {"average/", &checkpoint.average},
                       {"best/", &checkpoint.best},
                       {"first/", &checkpoint.firstMoments},
                       {"second/", &checkpoint.secondMoments}};
}

}  // namespace

void writeSeparatorCheckpoint(const std::filesystem::path& file,
                              const SeparatorCheckpoint& checkpoint,
                              const SeparatorTrainingData& data,
                              const SeparatorTrainingOptions& options)
{
    json reports = json::array();
    for (const auto& report : checkpoint.reports)
        reports.push_back({report.step, report.learningRate, report.trainingLoss,
                           report.validationLoss, report.best});
    const json card = {
        {"options", fingerprint(data, options)}, {"step", checkpoint.step}, {"reports", reports}};
    TensorFile content{kind, card.dump(), {}, {}};
    for (const auto& [prefix, tensors] : parts(checkpoint))
        for (const auto& [name, tensor] : *tensors)
            content.tensors[prefix + name] = tensor;
    writeTensorFile(file, content);
}

SeparatorCheckpoint readSeparatorCheckpoint(const std::filesystem::path& file,
                                            const SeparatorTrainingData& data,
                                            const SeparatorTrainingOptions& options)
{
    const TensorFile content = readTensorFile(file, kind);
    SeparatorCheckpoint checkpoint;
    try {
        const json card = json::parse(content.card);
        if (card.at("options") != fingerprint(data, options))
            throw Error("The checkpoint '" + file.string() +
                        "' belongs to a training with other options or data: remove it or "
                        "continue with those.");
        checkpoint.step = card.at("step");
        for (const json& report : card.at("reports"))
            checkpoint.reports.push_back(
                {report.at(0), report.at(1), report.at(2), report.at(3), report.at(4)});
    } catch (const json::exception&) {
        throw Error("'" + file.string() + "' is not a checkpoint of a separator's training.");
    }
    for (const auto& [name, tensor] : content.tensors)
        for (const auto& [prefix, tensors] : parts(checkpoint))
            if (name.starts_with(prefix))
                (*tensors)[name.substr(prefix.size())] = tensor;
    return checkpoint;
}

}  // namespace whence
