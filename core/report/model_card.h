#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/model/model_info.h"
#include "core/separation/separator_info.h"
#include "core/store/model_files.h"

namespace whence {

/// Figures in rows; the first column says what they are of.
struct CardTable {
    std::string title;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;  // each as long as the header
};

/// What a card says of one matter.
struct CardSection {
    std::string heading;                                     // "Training data"
    std::vector<std::pair<std::string, std::string>> facts;  // by their names, in order
    std::vector<CardTable> tables;
    std::vector<std::string> points;  // sentences
};

/// A card for people: what a model is, what it was trained on, how good it is, where it fails and
/// whose it is, a section each.
struct ModelCard {
    std::string name;
    std::vector<CardSection> sections;
};

ModelCard describeCard(const ModelInfo& info);
ModelCard describeCard(const SeparatorInfo& info);
/// Throws Error if the file is damaged.
ModelCard readCard(const ModelFile& model);

/// The description of a card in parts: the figures and weights that `whence-cli train emotion` puts
/// into it as tables, and what else it says, sentence by sentence.
struct CardDescription {
    std::vector<CardTable> quality;
    std::vector<CardTable> weights;
    std::vector<std::string> sentences;
};

CardDescription readDescription(const std::string& text);

}  // namespace whence
