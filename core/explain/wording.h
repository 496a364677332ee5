#pragma once

#include <string>
#include <vector>

namespace whence {

/// "+0.31", "−0.08", "0.00": two decimals with a sign; what rounds to zero has none.
std::string signedNumber(double value);
/// "0.86": with that many decimals, rounded; minus as "−".
std::string number(double value, int decimals = 2);
/// "41 %"
std::string percent(double share);

/// A stem inside a sentence, and whether verbs after it are plural: "the vocals", "the other
/// instruments", "what the stems leave out", "the stem “violin 1”".
struct StemPhrase {
    std::string text;
    bool plural = false;
};
StemPhrase stemPhrase(const std::string& stem);

/// "the vocals, the drums and the bass"; empty for none.
std::string listPhrase(const std::vector<std::string>& phrases);

/// The sentence with its first letter in upper, or lower, case (ASCII).
std::string capitalized(std::string text);
std::string uncapitalized(std::string text);

}  // namespace whence
