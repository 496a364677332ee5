#pragma once

#include <vector>

#include "app/arguments.h"

namespace whence {

// One function per command, each in the file of its name (models: all of them).
Command synthesizeCommand();
Command trainEmotionCommand();
Command trainSeparatorCommand();
Command versionCommand();

/// The table of whence-cli, in the order of its help.
std::vector<Command> allCommands();

}  // namespace whence
