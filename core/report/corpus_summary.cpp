#include "core/report/corpus_summary.h"

#include <algorithm>
#include <array>

#include "core/report/name_index.h"
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

/// The features of the model that heard the tracks: the first there is, for all are of one run.
std::vector<std::string> featuresOf(const std::vector<SummaryRow>& rows)
{
    for (const SummaryRow& row : rows)
        if (row.analysis)
            return row.analysis->model.features;
    return {};
}

/// Names of the checks of this status that are about the recording as a whole or about the feature.
std::string checksOf(const Analysis& analysis, const std::string& feature, CheckStatus status)
{
    std::vector<std::string> names;
    for (const Check& check : analysis.checks)
        if (check.status == status && (check.feature.empty() || check.feature == feature) &&
            std::ranges::find(names, check.name) == names.end())
            names.push_back(check.name);
    return joined(names, "+");
}

std::string fidelityOf(const Analysis& analysis, const std::string& feature)
{
    const auto source = std::ranges::find(analysis.sources, feature, &SourceExplanation::feature);
    return source == analysis.sources.end() ? "" : cell(source->lime.r2);
}

/// One emotion of a track: its value, where it comes from, and what the model hears besides.
Line valuesOf(const Analysis& analysis, const Chain& chain,
              const std::vector<std::string>& features)
{
    Line line = {chain.emotion,
                 cell(chain.value),
                 chain.feature,
                 cell(chain.relative),
                 chain.stem,
                 chain.stem.empty() ? "" : cell(chain.stemWeight),
                 fidelityOf(analysis, chain.feature)};
    for (const std::string& feature : features) {
        const auto place = std::size_t(indexOfName(analysis.model.features, feature));
        line.push_back(place < analysis.prediction.features.size()
                           ? cell(analysis.prediction.features[place])
                           : "");
    }
    line.insert(line.end(), {checksOf(analysis, chain.feature, CheckStatus::Failed),
                             checksOf(analysis, chain.feature, CheckStatus::Warning),
                             chain.sentence, joined(analysis.track.warnings, " ")});
    return line;
}

std::vector<TidyColumn> summaryColumns(const std::vector<std::string>& features)
{
    std::vector<TidyColumn> columns = {
        {"track", "", "file of the recording"},
        {"folder", "", "of its results"},
        {"status", "", "analyzed, done before or failed"},
        {"emotion", "", "emotion of the model"},
        {"value_score", "score", "predicted value in the explained window"},
        {"feature", "", "with the largest effect"},
        {"relative_share", "share",
         "of that effect in all absolute effects, centered where possible"},
        {"stem", "", "that drives the feature most; empty: none can be named"},
        {"stem_score", "score", "weight of that stem for the feature"},
        {"fidelity_r2", "R²", "how well single stems explain that feature; empty: unknown"}};
    for (const std::string& feature : features)
        columns.push_back({feature + "_score", "score", "predicted value in the explained window"});
    columns.insert(columns.end(),
                   {{"checks_failed", "", "of the recording and that feature, joined by +"},
                    {"checks_warning", "", "of the recording and that feature, joined by +"},
                    {"message", "", "why it failed, or the explanation in words"},
                    {"warnings", "", "of the recording, such as that it is cut off"}});
    return columns;
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
    const std::vector<std::string> features = featuresOf(rows);
    TidyTable table{"summary", summaryColumns(features), {}};
    for (const SummaryRow& row : rows) {
        const auto add = [&](const Line& rest) {
            Line line = {row.file, row.folder, statusText(row.status)};
            line.insert(line.end(), rest.begin(), rest.end());
            table.rows.push_back(line);
        };
        if (row.analysis)
            for (const Chain& chain : row.analysis->chains)
                add(valuesOf(*row.analysis, chain, features));
        else {
            Line rest(table.columns.size() - 3);
            rest[rest.size() - 2] = row.message;
            add(rest);
        }
    }
    return table;
}

}  // namespace whence
