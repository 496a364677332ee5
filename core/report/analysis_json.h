#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/analysis.h"

namespace whence {

/// What differs between two runs of the same analysis.
struct RunRecord {
    std::string date;                                     // "2024-05-01T12:00:00Z"; empty: left out
    std::vector<std::pair<std::string, double>> seconds;  // by stage, in the order they ran
};

/// The analysis as JSON, schema "whence.analysis/1": every value by its name, never by position, in
/// a fixed order and with all digits. The same analysis gives the same text, but for `run`. Values
/// that are not finite become null; embeddings are left out.
std::string toJson(const Analysis& analysis, const RunRecord& run = {});

/// Reads what toJson() wrote. Throws Error, naming `file` and the place in it, if anything is
/// missing, of the wrong type or names something unknown.
Analysis parseAnalysis(const std::string& json, const std::string& file);

}  // namespace whence
