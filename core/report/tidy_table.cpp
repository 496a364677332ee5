#include "core/report/tidy_table.h"

#include <charconv>
#include <cmath>

namespace whence {

namespace {

std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string result = "\"";
    for (const char c : text)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

}  // namespace

std::string cell(double value)
{
    if (std::isnan(value))
        return "";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string cell(std::optional<double> value)
{
    return value ? cell(*value) : "";
}

std::string toCsv(const TidyTable& table)
{
    std::string text;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        text += (i > 0 ? "," : "") + quoted(table.columns[i].name);
    text += "\n";
    for (const std::vector<std::string>& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += (i > 0 ? "," : "") + quoted(row[i]);
        text += "\n";
    }
    return text;
}

}  // namespace whence
