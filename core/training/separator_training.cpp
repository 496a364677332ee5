#include "core/training/separator_training.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.h"
#include "core/tensors/network_library.h"
#include "core/training/separator_training_network.h"

namespace whence {

namespace {

void check(const SeparatorTrainingData& data, const SeparatorTrainingOptions& options)
{
    parseSeparatorInfo(toJson(options.card), "training");  // throws if the sizes make no sense
    const bool isSingle = options.card.kind == SeparatorKind::SharedUNet ||
                          options.card.kind == SeparatorKind::BandSplit;
    if (!isSingle || !options.card.softmax || options.card.maskExponent != 1.0)
        throw Error("Only separators with one network for all stems can be trained.");
    if (data.clips.empty() || data.validation.empty())
        throw Error("A training needs clips to learn from and others to validate on.");
    if (options.mixedPrecision && options.card.kind != SeparatorKind::SharedUNet)
        throw Error("Only a U-Net can be trained in bfloat16.");
    const int grid = 1 << options.card.filters.size();
    if (options.excerptFrames < grid || options.excerptFrames % grid != 0)
        throw Error("The frames of an excerpt must be a multiple of " + std::to_string(grid) + ".");
    if (options.batch < 1 || options.steps < 1 || options.validateEvery < 1 ||
        options.validationExcerpts < 1 || !(options.learningRate > 0.0) ||
        !(options.averaging >= 0.0 && options.averaging < 1.0))
        throw Error(
            "A training needs at least one step, excerpt and validation, a learning rate "
            "above 0 and an averaging below 1.");
    for (const auto* clips : {&data.clips, &data.validation})
        for (const StemClip& clip : *clips)
            if (clip.stems.size() != options.card.stems.size())
                throw Error("The clip '" + clip.name + "' has another number of stems.");
}

}  // namespace

SeparatorInfo SeparatorTrainingOptions::compactSeparatorInfo()
{
    SeparatorInfo info;
    info.name = "Whence demonstration separator";
    info.kind = SeparatorKind::SharedUNet;
    info.stems = {"vocals", "piano", "drums", "bass", "other"};
    info.filters = {24, 40, 56, 72, 96, 120};
    info.inputExponent = 0.3;
    info.maskExponent = 1.0;
    return info;
}

double learningRateAt(int step, const SeparatorTrainingOptions& options)
{
    const double rise = std::max(1.0, options.warmUp * options.steps);
    const double fall = std::max(1.0, options.decay * options.steps);
    const double left = std::clamp((options.steps - step) / fall, 0.0, 1.0);
    return options.learningRate * std::min(1.0, (step + 1) / rise) * 0.5 *
           (1.0 - std::cos(std::numbers::pi * left));
}

TrainedSeparator trainSeparator(const SeparatorTrainingData& data,
                                const SeparatorTrainingOptions& options,
                                const std::function<void(const SeparatorTrainingReport&)>& reported,
                                const Progress& progress)
{
    check(data, options);
    TrainedSeparator result;
    reinterpret_cast<TrainSeparatorNetwork*>(networkFunction("whenceTrainSeparatorNetwork"))(
        data, options, reported, progress, result);
    return result;
}

}  // namespace whence
