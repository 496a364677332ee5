#pragma once

#include <vector>

#include "core/analysis.h"
#include "core/report/tidy_table.h"

namespace whence {

/// An analysis as tables that can be stacked over tracks (the first column is the track): track,
/// timeline, prediction, effects, sources, fidelity, interactions, chain_matrix, mixes, checks,
/// chain; segments, if there are any; and columns, which says what is in the others.
std::vector<TidyTable> toTables(const Analysis& analysis);

/// The one of them that has the predictions along the piece.
TidyTable timelineTable(const Analysis& analysis);

}  // namespace whence
