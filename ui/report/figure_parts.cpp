#include "ui/report/figure_parts.h"

#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "core/report/report_text.h"
#include "core/report/wording.h"

namespace whence {

QString nameForPeople(const std::string& name)
{
    return fromUtf8(displayName(name));
}

QString featureForPeople(const Analysis& analysis, const std::string& feature)
{
    return nameForPeople(feature) + (isInvalid(analysis, feature) ? " †" : "");
}

QString noteOnMarks(const Analysis& analysis)
{
    const bool isMarked = std::ranges::any_of(
        analysis.model.features,
        [&](const std::string& feature) { return isInvalid(analysis, feature); });
    return isMarked ? QString(
                          " †: the model predicts this feature too poorly to rely on it "
                          "(held-out r below %1).")
                          .arg(fromUtf8(numberOrDash(analysis.options.thresholds.featureR)))
                    : QString();
}

QColor emotionColor(const Theme& theme, const std::string& emotion)
{
    return emotion == "arousal" ? theme.arousal : theme.valence;
}

void drawValueAxis(Canvas& canvas, const Axis& axis, double top, double bottom, int ticks,
                   const QString& unit)
{
    const Theme& theme = canvas.theme();
    const FigureType type;
    TextStyle style = type.axis;
    style.color = theme.muted;
    const std::vector<double> values = roundTicks(axis.minimum, axis.maximum, ticks);
    const double step = values.size() > 1 ? values[1] - values[0] : 1.0;
    for (const double value : values) {
        const double x = axis.place(value);
        canvas.line({x, top}, {x, bottom}, theme.hairline, 0.4);
        canvas.text({x, bottom + 8.0}, tickText(value, step), style, Qt::AlignHCenter);
    }
    if (!unit.isEmpty())
        canvas.text({(axis.begin + axis.end) / 2, bottom + 17.0}, unit, style, Qt::AlignHCenter);
}

void drawBar(Canvas& canvas, const Axis& axis, double y, double height, double value, bool counts)
{
    if (!std::isfinite(value))
        return;
    const Theme& theme = canvas.theme();
    const double zero = axis.place(0.0);
    const double end = axis.place(std::clamp(value, axis.minimum, axis.maximum));
    const QColor color = !counts ? theme.faint : value < 0 ? theme.negative : theme.positive;
    canvas.fill(QRectF(QPointF(std::min(zero, end), y - height / 2),
                       QPointF(std::max(zero, end), y + height / 2)),
                color);
}

void drawInterval(Canvas& canvas, const Axis& axis, double y, double low, double high)
{
    if (!std::isfinite(low) || !std::isfinite(high))
        return;
    const QColor ink = canvas.theme().ink;
    const double left = axis.place(std::clamp(low, axis.minimum, axis.maximum));
    const double right = axis.place(std::clamp(high, axis.minimum, axis.maximum));
    canvas.line({left, y}, {right, y}, ink, 0.7);
    canvas.line({left, y - 1.8}, {left, y + 1.8}, ink, 0.7);
    canvas.line({right, y - 1.8}, {right, y + 1.8}, ink, 0.7);
}

void drawDiamond(Canvas& canvas, const QPointF& center, double radius, const QColor& color)
{
    canvas.painter().setPen(QPen(color, 0.7));
    canvas.painter().setBrush(canvas.theme().background);
    canvas.painter().drawPolygon(
        QPolygonF({center + QPointF(0, -radius), center + QPointF(radius, 0),
                   center + QPointF(0, radius), center + QPointF(-radius, 0)}));
}

}  // namespace whence
