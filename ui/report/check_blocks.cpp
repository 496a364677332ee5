#include <QPolygonF>
#include <algorithm>
#include <array>
#include <map>

#include "core/report/wording.h"
#include "ui/report/figure_parts.h"
#include "ui/report/report_blocks.h"

namespace whence {

namespace {

const TextStyle kCell{7.4};
constexpr double kMessages = 80.0;  // pt, where they begin, behind the names
constexpr double kSymbol = 14.0;    // pt, width of a status
constexpr double kGap = 12.0;       // pt, between two columns

/// The symbols differ in shape as well as in color.
void drawStatus(Canvas& canvas, const QPointF& center, CheckStatus status)
{
    const Theme& theme = canvas.theme();
    QPainter& painter = canvas.painter();
    const auto stroke = [&](const QPolygonF& points) {
        painter.setPen(QPen(theme.background, 1.1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(points.translated(center));
    };
    switch (status) {
        case CheckStatus::Ok:
            canvas.dot(center, 4.0, theme.ok);
            stroke({{-1.9, 0.1}, {-0.5, 1.6}, {2.0, -1.5}});
            break;
        case CheckStatus::Warning:
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.warning);
            painter.drawPolygon(QPolygonF({{0, -4.6}, {4.6, 3.6}, {-4.6, 3.6}}).translated(center));
            stroke({{0, -1.6}, {0, 0.9}});
            canvas.dot(center + QPointF(0, 2.4), 0.6, theme.background);
            break;
        case CheckStatus::Failed:
            canvas.fill({center.x() - 3.8, center.y() - 3.8, 7.6, 7.6}, theme.failed);
            stroke({{-1.7, -1.7}, {1.7, 1.7}});
            stroke({{-1.7, 1.7}, {1.7, -1.7}});
            break;
        case CheckStatus::Unknown:
            canvas.dot(center, 3.7, theme.background, theme.muted, 0.8);
            canvas.label(center, "?", {6.0, TextStyle::Face::Semibold, theme.muted},
                         Qt::AlignHCenter);
            break;
    }
}

/// A check where it stands in its row.
struct CheckCell {
    Check check;
    double left = 0.0;
    double width = 0.0;
};

std::vector<std::string> featuresOf(const std::vector<Check>& checks)
{
    std::vector<std::string> features;
    for (const Check& check : checks)
        if (!check.feature.empty() && std::ranges::find(features, check.feature) == features.end())
            features.push_back(check.feature);
    return features;
}

/// Whether two checks tell the reader the same; they may be on different features.
bool sayTheSame(const Check& a, const Check& b)
{
    return a.name == b.name && a.status == b.status && a.message == b.message;
}

/// The checks of one name without repetitions, in order.
std::vector<Check> checksOfName(const std::vector<Check>& checks, const std::string& name)
{
    std::vector<Check> result;
    for (const Check& check : checks)
        if (check.name == name && std::ranges::none_of(result, [&](const Check& known) {
                return sayTheSame(known, check);
            }))
            result.push_back(check);
    return result;
}

double columnWidth(double width)
{
    return (width - kMessages - kGap) / 2.0;
}

double columnLeft(std::size_t column, double width)
{
    return kMessages + double(column) * (columnWidth(width) + kGap);
}

/// The checks of one name: side by side where there is one for each of two features, otherwise
/// below each other.
std::vector<std::vector<CheckCell>> rowsOf(const std::vector<Check>& checks,
                                           const std::vector<std::string>& features, double width)
{
    std::vector<std::vector<CheckCell>> rows;
    if (features.size() == 2 && checks.size() == 2 && checks[0].feature == features[0] &&
        checks[1].feature == features[1]) {
        rows.push_back({{checks[0], columnLeft(0, width), columnWidth(width)},
                        {checks[1], columnLeft(1, width), columnWidth(width)}});
        return rows;
    }
    for (const Check& check : checks)
        rows.push_back({{check, kMessages, width - kMessages}});
    return rows;
}

Block rowBlock(const QString& title, const std::vector<CheckCell>& cells, double width)
{
    std::vector<QStringList> texts;
    qsizetype lines = 1;
    for (const CheckCell& cell : cells) {
        texts.push_back(Canvas::wrapped(fromUtf8(cell.check.message), cell.width - kSymbol, kCell));
        lines = std::max(lines, texts.back().size());
    }
    const double height = double(lines) * Canvas::lineHeight(kCell) + 4.0;
    return {height, 0.0, false, [=](Canvas& canvas) {
                canvas.line({title.isEmpty() ? kMessages : 0.0, 0}, {width, 0},
                            canvas.theme().hairline, 0.4);
                canvas.lines({0, 1.6}, {title}, {kCell.size, TextStyle::Face::Semibold});
                for (std::size_t i = 0; i < cells.size(); ++i) {
                    drawStatus(canvas, {cells[i].left + 5.0, 7.0}, cells[i].check.status);
                    canvas.lines({cells[i].left + kSymbol, 1.6}, texts[i], kCell);
                }
            }};
}

/// The names of two features above their columns.
Block columnsBlock(const std::vector<std::string>& features, double width)
{
    return {Canvas::lineHeight(kCell) + 2.0, 0.0, true, [=](Canvas& canvas) {
                TextStyle quiet = kCell;
                quiet.color = canvas.theme().muted;
                for (std::size_t i = 0; i < features.size(); ++i)
                    canvas.lines({columnLeft(i, width) + kSymbol, 0},
                                 {"of " + nameForPeople(features[i])}, quiet);
            }};
}

/// "residual (all), fidelity (minorness)": the checks of this status on features that `detailed`
/// does not name, with those features; `count` is how many such features there are.
QString listOf(CheckStatus status, const std::vector<Check>& others, std::size_t count)
{
    std::vector<std::string> names;
    std::map<std::string, QStringList> features;
    for (const Check& check : others) {
        if (check.status != status)
            continue;
        if (!features.contains(check.name))
            names.push_back(check.name);
        features[check.name] << nameForPeople(check.feature);
    }
    QStringList parts;
    for (const std::string& name : names) {
        const bool isAll = std::size_t(features[name].size()) == count;
        parts << nameForPeople(name) + " (" + (isAll ? "all" : features[name].join(", ")) + ")";
    }
    return parts.join(", ");
}

}  // namespace

Block checkSummaryBlock(const std::vector<Check>& checks)
{
    static constexpr std::array order = {CheckStatus::Ok, CheckStatus::Warning, CheckStatus::Failed,
                                         CheckStatus::Unknown};
    std::map<CheckStatus, int> counts;
    for (const Check& check : checks)
        ++counts[check.status];
    return {12.0, 12.0, false, [counts](Canvas& canvas) {
                const TextStyle style{8.2};
                double left = 0.0;
                canvas.label({left, 6.0}, "Checks:", style);
                left += Canvas::textWidth("Checks:", style) + 12.0;
                for (const CheckStatus status : order) {
                    if (!counts.contains(status))
                        continue;
                    const int count = counts.at(status);
                    const bool isPlural = status == CheckStatus::Warning && count > 1;
                    const QString text = QString::number(count) + " " +
                                         fromUtf8(statusName(status)) + (isPlural ? "s" : "");
                    drawStatus(canvas, {left, 6.0}, status);
                    canvas.label({left + 7.0, 6.0}, text, style);
                    left += Canvas::textWidth(text, style) + 22.0;
                }
            }};
}

std::vector<Block> otherChecksBlocks(const std::vector<Check>& checks,
                                     const std::vector<std::string>& detailed, double width)
{
    std::vector<Check> others;
    std::ranges::copy_if(checks, std::back_inserter(others), [&](const Check& check) {
        return !check.feature.empty() &&
               std::ranges::find(detailed, check.feature) == detailed.end();
    });
    if (others.empty())
        return {};
    const std::size_t count = featuresOf(others).size();
    const QString failed = listOf(CheckStatus::Failed, others, count);
    const QString warnings = listOf(CheckStatus::Warning, others, count);
    QStringList sentences;
    if (!failed.isEmpty())
        sentences << "Failed: " + failed + ".";
    if (!warnings.isEmpty())
        sentences << "Warnings: " + warnings + ".";
    Check summary;
    summary.status = !failed.isEmpty()     ? CheckStatus::Failed
                     : !warnings.isEmpty() ? CheckStatus::Warning
                                           : CheckStatus::Ok;
    summary.message =
        sentences.isEmpty() ? "No check fails or warns." : sentences.join(" ").toStdString();
    return {rowBlock("Other features", {{summary, kMessages, width - kMessages}}, width)};
}

std::vector<Block> checkBlocks(const std::vector<Check>& checks, double width)
{
    const std::vector<std::string> features = featuresOf(checks);
    std::vector<Block> blocks;
    if (features.size() == 2)
        blocks.push_back(columnsBlock(features, width));
    std::vector<std::string> names;
    for (const Check& check : checks) {
        if (std::ranges::find(names, check.name) != names.end())
            continue;
        names.push_back(check.name);
        QString title = fromUtf8(checkTitle(check.name));
        for (const auto& row : rowsOf(checksOfName(checks, check.name), features, width)) {
            blocks.push_back(rowBlock(title, row, width));
            title.clear();
        }
    }
    if (!blocks.empty())
        blocks.back().spaceAfter = 14.0;
    return blocks;
}

}  // namespace whence
