#pragma once

#include <string>
#include <vector>

namespace whence {

/// Place of a name among names; -1 if it is not there.
int indexOfName(const std::vector<std::string>& names, const std::string& name);

}  // namespace whence
