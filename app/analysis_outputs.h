#pragma once

#include <filesystem>

#include "app/pending_outputs.h"
#include "core/analysis.h"
#include "core/progress.h"
#include "core/report/analysis_json.h"

namespace whence {

/// Where the results of an analysis go; what is empty is not written.
struct AnalysisOutputs {
    std::filesystem::path report;   // file, PDF
    std::filesystem::path json;     // file
    std::filesystem::path jams;     // file
    std::filesystem::path csv;      // folder
    std::filesystem::path figures;  // folder
    std::filesystem::path stems;    // folder

    /// Whether something is drawn: only with an Offscreen.
    bool needDrawing() const { return !report.empty() || !figures.empty(); }
};

/// The same outputs at the places where they wait for the commit. Throws Error at once if one of
/// them can't be written.
AnalysisOutputs pendingOutputs(const AnalysisOutputs& outputs, PendingOutputs& pending);

/// Writes all of them.
void writeOutputs(const AnalysisOutputs& outputs, const AnalysisResult& result,
                  const RunRecord& run, const Progress& progress);

/// The date and time now, in UTC: "2024-05-01T12:00:00Z".
std::string dateNow();

}  // namespace whence
