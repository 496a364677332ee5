#include "app/commands.h"
#include "app/console.h"
#include "core/analysis.h"

namespace whence {

Command versionCommand()
{
    Command command;
    command.name = "version";
    command.summary = "Prints the version of the program and the commit it was built from.";
    command.run = [](const Arguments&, const Progress&) {
        printResult("whence " + programVersion() + " (" + programCommit() + ")\n");
        return 0;
    };
    return command;
}

}  // namespace whence
