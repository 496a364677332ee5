#include <array>
#include <optional>

#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

constexpr double kRowHeight = 12.0;
constexpr double kTop = 14.0;

struct QualityRow {
    QString name;
    std::array<QString, 5> cells;  // r, R², RMSE, mean, deviation
};

std::vector<QualityRow> rowsOf(const ModelInfo& model)
{
    std::vector<std::string> outputs = model.emotions;
    outputs.insert(outputs.end(), model.features.begin(), model.features.end());
    std::vector<QualityRow> rows;
    for (const std::string& output : outputs) {
        QualityRow row{nameForPeople(output), {"–", "–", "–", "–", "–"}};
        if (const auto quality = model.quality.find(output); quality != model.quality.end()) {
            row.cells[0] = fromUtf8(numberOrDash(quality->second.r));
            row.cells[1] = fromUtf8(numberOrDash(quality->second.r2));
            row.cells[2] = fromUtf8(numberOrDash(quality->second.rmse));
        }
        if (const auto entry = model.reference.find(output); entry != model.reference.end()) {
            row.cells[3] = fromUtf8(signedOrDash(entry->second.mean));
            row.cells[4] = fromUtf8(numberOrDash(entry->second.standardDeviation));
        }
        rows.push_back(row);
    }
    return rows;
}

void drawQuality(Canvas& canvas, const std::vector<QualityRow>& rows, double width)
{
    const FigureType type;
    TextStyle head = type.axis;
    head.color = canvas.theme().muted;
    constexpr std::array<const char*, 5> names = {"r", "R²", "RMSE", "mean", "SD"};
    const auto right = [width](std::size_t column) { return width - 29.0 * double(4 - column); };
    for (std::size_t column = 0; column < names.size(); ++column)
        canvas.text({right(column), 9.0}, QString::fromUtf8(names[column]), head, Qt::AlignRight);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double top = kTop + kRowHeight * double(i);
        canvas.line({0, top}, {width, top}, canvas.theme().hairline, 0.4);
        canvas.label({0, top + kRowHeight / 2},
                     Canvas::elided(rows[i].name, right(0) - 24.0, type.label), type.label);
        for (std::size_t column = 0; column < names.size(); ++column)
            canvas.label({right(column), top + kRowHeight / 2}, rows[i].cells[column], type.number,
                         Qt::AlignRight);
    }
}

}  // namespace

Figure qualityFigure(const Analysis& analysis, double width)
{
    const ModelInfo& model = analysis.model;
    const std::vector<QualityRow> rows = rowsOf(model);
    if (rows.empty())
        return {};
    QString caption =
        model.qualitySet.empty()
            ? QString("How well the model predicts is unknown: its card has no figures")
            : "How well the model predicts " + fromUtf8(model.qualitySet) +
                  " (r, R², RMSE in scores)";
    caption += model.referenceSet.empty()
                   ? QString(", and no reference set.")
                   : "; mean and standard deviation (SD) of " + fromUtf8(model.referenceSet) + ".";
    return {"model_quality",
            caption,
            {width, kTop + kRowHeight * double(rows.size())},
            [rows, width](Canvas& canvas) { drawQuality(canvas, rows, width); }};
}

}  // namespace whence
