#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whence {

/// What matters of the header of an HTTP answer.
struct HttpAnswer {
    int status = 0;
    std::optional<std::uintmax_t> contentLength;  // bytes of the body
    std::optional<std::uintmax_t> rangeStart;     // of the part that status 206 brings
    std::optional<std::uintmax_t> rangeTotal;     // bytes of the whole content
    std::string etag;                             // with its quotes
    std::string lastModified;

    /// What tells this content from a later one under the same address: the ETag, unless it is a
    /// weak one, or the date; empty if there is neither.
    const std::string& validator() const;
};

/// Takes in a line of a header; a status line begins a new answer.
void addHeaderLine(HttpAnswer& answer, std::string_view line);

}  // namespace whence
