#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis.h"
#include "core/report/analysis_csv.h"

namespace whence {

enum class TrackStatus { Done, DoneBefore, Failed };

/// One track of a corpus and what came of it.
struct SummaryRow {
    std::string file;
    std::string folder;  // of its results, below the corpus's
    TrackStatus status = TrackStatus::Failed;
    std::string message;  // why it failed
    std::optional<Analysis> analysis;
};

/// A line per track: status, emotions, the strongest feature and stem, checks; and how many there
/// are of each status.
std::string summaryText(const std::vector<SummaryRow>& rows);

/// A table for statistics: one row per track and emotion, with all features of the track by name
/// and the checks that did not pass; one row for a track that failed.
TidyTable summaryTable(const std::vector<SummaryRow>& rows);

}  // namespace whence
