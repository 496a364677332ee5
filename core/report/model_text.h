#pragma once

#include <string>

#include "core/report/model_card.h"

namespace whence {

/// The card of a model file as JSON. Throws Error if the file is damaged.
std::string cardOf(const ModelFile& model);

/// readCard() as text of at most 80 columns, but for words that are longer. Throws Error if the
/// file is damaged.
std::string describe(const ModelFile& model);

/// Name, title and notice in one line; of a damaged file what is wrong with it.
std::string describeInLine(const ModelFile& model);

}  // namespace whence
