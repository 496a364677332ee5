#pragma once

#include <string>

#include "core/progress.h"

namespace whence {

/// From now on Ctrl-C (SIGINT), SIGTERM and SIGHUP end the running task through its Progress rather
/// than the program, so that nothing half-written is left.
void catchInterrupts();

/// Progress that cancels after an interrupt and, if standard error is a terminal, shows there how
/// far the task is: stage, percentage and time left.
Progress consoleProgress();

/// Takes the line of consoleProgress() off the terminal.
void clearProgressLine();

/// Prints a line on standard error, above the progress.
void printNote(const std::string& line);

/// Prints text on standard output. Throws Error if it can't be written (a full disk, a closed
/// pipe).
void printResult(const std::string& text);

}  // namespace whence
