#include <taglib/fileref.h>
#include <taglib/tag.h>
#include <taglib/tstring.h>

#include "core/audio/audio_source.h"

namespace whence {

namespace {

/// How many bytes the UTF-8 character at the start of a text has; 0 if it is not one.
std::size_t characterLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = byte(0) < 0x80                       ? 1
                               : byte(0) >= 0xc2 && byte(0) <= 0xdf ? 2
                               : byte(0) >= 0xe0 && byte(0) <= 0xef ? 3
                               : byte(0) >= 0xf0 && byte(0) <= 0xf4 ? 4
                                                                    : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    if (length >= 3) {
        const unsigned lead = unsigned(byte(0)) << 8 | byte(1);
        const bool tooLong = lead < 0xe0a0 || (lead >= 0xf000 && lead < 0xf090);
        const bool surrogate = lead >= 0xeda0 && lead < 0xee00;
        if (tooLong || surrogate || lead >= 0xf490)
            return 0;
    }
    return length;
}

/// Text of unknown origin as one line of valid UTF-8, without blanks at its ends.
std::string cleanText(std::string_view text)
{
    std::string clean;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (length == 0)
            clean += "\xef\xbf\xbd";  // the replacement character
        else if (static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7f)
            clean += ' ';
        else
            clean += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    clean.erase(0, clean.find_first_not_of(' '));
    clean.erase(clean.find_last_not_of(' ') + 1);
    return clean;
}

}  // namespace

void readTags(const std::filesystem::path& file, AudioFileInfo& info)
{
    const TagLib::FileRef reference(file.c_str(), false);
    if (const TagLib::Tag* tag = reference.isNull() ? nullptr : reference.tag()) {
        const auto take = [](const TagLib::String& text, std::string& target) {
            if (!text.isEmpty())
                target = text.to8Bit(true);
        };
        take(tag->title(), info.title);
        take(tag->artist(), info.artist);
        take(tag->album(), info.album);
    }
    for (std::string* text : {&info.title, &info.artist, &info.album})
        *text = cleanText(*text);
}

}  // namespace whence
