#pragma once

#include <string>

#include "core/store/model_files.h"

namespace whence {

/// The card of a model file as JSON. Throws Error if the file is damaged.
std::string cardOf(const ModelFile& model);

/// The card for people: what the model is, what it was trained on, how good it is. Throws Error if
/// the file is damaged.
std::string describe(const ModelFile& model);

/// Name, title and notice in one line; of a damaged file what is wrong with it.
std::string describeInLine(const ModelFile& model);

}  // namespace whence
