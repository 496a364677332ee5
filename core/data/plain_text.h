#pragma once

#include <string>
#include <string_view>

namespace whence {

/// The text in these bytes as UTF-8, without a byte order mark; what is not UTF-8 is taken for
/// Latin-1. `name` is that of the file. Throws Error if a byte is 0.
std::string plainText(std::string_view bytes, const std::string& name);

}  // namespace whence
