#include <algorithm>
#include <cmath>

#include "core/report/report_text.h"
#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

constexpr double kRowHeight = 15.0;
constexpr double kNames = 78.0;
constexpr double kGap = 14.0;

struct Matrix {
    QString emotion;
    QColor color;
    std::vector<std::vector<double>> cells;  // feature × stem
    double range = 1.0;                      // of the color scale
};

struct MatrixData {
    QStringList features;
    QStringList stems;
    std::vector<Matrix> matrices;
    double top = 0.0;  // pt, of the first row
    bool isTurned = false;
};

double rowSum(const std::vector<double>& row)
{
    double sum = 0.0;
    for (const double value : row)
        sum += value;
    return sum;
}

double columnSum(const Matrix& matrix, std::size_t column)
{
    double sum = 0.0;
    for (const std::vector<double>& row : matrix.cells)
        sum += row.at(column);
    return sum;
}

MatrixData matrixData(const Analysis& analysis, double columnWidth)
{
    MatrixData data;
    for (const std::string& feature : analysis.model.features)
        data.features << featureForPeople(analysis, feature);
    const TextStyle style = FigureType{}.axis;
    double widest = 0.0;
    for (const std::string& stem : analysis.mixes.components) {
        data.stems << Canvas::elided(nameForPeople(stem), 56.0, style);
        widest = std::max(widest, Canvas::textWidth(data.stems.back(), style));
    }
    data.isTurned = widest > columnWidth - 2.0;
    data.top = 16.0 + (data.isTurned ? widest + 4.0 : 10.0);
    std::vector<double> all;
    for (std::size_t e = 0; e < analysis.model.emotions.size(); ++e) {
        const std::string& emotion = analysis.model.emotions[e];
        data.matrices.push_back({nameForPeople(emotion), emotionColor({}, emotion),
                                 chainMatrix(analysis.model, int(e), analysis.sources), 1.0});
        for (const std::vector<double>& row : data.matrices.back().cells)
            all.insert(all.end(), row.begin(), row.end());
    }
    for (Matrix& matrix : data.matrices)
        matrix.range = symmetricRange(all, 0.01);
    return data;
}

void drawCell(Canvas& canvas, const QRectF& area, double value, double range)
{
    const Theme& theme = canvas.theme();
    const double share = std::isfinite(value) ? value / range : 0.0;
    const QColor color = divergingColor(theme, 0.85 * share);
    canvas.fill(area.adjusted(0.4, 0.4, -0.4, -0.4), color);
    TextStyle style{area.width() < 22.0 ? 5.6 : 6.5};
    style.color = qGray(color.rgb()) < 120 ? theme.background : theme.ink;
    canvas.label(area.center(), fromUtf8(signedOrDash(value)), style, Qt::AlignHCenter);
}

void drawStemNames(Canvas& canvas, const MatrixData& data, double left, double columnWidth)
{
    const TextStyle style = FigureType{}.axis;
    QStringList names = data.stems;
    names << "sum";
    for (qsizetype i = 0; i < names.size(); ++i) {
        const double x = left + columnWidth * (double(i) + 0.5);
        if (!data.isTurned) {
            canvas.text({x, data.top - 4.0}, names[i], style, Qt::AlignHCenter);
            continue;
        }
        canvas.painter().save();
        canvas.painter().translate(x + 2.3, data.top - 3.0);
        canvas.painter().rotate(-90.0);
        canvas.text({0, 0}, names[i], style);
        canvas.painter().restore();
    }
}

void drawMatrix(Canvas& canvas, const MatrixData& data, const Matrix& matrix, double left,
                double columnWidth)
{
    TextStyle title = FigureType{}.title;
    title.color = matrix.color;
    TextStyle sums{columnWidth < 22.0 ? 5.6 : 6.5, TextStyle::Face::Semibold};
    canvas.text({left, 8.0}, matrix.emotion.left(1).toUpper() + matrix.emotion.mid(1), title);
    drawStemNames(canvas, data, left, columnWidth);
    const std::size_t stems = std::size_t(data.stems.size());
    const double sumCenter = left + columnWidth * (double(stems) + 0.5);
    double total = 0.0;
    for (std::size_t row = 0; row < matrix.cells.size(); ++row) {
        const double top = data.top + kRowHeight * double(row);
        for (std::size_t stem = 0; stem < stems; ++stem)
            drawCell(canvas, {left + columnWidth * double(stem), top, columnWidth, kRowHeight},
                     matrix.cells[row].at(stem), matrix.range);
        total += rowSum(matrix.cells[row]);
        canvas.label({sumCenter, top + kRowHeight / 2},
                     fromUtf8(signedOrDash(rowSum(matrix.cells[row]))), sums, Qt::AlignHCenter);
    }
    const double bottom = data.top + kRowHeight * double(matrix.cells.size());
    canvas.line({left, bottom + 1.0}, {sumCenter + columnWidth / 2, bottom + 1.0},
                canvas.theme().faint, 0.5);
    for (std::size_t stem = 0; stem < stems; ++stem)
        canvas.label({left + columnWidth * (double(stem) + 0.5), bottom + kRowHeight / 2 + 1.0},
                     fromUtf8(signedOrDash(columnSum(matrix, stem))), sums, Qt::AlignHCenter);
    canvas.label({sumCenter, bottom + kRowHeight / 2 + 1.0}, fromUtf8(signedOrDash(total)), sums,
                 Qt::AlignHCenter);
}

}  // namespace

Figure matrixFigure(const Analysis& analysis, double width)
{
    if (!hasSources(analysis) || analysis.model.emotions.empty())
        return {};
    const double count = double(analysis.model.emotions.size());
    const double panel = (width - kNames - kGap * (count - 1.0)) / count;
    const double columnWidth = panel / double(analysis.mixes.components.size() + 1);
    const MatrixData data = matrixData(analysis, columnWidth);
    const double height = data.top + kRowHeight * double(data.features.size() + 1) + 3.0;
    return {"chain_matrix",
            "From sources to emotions: weight of the feature for the emotion times Shapley value "
            "of the stem for the feature, in scores of the emotion. Everything sums up to the full "
            "mix minus silence." +
                noteOnMarks(analysis),
            {width, height},
            [data, panel, columnWidth](Canvas& canvas) {
                const FigureType type;
                for (qsizetype i = 0; i <= data.features.size(); ++i)
                    canvas.label({0, data.top + kRowHeight * (double(i) + 0.5) +
                                         (i == data.features.size() ? 1.0 : 0.0)},
                                 i == data.features.size()
                                     ? QString("sum")
                                     : Canvas::elided(data.features[i], kNames - 4.0, type.label),
                                 type.label);
                for (std::size_t i = 0; i < data.matrices.size(); ++i)
                    drawMatrix(canvas, data, data.matrices[i], kNames + double(i) * (panel + kGap),
                               columnWidth);
            }};
}

}  // namespace whence
