#include "core/report/corpus_summary.h"

#include <algorithm>
#include <array>

#include "core/report/wording.h"

namespace whence {

namespace {

using Line = std::vector<std::string>;

std::string statusText(TrackStatus status)
{
    switch (status) {
        case TrackStatus::Done:
            return "analyzed";
        case TrackStatus::DoneBefore:
            return "done before";
        case TrackStatus::Failed:
            break;
    }
    return "failed";
}

/// Columns on a terminal: characters that are not the continuation of one in UTF-8.
std::size_t widthOf(const std::string& text)
{
    return std::size_t(
        std::ranges::count_if(text, [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

std::string checksText(const std::vector<Check>& checks)
{
    const auto count = [&](CheckStatus status) {
        return int(std::ranges::count(checks, status, &Check::status));
    };
    const int failed = count(CheckStatus::Failed);
    const int warnings = count(CheckStatus::Warning);
    if (failed == 0 && warnings == 0)
        return "ok";
    std::string text;
    if (failed > 0)
        text = std::to_string(failed) + " failed";
    if (warnings > 0)
        text += (text.empty() ? "" : ", ") + counted(warnings, "warning", "warnings");
    return text;
}

Line lineOf(const SummaryRow& row)
{
    Line line = {row.file, statusText(row.status)};
    if (!row.analysis)
        return line;
    std::string values, causes;
    for (const Chain& chain : row.analysis->chains) {
        if (chain.emotion.empty())
            continue;
        values += (values.empty() ? "" : ", ") + displayName(chain.emotion) + " " +
                  signedOrDash(chain.value);
        causes += (causes.empty() ? "" : "; ") + displayName(chain.feature) + " ← " +
                  (chain.stem.empty() ? "?" : displayName(chain.stem));
    }
    line.insert(line.end(), {values, causes, checksText(row.analysis->checks)});
    return line;
}

std::string aligned(const std::vector<Line>& lines)
{
    std::vector<std::size_t> widths;
    for (const Line& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) {
            widths.resize(std::max(widths.size(), i + 1));
            widths[i] = std::max(widths[i], widthOf(line[i]));
        }
    std::string text;
    for (const Line& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            text += line[i];
            if (i + 1 < line.size())
                text += std::string(widths[i] - widthOf(line[i]) + 2, ' ');
        }
        text += "\n";
    }
    return text;
}

}  // namespace

std::string summaryText(const std::vector<SummaryRow>& rows)
{
    std::vector<Line> lines = {{"track", "status", "emotions", "causes", "checks"}};
    std::array<int, 3> counts = {};
    for (const SummaryRow& row : rows) {
        lines.push_back(lineOf(row));
        ++counts[std::size_t(row.status)];
    }
    return aligned(lines) + "\n" + counted(counts[0], "track", "tracks") + " analyzed, " +
           std::to_string(counts[1]) + " done before, " + std::to_string(counts[2]) + " failed.\n";
}

TidyTable summaryTable(const std::vector<SummaryRow>& rows)
{
    TidyTable table{"summary",
                    {{"track", "", "file of the recording"},
                     {"folder", "", "of its results"},
                     {"status", "", "analyzed, done before or failed"},
                     {"emotion", "", "emotion of the model"},
                     {"value_score", "score", "predicted value in the explained window"},
                     {"feature", "", "with the largest effect"},
                     {"relative_share", "share",
                      "of that effect in all absolute effects, centered where possible"},
                     {"stem", "", "that drives the feature most; empty: none can be named"},
                     {"stem_score", "score", "weight of that stem for the feature"},
                     {"message", "", "why it failed, or the explanation in words"},
                     {"warnings", "", "of the recording, such as that it is cut off"}},
                    {}};
    for (const SummaryRow& row : rows) {
        const Line head = {row.file, row.folder, statusText(row.status)};
        const auto add = [&](const Line& rest) {
            Line line = head;
            line.insert(line.end(), rest.begin(), rest.end());
            table.rows.push_back(line);
        };
        if (!row.analysis)
            add({"", "", "", "", "", "", row.message, ""});
        else
            for (const Chain& chain : row.analysis->chains)
                add({chain.emotion, cell(chain.value), chain.feature, cell(chain.relative),
                     chain.stem, chain.stem.empty() ? "" : cell(chain.stemWeight), chain.sentence,
                     joined(row.analysis->track.warnings, " ")});
    }
    return table;
}

}  // namespace whence
