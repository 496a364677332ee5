#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace whence {

/// A table of text: every row has a cell for every name of the header.
struct CsvTable {
    std::string name;  // of the file, for errors
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    std::vector<int> lines;  // of the file, on which each row starts
};

struct CsvOptions {
    char separator = ',';
    bool trimCells = true;                // blanks at both ends of unquoted cells
    std::size_t maxBytes = 256u << 20;    // of the file
    std::size_t maxCells = 20'000'000;    // of all rows
    std::size_t maxCellBytes = 1u << 20;  // of one cell
};

/// Reads separated values with a header (RFC 4180: quoted cells may hold separators, line ends and
/// doubled quotes; LF or CRLF). Empty lines and a byte order mark are skipped, text that is not
/// UTF-8 is taken for Latin-1. Throws Error with the line if a quote stays open, a row has another
/// number of cells than the header or a limit is passed.
CsvTable parseCsv(std::string_view text, const std::string& name, const CsvOptions& options = {});
CsvTable readCsv(const std::filesystem::path& file, const CsvOptions& options = {});

/// Column of a header name, compared without case, blanks and underscores; -1 if there is none.
int findColumn(const CsvTable& table, std::string_view name);
/// The same; throws Error if there is none.
int requireColumn(const CsvTable& table, std::string_view name);

/// A cell as a finite number or a non-negative integer. Throws Error with the line and the column.
double numberAt(const CsvTable& table, std::size_t row, int column);
int idAt(const CsvTable& table, std::size_t row, int column);

}  // namespace whence
