#include "core/analysis.h"

namespace whence {

std::string programVersion()
{
    return WHENCE_VERSION;
}

}  // namespace whence
