#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/separation_figures.h"
#include "core/tensors/tensor_file.h"
#include "core/training/separator_training.h"

namespace whence {

/// The files of an option FILE,FILE,...
std::vector<std::filesystem::path> fileList(const std::string& text);

/// The options of gatherSeparatorMaterial() and measureSeparator().
std::vector<Option> separatorMaterialOptions();

/// The clips to learn from and to validate on: synthesized, or those of a folder.
SeparatorTrainingData gatherSeparatorMaterial(const Arguments& arguments,
                                              const SeparatorTrainingOptions& options,
                                              const Progress& progress);

/// Says in the card what the separator was trained on, and how.
void describeSeparatorTraining(SeparatorInfo& card, const Arguments& arguments,
                               const SeparatorTrainingData& data,
                               const SeparatorTrainingOptions& options);

/// Clips of another sound font than the training's, if one is installed, and other ones than any
/// training's; `seed` draws them.
struct HeldOutClips {
    std::string description;
    TrueStems truth;  // synthesized when asked for
};
HeldOutClips heldOutClips(const Arguments& arguments, std::uint64_t seed);

/// Separates held-out clips, the same after every training, writes the figures into the card of the
/// file and returns them as a table for people.
std::string measureSeparator(const std::filesystem::path& file, const Arguments& arguments,
                             TensorPrecision precision, const Progress& progress);

}  // namespace whence
