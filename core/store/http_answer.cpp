#include "core/store/http_answer.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace whence {

namespace {

std::optional<std::uintmax_t> parseNumber(std::string_view text)
{
    std::uintmax_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
        text.remove_suffix(1);
    return text;
}

bool isSame(std::string_view name, std::string_view lowerCase)
{
    return std::ranges::equal(name, lowerCase, {}, [](unsigned char c) { return std::tolower(c); });
}

/// "bytes 100-199/200", where the total may be "*"; status 416 says "bytes */200".
void parseContentRange(std::string_view text, HttpAnswer& answer)
{
    const std::size_t slash = text.find('/');
    if (!text.starts_with("bytes ") || slash == std::string_view::npos)
        return;
    const std::string_view span = text.substr(6, slash - 6);
    answer.rangeStart = parseNumber(span.substr(0, span.find('-')));
    answer.rangeTotal = parseNumber(text.substr(slash + 1));
}

}  // namespace

const std::string& HttpAnswer::validator() const
{
    return etag.starts_with('"') ? etag : lastModified;
}

void addHeaderLine(HttpAnswer& answer, std::string_view line)
{
    if (line.starts_with("HTTP/")) {
        answer = {};
        const std::size_t blank = std::min(line.find(' '), line.size() - 1);
        answer.status = int(parseNumber(line.substr(blank + 1, 3)).value_or(0));
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (isSame(name, "content-length"))
        answer.contentLength = parseNumber(value);
    else if (isSame(name, "content-range"))
        parseContentRange(value, answer);
    else if (isSame(name, "etag"))
        answer.etag = value;
    else if (isSame(name, "last-modified"))
        answer.lastModified = value;
}

}  // namespace whence
