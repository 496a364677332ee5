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

/// The same as a table: one row per track and emotion, one for a track that failed.
TidyTable summaryTable(const std::vector<SummaryRow>& rows);

}  // namespace whence
