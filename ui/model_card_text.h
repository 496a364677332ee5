#pragma once

#include <QString>

#include "core/report/model_card.h"

namespace whence {

/// A card as rich text in the window's language, under headings.
QString cardHtml(const ModelCard& card);

/// Name and value in two columns, as they stand on a card.
QString factsHtml(const std::vector<std::pair<std::string, std::string>>& facts);

}  // namespace whence
