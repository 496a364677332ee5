#pragma once

#include <optional>
#include <string>
#include <vector>

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

/// A number as a cell: the shortest text that reads back as the same value; empty if it is NaN or
/// not there.
std::string cell(double value);
std::string cell(std::optional<double> value);
std::string cell(bool value) = delete;  // "yes" or "no" is a matter of words

/// The table as a CSV file (RFC 4180, UTF-8, header line first).
std::string toCsv(const TidyTable& table);

}  // namespace whence
