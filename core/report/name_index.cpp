#include "core/report/name_index.h"

#include <algorithm>

namespace whence {

int indexOfName(const std::vector<std::string>& names, const std::string& name)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? -1 : int(found - names.begin());
}

}  // namespace whence
