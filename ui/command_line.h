#pragma once

#include <filesystem>
#include <string>

#include "core/analysis.h"
#include "ui/document.h"

namespace whence {

/// What an analysis in the window stands on beside its options.
struct CommandParts {
    std::filesystem::path recording;
    std::filesystem::path stems;  // folder; empty: they come from the separator
    Instruments instruments;
};

/// The command that repeats an analysis, in the folder of its recording.
std::string commandOf(const Analysis& analysis, const CommandParts& parts);

}  // namespace whence
