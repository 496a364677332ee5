#include "app/commands.h"

namespace whence {

std::vector<Command> allCommands()
{
    std::vector<Command> commands = {analyzeCommand(), predictCommand(), separateCommand(),
                                     spectrogramCommand()};
    for (const Command& command : modelsCommands())
        commands.push_back(command);
    for (const Command& command :
         {synthesizeCommand(), trainEmotionCommand(), trainSeparatorCommand(),
          evaluateExplanationsCommand(), evaluateSeparationCommand(), benchmarkCommand(),
          versionCommand()})
        commands.push_back(command);
    return commands;
}

}  // namespace whence
