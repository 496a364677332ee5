#pragma once

#include <exception>
#include <string>

namespace whence {

/// What to tell the user of any exception: an Error's sentence, or one for what the system throws.
std::string sentenceFor(const std::exception& exception);

}  // namespace whence
