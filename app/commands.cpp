#include "app/commands.h"

namespace whence {

std::vector<Command> allCommands()
{
    return {synthesizeCommand(), trainEmotionCommand(), trainSeparatorCommand(), versionCommand()};
}

}  // namespace whence
