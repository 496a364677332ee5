#pragma once

#include <string>

namespace whence {

/// A word as a POSIX shell must see it, in quotes where it needs them.
std::string shellWord(const std::string& word);

}  // namespace whence
