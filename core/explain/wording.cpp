#include "core/explain/wording.h"

#include <cctype>
#include <charconv>
#include <cmath>

#include "core/model/model_info.h"

namespace whence {

std::string number(double value, int decimals)
{
    char buffer[400];  // the longest double has 309 digits before the point
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(value),
                                   std::chars_format::fixed, decimals);
    const std::string digits(buffer, end.ptr);
    const bool isZero = digits.find_first_not_of("0.") == std::string::npos;
    return (value < 0.0 && !isZero ? "−" : "") + digits;
}

std::string signedNumber(double value)
{
    const std::string digits = number(value);
    return value > 0.0 && digits != "0.00" ? "+" + digits : digits;
}

std::string percent(double share)
{
    return number(100.0 * share, 0) + " %";
}

StemPhrase stemPhrase(const std::string& stem)
{
    // Stems from a folder are named after its files: "Vocals" is known too.
    const std::string name = uncapitalized(stem);
    if (name == "vocals" || name == "drums")
        return {"the " + name, true};
    if (name == "piano" || name == "bass" || name == "accompaniment" || name == "guitar")
        return {"the " + name, false};
    if (name == "other")
        return {"the other instruments", true};
    if (name == "residual")
        return {"what the stems leave out", false};
    return {"the stem “" + displayName(stem) + "”", false};
}

std::string listPhrase(const std::vector<std::string>& phrases)
{
    std::string result;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        if (i > 0)
            result += i + 1 < phrases.size() ? ", " : " and ";
        result += phrases[i];
    }
    return result;
}

std::string capitalized(std::string text)
{
    if (!text.empty())
        text[0] = char(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string uncapitalized(std::string text)
{
    if (!text.empty())
        text[0] = char(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
}

}  // namespace whence
