#include <QPolygonF>
#include <algorithm>
#include <array>
#include <map>

#include "core/report/wording.h"
#include "ui/report/figure_parts.h"
#include "ui/report/report_blocks.h"

namespace whence {

namespace {

const TextStyle kCell{7.6};
constexpr double kNameColumn = 16.0;  // pt, behind the symbol
constexpr double kMessageColumn = 118.0;

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

/// Checks of one name that have the same status and say the same.
struct CheckRow {
    Check check;
    QStringList features;
};

std::vector<CheckRow> rowsOf(const std::vector<Check>& checks)
{
    std::vector<CheckRow> rows;
    for (const Check& check : checks) {
        auto row = std::ranges::find_if(rows, [&](const CheckRow& known) {
            return known.check.name == check.name && known.check.status == check.status &&
                   known.check.message == check.message;
        });
        if (row == rows.end())
            row = rows.insert(rows.end(), {check, {}});
        if (!check.feature.empty())
            row->features << nameForPeople(check.feature);
    }
    return rows;
}

Block rowBlock(const CheckRow& row, bool isFirstOfName, double width)
{
    const QString title = isFirstOfName ? fromUtf8(checkTitle(row.check.name)) : QString();
    const QStringList lines =
        Canvas::wrapped(fromUtf8(row.check.message), width - kMessageColumn, kCell);
    const QStringList features =
        Canvas::wrapped(row.features.join(", "), kMessageColumn - kNameColumn - 8.0, {6.5});
    const double left = isFirstOfName ? Canvas::lineHeight(kCell) : 0.0;
    const double featureHeight =
        row.features.isEmpty() ? 0.0 : double(features.size()) * Canvas::lineHeight({6.5});
    const double height =
        std::max(double(lines.size()) * Canvas::lineHeight(kCell), left + featureHeight) + 4.5;
    const CheckStatus status = row.check.status;
    return {
        height, 0.0, false, [=](Canvas& canvas) {
            const Theme& theme = canvas.theme();
            canvas.line({isFirstOfName ? 0.0 : kNameColumn, 0}, {width, 0}, theme.hairline, 0.4);
            drawStatus(canvas, {5.0, 7.2}, status);
            canvas.lines({kNameColumn, 1.8}, {title}, {kCell.size, TextStyle::Face::Semibold});
            if (featureHeight > 0.0)
                canvas.lines({kNameColumn, 1.8 + left}, features,
                             {6.5, TextStyle::Face::Regular, theme.muted});
            canvas.lines({kMessageColumn, 1.8}, lines, kCell);
        }};
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

std::vector<Block> checkBlocks(const std::vector<Check>& checks, double width)
{
    std::vector<Block> blocks;
    std::string last;
    for (const CheckRow& row : rowsOf(checks)) {
        blocks.push_back(rowBlock(row, row.check.name != last, width));
        last = row.check.name;
    }
    if (!blocks.empty())
        blocks.back().spaceAfter = 14.0;
    return blocks;
}

}  // namespace whence
