#pragma once

#include <string>
#include <vector>

namespace whence {

/// number() and signedNumber() of core/explain/wording.h, but "–" for what is not a number.
std::string numberOrDash(double value, int decimals = 2);
std::string signedOrDash(double value);

/// "1:23.5", "1:02:03.0"; without the tenths if they are not wanted; "–" if it is not finite.
std::string timeText(double seconds, bool tenths = true);

/// Columns that a text in UTF-8 takes on a terminal: one for each character.
std::size_t widthOf(const std::string& text);

/// The parts that are not empty, with the separator between them.
std::string joined(const std::vector<std::string>& parts, const std::string& separator);

/// "5 mixes", "1 mix".
std::string counted(int count, const std::string& singular, const std::string& plural);

}  // namespace whence
