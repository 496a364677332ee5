#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "core/analysis.h"

namespace whence {

/// What an `analyze` run does with every track.
struct AnalyzeRequest {
    EmotionModel model;
    StemSource stems;
    AnalysisOptions options;
    std::string settings;  // the options that repeat the analysis, as typed
};

/// The options of `analyze` that decide on its result.
std::vector<Option> analysisOptions();

/// Reads them and loads the models. `needsSeparator` is false if the stems come from elsewhere.
/// Throws Error if a model can't be loaded, UsageError if the options contradict each other.
AnalyzeRequest makeRequest(const Arguments& arguments, bool needsSeparator);

/// `whence-cli analyze TRACK …`, to be typed into a shell.
std::string commandFor(const std::string& track, const AnalyzeRequest& request);

/// An analysis of a track with everything a result needs, the command included.
AnalysisResult analyzeTrack(const std::string& track, const AnalyzeRequest& request,
                            const Progress& progress);

}  // namespace whence
