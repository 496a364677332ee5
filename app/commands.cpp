#include "app/commands.h"

namespace whence {

std::vector<Command> allCommands()
{
    return {synthesizeCommand(), trainEmotionCommand(), versionCommand()};
}

}  // namespace whence
