#pragma once

#include <string>
#include <vector>

#include "core/analysis.h"

namespace whence {

/// A column of a table; the unit is part of the name too ("start_s").
struct TidyColumn {
    std::string name;
    std::string unit;  // "s", "dB", "score" (the model's scale, -1 to 1), "share" (0 to 1), …
    std::string meaning;
};

/// One tidy table: a row is one observation. Cells are text as it stands in the file; what is not
/// known is empty.
struct TidyTable {
    std::string name;  // of the file, without ".csv"
    std::vector<TidyColumn> columns;
    std::vector<std::vector<std::string>> rows;
};

/// An analysis as tables that can be stacked over tracks (the first column is the track): track,
/// timeline, prediction, effects, sources, fidelity, interactions, chain_matrix, mixes, checks,
/// chain; segments, if there are any; and columns, which says what is in the others.
std::vector<TidyTable> toTables(const Analysis& analysis);

/// The one of them that has the predictions along the piece.
TidyTable timelineTable(const Analysis& analysis);

/// The table as a CSV file (RFC 4180, UTF-8, header line first).
std::string toCsv(const TidyTable& table);

}  // namespace whence
