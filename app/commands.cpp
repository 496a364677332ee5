#include "app/commands.h"

namespace whence {

std::vector<Command> allCommands()
{
    return {versionCommand()};
}

}  // namespace whence
