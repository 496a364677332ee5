#pragma once

#include <string>

namespace whence {

/// What listeners were asked to rate by the name of this feature or emotion ("melody"), a phrase
/// for after a colon; empty for a name that is not known.
std::string meaningOf(const std::string& name);

}  // namespace whence
