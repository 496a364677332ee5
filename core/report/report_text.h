#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/analysis.h"
#include "core/report/analysis_json.h"

namespace whence {

/// The explanation of one emotion in words.
struct ReportSentence {
    std::string emotion;
    std::string text;
    bool withheld = false;  // no source is named, and the text says why
};

/// Everything a report says in words; the figures are drawn from the Analysis itself.
struct ReportText {
    std::string title;                  // of the recording, else its file name
    std::string byline;                 // "artist · album"; may be empty
    std::vector<std::string> facts;     // of the recording and the window, a phrase each
    std::vector<std::string> notices;   // that must stand beside every result
    std::vector<std::string> warnings;  // of the reading of the file
    std::vector<ReportSentence> sentences;
    std::vector<std::pair<std::string, std::string>> definitions;  // term, meaning
    std::vector<std::string> limits;                               // sentences
    std::vector<std::pair<std::string, std::string>> provenance;   // what, value
    std::string command;                                           // that repeats it
};

ReportText makeReportText(const Analysis& analysis, const RunRecord& run = {});

/// The features whose sources a report shows: of each emotion in turn those with the next largest
/// absolute effect, at most `limit`; without emotions, those with the largest spread of weights.
std::vector<int> featuresToExplain(const Analysis& analysis, int limit);

/// True if every effect of this emotion is known relative to the model's reference set.
bool hasCenteredEffects(const std::vector<Effect>& effects);

/// The features the chains run through, in the model's order; without chains the first two of
/// featuresToExplain().
std::vector<std::string> featuresOfChains(const Analysis& analysis);

/// The checks that the chains stand on: those on their features and those on everything, in order.
std::vector<Check> checksOfChains(const Analysis& analysis);

/// Whether the model was found to predict this feature too poorly to be relied on.
bool isInvalid(const Analysis& analysis, const std::string& feature);

/// Why effects are shown raw, a sentence: parity asks for it, or the card has no reference set.
std::string reasonOfRawEffects(const Analysis& analysis);

/// What a figure that leaves the report must say of its origin: model and stems with their notices,
/// recording, window, program and how the checks came out.
std::string originText(const Analysis& analysis);

/// What a check is about, "Level sensitivity".
std::string checkTitle(const std::string& name);

/// Whether the sources of every feature of the model are known.
bool hasSources(const Analysis& analysis);

}  // namespace whence
