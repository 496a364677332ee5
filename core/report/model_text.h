#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/model/model_info.h"
#include "core/separation/separator_info.h"
#include "core/store/model_files.h"

namespace whence {

/// A card for people: what a model is, what it was trained on, how good it is.
struct ModelCard {
    std::vector<std::pair<std::string, std::string>> facts;  // by their names, in order
    std::string quality;                  // figures in lines, or that there are none
    std::vector<std::string> weaknesses;  // sentences
};

ModelCard describeCard(const ModelInfo& info);
ModelCard describeCard(const SeparatorInfo& info);
/// Throws Error if the file is damaged.
ModelCard readCard(const ModelFile& model);

/// The card of a model file as JSON. Throws Error if the file is damaged.
std::string cardOf(const ModelFile& model);

/// readCard() as text.
std::string describe(const ModelFile& model);

/// Name, title and notice in one line; of a damaged file what is wrong with it.
std::string describeInLine(const ModelFile& model);

}  // namespace whence
