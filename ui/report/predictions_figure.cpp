#include <algorithm>
#include <cmath>
#include <optional>

#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

struct Row {
    QString name;
    double value = 0.0;
    std::optional<ReferenceStatistics> reference;
    std::optional<OutputQuality> quality;
    bool isEmotion = false;
};

constexpr double kRowHeight = 14.0;
constexpr double kTop = 24.0;

std::vector<Row> rowsOf(const Analysis& analysis)
{
    const ModelInfo& model = analysis.model;
    std::vector<Row> rows;
    const auto add = [&](const std::vector<std::string>& names, const std::vector<double>& values,
                         bool isEmotion) {
        for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) {
            Row row{isEmotion ? nameForPeople(names[i]) : featureForPeople(analysis, names[i]),
                    values[i],
                    {},
                    {},
                    isEmotion};
            if (model.reference.contains(names[i]))
                row.reference = model.reference.at(names[i]);
            if (model.quality.contains(names[i]))
                row.quality = model.quality.at(names[i]);
            rows.push_back(row);
        }
    };
    add(model.emotions, analysis.prediction.emotions, true);
    add(model.features, analysis.prediction.features, false);
    return rows;
}

void drawRow(Canvas& canvas, const Row& row, const Axis& axis, double y, double width)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    TextStyle name = type.label;
    if (row.isEmotion)
        name.face = TextStyle::Face::Semibold;
    canvas.label({0, y}, Canvas::elided(row.name, axis.begin - 2.0, name), name);
    if (row.reference) {
        const double mean = row.reference->mean, deviation = row.reference->standardDeviation;
        const auto place = [&](double value) {
            return axis.place(std::clamp(value, axis.minimum, axis.maximum));
        };
        canvas.fill(QRectF(QPointF(place(mean - deviation), y - 3.0),
                           QPointF(place(mean + deviation), y + 3.0)),
                    theme.hairline);
        canvas.line({place(mean), y - 3.0}, {place(mean), y + 3.0}, theme.muted, 0.7);
    }
    if (std::isfinite(row.value))
        canvas.dot({axis.place(std::clamp(row.value, axis.minimum, axis.maximum)), y}, 2.4,
                   theme.ink);
    canvas.label({axis.end + 27.0, y}, fromUtf8(signedOrDash(row.value)), type.number,
                 Qt::AlignRight);
    canvas.label({width, y}, row.quality ? fromUtf8(numberOrDash(row.quality->r)) : "–",
                 type.number, Qt::AlignRight);
}

void drawTable(Canvas& canvas, const std::vector<Row>& rows, double width)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    double range = 1.0;
    for (const Row& row : rows)
        if (std::isfinite(row.value))
            range = std::max(range, std::abs(row.value) * 1.05);
    const Axis axis{-range, range, 76.0, width - 48.0};
    const double bottom = kTop + kRowHeight * double(rows.size());
    TextStyle head = type.axis;
    head.color = theme.muted;
    canvas.text({0, 8.0}, "Predictions", type.title);
    canvas.text({axis.end + 27.0, kTop - 3.0}, "score", head, Qt::AlignRight);
    canvas.text({width, kTop - 3.0}, "r", {6.5, TextStyle::Face::Italic, theme.muted},
                Qt::AlignRight);
    drawValueAxis(canvas, axis, kTop, bottom, 3, "");
    canvas.line({axis.place(0), kTop}, {axis.place(0), bottom}, theme.faint, 0.5);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double y = kTop + kRowHeight * (double(i) + 0.5);
        if (i > 0 && !rows[i].isEmotion && rows[i - 1].isEmotion)
            canvas.line({0, y - kRowHeight / 2}, {width, y - kRowHeight / 2}, theme.faint, 0.4);
        drawRow(canvas, rows[i], axis, y, width);
    }
}

}  // namespace

Figure predictionsFigure(const Analysis& analysis, double width)
{
    const std::vector<Row> rows = rowsOf(analysis);
    if (rows.empty())
        return {};
    QString caption = "Predictions in the explained window.";
    if (!analysis.model.referenceSet.empty())
        caption += " Gray: mean ± standard deviation of the reference set.";
    caption += analysis.model.qualitySet.empty()
                   ? " How well the model predicts them is unknown."
                   : " r: correlation with the labels of held-out music.";
    caption += noteOnMarks(analysis);
    return {"predictions",
            caption,
            {width, kTop + kRowHeight * double(rows.size()) + 12.0},
            [rows, width](Canvas& canvas) { drawTable(canvas, rows, width); }};
}

}  // namespace whence
