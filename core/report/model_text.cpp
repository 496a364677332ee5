#include "core/report/model_text.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "core/error.h"
#include "core/model/emotion_model.h"
#include "core/report/wording.h"
#include "core/separation/separator.h"

namespace whence {

namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kNameColumns = 16;

std::string padded(const std::string& text, std::size_t width)
{
    return text + std::string(width - std::min(width, widthOf(text)), ' ');
}

/// `head`, then the text in lines that start below its first word.
std::string wrapped(const std::string& head, const std::string& text)
{
    std::string result = head;
    std::size_t column = widthOf(head);
    std::istringstream words(text);
    bool isFirst = true;
    for (std::string word; words >> word; isFirst = false) {
        if (!isFirst && column + 1 + widthOf(word) > kColumns) {
            result += "\n" + std::string(widthOf(head), ' ');
            column = widthOf(head);
        } else if (!isFirst) {
            result += " ";
            ++column;
        }
        result += word;
        column += widthOf(word);
    }
    return result + "\n";
}

std::string tableText(const CardTable& table)
{
    std::vector<std::vector<std::string>> lines = table.rows;
    lines.insert(lines.begin(), table.header);
    std::vector<std::size_t> widths(table.header.size());
    for (const std::vector<std::string>& line : lines)
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(line.at(i)));
    std::string text = table.title.empty() ? "" : wrapped("  ", table.title);
    for (const std::vector<std::string>& line : lines) {
        text += "  " + padded(line.front(), widths.front());
        for (std::size_t i = 1; i < widths.size(); ++i)
            text += "  " + std::string(widths[i] - widthOf(line[i]), ' ') + line[i];
        text += "\n";
    }
    return text;
}

std::string sectionText(const CardSection& section)
{
    std::string text = section.heading + "\n";
    for (const auto& [name, value] : section.facts)
        text += wrapped("  " + padded(name, kNameColumns), value);
    for (const std::string& point : section.points)
        text += wrapped(section.points.size() > 1 ? "  - " : "  ", point);
    for (const CardTable& table : section.tables)
        text += tableText(table);
    return text;
}

}  // namespace

std::string cardOf(const ModelFile& model)
{
    return model.kind == ModelKind::Emotion ? toJson(readModelInfo(model.file))
                                            : toJson(readSeparatorInfo(model.file));
}

std::string describe(const ModelFile& model)
{
    std::string text;
    for (const CardSection& section : readCard(model).sections)
        text += (text.empty() ? "" : "\n") + sectionText(section);
    return text;
}

std::string describeInLine(const ModelFile& model)
{
    std::string text = model.name +
                       (model.kind == ModelKind::Emotion ? "  emotion model" : "  separator") +
                       (model.isBuiltIn ? ", built in" : "") + ": ";
    try {
        if (model.kind == ModelKind::Emotion) {
            const ModelInfo info = readModelInfo(model.file);
            text += info.name + (info.notice.empty() ? "" : " (" + info.notice + ")");
        } else {
            const SeparatorInfo info = readSeparatorInfo(model.file);
            text += info.name + (info.notice.empty() ? "" : " (" + info.notice + ")");
        }
    } catch (const Error& error) {
        text += error.what();
    }
    return text + "\n";
}

}  // namespace whence
