#include "core/report/wording.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/explain/wording.h"

namespace whence {

namespace {

const std::string kDash = "–";

/// "−∞" or "∞".
std::string infinityText(double value)
{
    return value < 0.0 ? "−∞" : "∞";
}

}  // namespace

std::string numberOrDash(double value, int decimals)
{
    if (std::isnan(value))
        return kDash;
    return std::isinf(value) ? infinityText(value) : number(value, decimals);
}

std::string signedOrDash(double value)
{
    if (std::isnan(value))
        return kDash;
    return std::isinf(value) ? infinityText(value) : signedNumber(value);
}

std::string timeText(double seconds, bool tenths)
{
    if (!std::isfinite(seconds))
        return kDash;
    const long long units = std::llround(std::abs(seconds) * (tenths ? 10.0 : 1.0));
    const long long whole = tenths ? units / 10 : units;
    char text[64];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60,
                      whole % 60);
    else
        std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
    std::string result = (seconds < 0 && units > 0 ? "−" : "") + std::string(text);
    if (tenths)
        result += "." + std::to_string(units % 10);
    return result;
}

std::size_t widthOf(const std::string& text)
{
    // What continues a character begins with the bits 10.
    return std::size_t(
        std::ranges::count_if(text, [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

std::string joined(const std::vector<std::string>& parts, const std::string& separator)
{
    std::string result;
    for (const std::string& part : parts)
        if (!part.empty())
            result += (result.empty() ? "" : separator) + part;
    return result;
}

std::string counted(int count, const std::string& singular, const std::string& plural)
{
    return std::to_string(count) + " " + (count == 1 ? singular : plural);
}

}  // namespace whence
