#include "app/arguments.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace whence {

namespace {

constexpr std::size_t kTextWidth = 88;  // columns

const Option* findOption(const Command& command, const std::string& name)
{
    const auto option = std::ranges::find(command.options, name, &Option::name);
    return option == command.options.end() ? nullptr : &*option;
}

void checkOperands(const Command& command, std::size_t count)
{
    if (int(count) < command.minimumOperands)
        throw UsageError(count == 0 ? "\"" + command.name + "\" needs \"" + command.operands + "\"."
                                    : "\"" + command.name + "\" needs more: \"" + command.operands +
                                          "\".");
    if (command.maximumOperands >= 0 && int(count) > command.maximumOperands)
        throw UsageError(command.maximumOperands == 0
                             ? "\"" + command.name + "\" takes options only."
                             : "\"" + command.name + "\" takes no more than \"" + command.operands +
                                   "\".");
}

template <typename Number>
Number parseNumber(const std::string& option, const std::string& text, Number minimum,
                   Number maximum)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() ||
        !(value >= minimum && value <= maximum)) {
        std::ostringstream message;
        message << option << " takes a number from " << minimum << " to " << maximum << ", not \""
                << text << "\".";
        throw UsageError(message.str());
    }
    return value;
}

/// `text` in lines of at most kTextWidth columns, all but the first indented.
std::string wrapped(const std::string& text, std::size_t indent)
{
    std::istringstream words(text);
    std::string result, word;
    std::size_t column = indent;
    while (words >> word) {
        if (column > indent && column + 1 + word.size() > kTextWidth) {
            result += "\n" + std::string(indent, ' ');
            column = indent;
        }
        if (column > indent) {
            result += " ";
            ++column;
        }
        result += word;
        column += word.size();
    }
    return result;
}

std::string paragraphs(const std::string& text)
{
    std::istringstream lines(text);
    std::string result, line;
    while (std::getline(lines, line))
        result += (line.starts_with(' ') ? line : wrapped(line, 0)) + "\n";
    return result;
}

}  // namespace

Arguments::Arguments(const Command& command, const std::vector<std::string>& words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--") {
            m_operands.insert(m_operands.end(), words.begin() + std::ptrdiff_t(i) + 1, words.end());
            break;
        }
        if (!words[i].starts_with('-') || words[i] == "-") {
            m_operands.push_back(words[i]);
            continue;
        }
        const std::size_t equals = words[i].find('=');
        const std::string name = words[i].substr(0, equals);
        const Option* option = findOption(command, name);
        if (!option)
            throw UsageError("\"" + command.name + "\" has no option " + name + ".");
        if (m_values.contains(name))
            throw UsageError(name + " is given twice.");
        if (option->value.empty()) {
            if (equals != std::string::npos)
                throw UsageError(name + " takes no value.");
            m_values[name] = "";
        } else if (equals != std::string::npos) {
            m_values[name] = words[i].substr(equals + 1);
        } else if (i + 1 < words.size() && !words[i + 1].starts_with("--")) {
            m_values[name] = words[++i];
        } else {
            throw UsageError(name + " needs a value: " + name + " " + option->value + ".");
        }
        if (!option->value.empty() && m_values[name].empty())
            throw UsageError(name + " needs a value that is not empty.");
    }
    checkOperands(command, m_operands.size());
    if (std::ranges::find(m_operands, "") != m_operands.end())
        throw UsageError("\"" + command.name + "\" is given an empty name.");
}

bool Arguments::has(const std::string& option) const
{
    return m_values.contains(option);
}

std::optional<std::string> Arguments::text(const std::string& option) const
{
    const auto value = m_values.find(option);
    return value == m_values.end() ? std::nullopt : std::optional(value->second);
}

std::optional<std::filesystem::path> Arguments::path(const std::string& option) const
{
    const auto value = text(option);
    return value ? std::optional<std::filesystem::path>(*value) : std::nullopt;
}

std::optional<double> Arguments::number(const std::string& option, double minimum,
                                        double maximum) const
{
    const auto value = text(option);
    return value ? std::optional(parseNumber(option, *value, minimum, maximum)) : std::nullopt;
}

std::optional<int> Arguments::integer(const std::string& option, int minimum, int maximum) const
{
    const auto value = text(option);
    return value ? std::optional(parseNumber(option, *value, minimum, maximum)) : std::nullopt;
}

std::uint64_t Arguments::seed(int maximum) const
{
    return std::uint64_t(integer("--seed", 0, maximum).value_or(1));
}

Option threadsOption()
{
    return {"--threads", "N", "processor threads to compute with (default: all)"};
}

std::string helpText(const Command& command)
{
    std::string text = "Usage: whence-cli " + command.name;
    if (!command.operands.empty())
        text += " " + command.operands;
    text += command.options.empty() ? "\n\n" : " [options]\n\n";
    text += paragraphs(command.summary);
    if (!command.details.empty())
        text += "\n" + paragraphs(command.details);
    std::vector<Option> options = command.options;
    options.push_back({"--help", "", "this text"});
    std::size_t width = 0;
    for (const Option& option : options)
        width = std::max(width, option.name.size() + 1 + option.value.size());
    text += "\nOptions:\n";
    for (const Option& option : options) {
        std::string name = "  " + option.name + " " + option.value;
        name.resize(width + 4, ' ');
        text += name + wrapped(option.help, name.size()) + "\n";
    }
    return text;
}

}  // namespace whence
