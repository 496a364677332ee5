#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/progress.h"

namespace whence {

/// A command was called in a way it does not understand: the program ends with 2.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One option of a command.
struct Option {
    std::string name;   // "--model"
    std::string value;  // what stands for its value in the help, "FILE"; empty: it takes none
    std::string help;   // a phrase, with the default
};

class Arguments;

/// One command of whence-cli: how it is called, what it does.
struct Command {
    std::string name;      // "analyze"; of a group "models list"
    std::string operands;  // for the usage line, "TRACK..."
    int minimumOperands = 0;
    int maximumOperands = 0;  // -1: any number
    std::string summary;      // one line
    std::string details;      // paragraphs for --help; may be empty
    std::vector<Option> options;
    // Prints its results on standard output or writes them to files. Returns the exit code.
    std::function<int(const Arguments&, const Progress&)> run;
};

/// The words after a command, taken apart: `--name value`, `--name=value`, switches, and operands;
/// after `--` there are operands only.
class Arguments {
public:
    /// Throws UsageError on unknown options, missing values, or a wrong number of operands.
    Arguments(const Command& command, const std::vector<std::string>& words);

    const std::vector<std::string>& operands() const { return m_operands; }
    bool has(const std::string& option) const;
    std::optional<std::string> text(const std::string& option) const;
    std::optional<std::filesystem::path> path(const std::string& option) const;
    /// Throws UsageError if the value is not a number from minimum to maximum.
    std::optional<double> number(const std::string& option, double minimum, double maximum) const;
    std::optional<int> integer(const std::string& option, int minimum, int maximum) const;
    /// Of --seed, from 0 to `maximum`; 1 if it is not given.
    std::uint64_t seed(int maximum = 1'000'000'000) const;

private:
    std::vector<std::string> m_operands;
    std::map<std::string, std::string> m_values;
};

/// `--threads N`, which main() minds for every command that lists it.
Option threadsOption();

/// The text of `whence-cli COMMAND --help`.
std::string helpText(const Command& command);

}  // namespace whence
