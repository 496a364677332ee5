#include "core/data/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <system_error>

#include "core/data/plain_text.h"
#include "core/error.h"

namespace whence {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

std::string trimmed(const std::string& cell)
{
    const auto first = std::find_if_not(cell.begin(), cell.end(), isBlank);
    const auto last = std::find_if_not(cell.rbegin(), cell.rend(), isBlank).base();
    return first < last ? std::string(first, last) : std::string();
}

/// Walks over the text, row by row.
class Reader {
public:
    Reader(std::string_view text, const std::string& name, const CsvOptions& options)
        : m_text(text), m_name(name), m_options(options)
    {
    }

    bool atEnd() const { return m_position >= m_text.size(); }
    int line() const { return m_line; }

    /// The cells up to the next line end outside quotes; an empty line has one empty cell.
    std::vector<std::string> row()
    {
        std::vector<std::string> cells;
        do {
            cells.push_back(cell());
        } while (take(m_options.separator));
        if (take('\r') && !atEnd() && m_text[m_position] != '\n')
            ++m_line;  // a lone CR ends a line too
        if (take('\n'))
            ++m_line;
        return cells;
    }

    [[noreturn]] void fail(int line, const std::string& what) const
    {
        throw Error("Line " + std::to_string(line) + " of " + m_name + " " + what);
    }

private:
    bool take(char c)
    {
        if (atEnd() || m_text[m_position] != c)
            return false;
        ++m_position;
        return true;
    }

    std::string cell()
    {
        std::size_t start = m_position;
        while (start < m_text.size() && isBlank(m_text[start]) &&
               m_text[start] != m_options.separator)
            ++start;
        if (start < m_text.size() && m_text[start] == '"') {
            m_position = start + 1;
            return quotedCell();
        }
        const std::size_t begin = m_position;
        while (!atEnd() && m_text[m_position] != m_options.separator &&
               m_text[m_position] != '\r' && m_text[m_position] != '\n')
            ++m_position;
        std::string result(checked(m_text.substr(begin, m_position - begin)));
        return m_options.trimCells ? trimmed(result) : result;
    }

    std::string quotedCell()
    {
        const int firstLine = m_line;
        std::string result;
        while (true) {
            if (atEnd())
                fail(firstLine, "has a quoted cell that does not end.");
            const char c = m_text[m_position++];
            if (c == '"' && !take('"'))
                break;
            m_line += c == '\n';
            result += c;
            checked(result);
        }
        while (!atEnd() && isBlank(m_text[m_position]) && m_text[m_position] != m_options.separator)
            ++m_position;
        if (!atEnd() && m_text[m_position] != m_options.separator && m_text[m_position] != '\r' &&
            m_text[m_position] != '\n')
            fail(m_line, "has text behind a quoted cell.");
        return result;
    }

    std::string_view checked(std::string_view cell) const
    {
        if (cell.size() > m_options.maxCellBytes)
            fail(m_line,
                 "has a cell of more than " + std::to_string(m_options.maxCellBytes) + " bytes.");
        return cell;
    }

    std::string_view m_text;
    const std::string& m_name;
    const CsvOptions& m_options;
    std::size_t m_position = 0;
    int m_line = 1;
};

std::string simplified(std::string_view name)
{
    std::string result;
    for (const char c : name) {
        if (!isBlank(c) && c != '_')
            result += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    }
    return result;
}

std::string placeOf(const CsvTable& table, std::size_t row, int column)
{
    return "Line " + std::to_string(table.lines[row]) + " of " + table.name + " has “" +
           table.rows[row][column].substr(0, 40) + "” as " + table.header[column];
}

}  // namespace

CsvTable parseCsv(std::string_view text, const std::string& name, const CsvOptions& options)
{
    if (text.size() > options.maxBytes)
        throw Error(name + " is too large for a table of annotations.");
    const std::string plain = plainText(text, name);

    CsvTable table{.name = name};
    Reader reader(plain, name, options);
    std::size_t cellCount = 0;
    while (!reader.atEnd()) {
        const int line = reader.line();
        std::vector<std::string> cells = reader.row();
        if (cells.size() == 1 && cells.front().empty())
            continue;
        cellCount += cells.size();
        if (cellCount > options.maxCells)
            reader.fail(line, "is beyond the number of cells that are read.");
        if (table.header.empty()) {
            table.header = std::move(cells);
            continue;
        }
        if (cells.size() != table.header.size())
            reader.fail(line, "has " + std::to_string(cells.size()) +
                                  " cells where the header has " +
                                  std::to_string(table.header.size()) + ".");
        table.rows.push_back(std::move(cells));
        table.lines.push_back(line);
    }
    if (table.header.empty())
        throw Error(name + " is empty.");
    return table;
}

CsvTable readCsv(const std::filesystem::path& file, const CsvOptions& options)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        throw Error(file.string() + " is a folder, not a table.");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(file.string() + " can't be opened.");
    std::string text;
    std::vector<char> block(1 << 16);
    while (stream.read(block.data(), std::streamsize(block.size())) || stream.gcount() > 0) {
        text.append(block.data(), std::size_t(stream.gcount()));
        if (text.size() > options.maxBytes)
            break;
    }
    return parseCsv(text, file.string(), options);
}

int findColumn(const CsvTable& table, std::string_view name)
{
    const std::string wanted = simplified(name);
    const auto found = std::ranges::find_if(
        table.header, [&](const std::string& cell) { return simplified(cell) == wanted; });
    return found == table.header.end() ? -1 : int(found - table.header.begin());
}

int requireColumn(const CsvTable& table, std::string_view name)
{
    const int column = findColumn(table, name);
    if (column < 0)
        throw Error(table.name + " has no column “" + std::string(name) + "”.");
    return column;
}

double numberAt(const CsvTable& table, std::size_t row, int column)
{
    const std::string& cell = table.rows[row][column];
    double value = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value))
        throw Error(placeOf(table, row, column) + ", which is not a number.");
    return value;
}

int idAt(const CsvTable& table, std::size_t row, int column)
{
    const double value = numberAt(table, row, column);
    if (value < 0 || value > 1e9 || value != std::floor(value))
        throw Error(placeOf(table, row, column) + ", which is not a track number.");
    return int(value);
}

}  // namespace whence
