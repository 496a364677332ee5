#pragma once

#include <vector>

#include "app/arguments.h"

namespace whence {

// One function per command, each in the file of its name (models: all of them).
Command analyzeCommand();
Command predictCommand();
Command separateCommand();
Command spectrogramCommand();
Command synthesizeCommand();
Command trainEmotionCommand();
Command trainSeparatorCommand();
Command evaluateExplanationsCommand();
Command evaluateSeparationCommand();
Command benchmarkCommand();
Command versionCommand();
/// "models list", "models show" and so on.
std::vector<Command> modelsCommands();

/// The table of whence-cli, in the order of its help.
std::vector<Command> allCommands();

}  // namespace whence
