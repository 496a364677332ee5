#include "core/data/plain_text.h"

#include <cstdint>

#include "core/error.h"

namespace whence {

namespace {

/// Length of the UTF-8 sequence at the front of the text, 0 if there is no valid one.
std::size_t utf8Length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return 0;
    std::uint32_t code = lead & (0x7f >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (byte(i) & 0x3f);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return overlong || surrogate || code > 0x10ffff ? 0 : length;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string latin1ToUtf8(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            result += c;
        } else {
            result += char(0xc0 | byte >> 6);
            result += char(0x80 | (byte & 0x3f));
        }
    }
    return result;
}

}  // namespace

std::string plainText(std::string_view bytes, const std::string& name)
{
    if (bytes.find('\0') != std::string_view::npos)
        throw Error(name + " is not a text file.");
    if (bytes.starts_with("\xef\xbb\xbf"))
        bytes.remove_prefix(3);
    return isUtf8(bytes) ? std::string(bytes) : latin1ToUtf8(bytes);
}

}  // namespace whence
