#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/failure.h"
#include "app/sleeping_threads.h"
#include "core/error.h"
#include "core/progress.h"
#include "core/tensors/network_library.h"

namespace whence {

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kInterrupted = 130;  // 128 + SIGINT, as shells have it

std::string overview(const std::vector<Command>& commands)
{
    std::string text =
        "Usage: whence-cli COMMAND [arguments]\n\n"
        "Predicts the emotion a piece of music conveys and traces it back to perceptual features\n"
        "and sound sources.\n\nCommands:\n";
    for (const Command& command : commands) {
        std::string name = "  " + command.name;
        name.resize(26, ' ');
        text += name + command.summary + "\n";
    }
    return text + "\nwhence-cli COMMAND --help tells more of a command.\n";
}

bool asksForHelp(const std::vector<std::string>& words)
{
    for (const std::string& word : words) {
        if (word == "--")
            return false;
        if (word == "--help" || word == "-h")
            return true;
    }
    return false;
}

/// The commands whose name starts with the group's ("models list", "models show", …).
std::vector<Command> groupOf(const std::vector<Command>& commands, const std::string& group)
{
    std::vector<Command> result;
    for (const Command& command : commands)
        if (command.name.starts_with(group + " "))
            result.push_back(command);
    return result;
}

int fail(const std::string& sentence, int code)
{
    printNote("whence-cli: " + sentence);
    return code;
}

int runCommand(const Command& command, const std::vector<std::string>& words)
{
    if (asksForHelp(words)) {
        printResult(helpText(command));
        return 0;
    }
    try {
        const Arguments arguments(command, words);
        if (const auto threads = arguments.integer("--threads", 1, 1024))
            setNetworkThreads(*threads);
        const int result = command.run(arguments, consoleProgress());
        clearProgressLine();
        return result;
    } catch (const UsageError& error) {
        return fail(error.what() + (" See \"whence-cli " + command.name + " --help\"."),
                    kWrongUsage);
    }
}

int run(std::vector<std::string> words)
{
    const std::vector<Command> commands = allCommands();
    if (words.empty())
        throw UsageError("Which command? \"whence-cli --help\" lists them.");
    if (words.front() == "--help" || words.front() == "-h" || words.front() == "help") {
        printResult(overview(commands));
        return 0;
    }
    if (words.front() == "--version")
        words.front() = "version";
    for (const Command& command : commands) {
        if (words.front() == command.name)
            return runCommand(command, {words.begin() + 1, words.end()});
        if (words.size() > 1 && words[0] + " " + words[1] == command.name)
            return runCommand(command, {words.begin() + 2, words.end()});
    }
    const std::vector<Command> group = groupOf(commands, words.front());
    if (group.empty())
        throw UsageError("There is no command \"" + words.front() + "\".");
    if (words.size() > 1 && asksForHelp(words)) {
        printResult(overview(group));
        return 0;
    }
    std::string names;
    for (const Command& command : group)
        names += (names.empty() ? "" : ", ") + command.name.substr(words.front().size() + 1);
    throw UsageError("\"" + words.front() + "\" is followed by one of: " + names + ".");
}

int guardedRun(const std::vector<std::string>& words)
{
    try {
        return run(words);
    } catch (const Cancelled&) {
        return fail("Interrupted; no incomplete result was left.", kInterrupted);
    } catch (const UsageError& error) {
        return fail(std::string(error.what()) + " See \"whence-cli --help\".", kWrongUsage);
    } catch (const std::exception& error) {
        return fail(sentenceFor(error), kFailed);
    }
}

}  // namespace

}  // namespace whence

int main(int argc, char** argv)
{
    whence::letWaitingThreadsSleep(argv);
    whence::catchInterrupts();
    return whence::guardedRun({argv + 1, argv + argc});
}
