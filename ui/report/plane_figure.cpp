#include <algorithm>
#include <cmath>
#include <limits>

#include "core/report/name_index.h"
#include "core/report/wording.h"
#include "ui/report/figure.h"
#include "ui/report/figure_parts.h"

namespace whence {

namespace {

struct PlanePoint {
    double valence = 0.0;
    double arousal = 0.0;
    double time = 0.0;  // s, middle of the window
};

struct PlaneData {
    std::vector<PlanePoint> trajectory;
    PlanePoint explained;
    bool hasReference = false;
    PlanePoint reference;  // means of the reference set
};

struct PlaneView {
    QRectF area;  // pt
    Axis valence;
    Axis arousal;

    QPointF place(const PlanePoint& point) const
    {
        return {valence.place(point.valence), arousal.place(point.arousal)};
    }
};

PlaneData planeData(const Analysis& analysis, int valence, int arousal)
{
    const auto point = [&](const Prediction& prediction, double time) {
        return PlanePoint{prediction.emotions.at(valence), prediction.emotions.at(arousal), time};
    };
    PlaneData data;
    for (const TimelinePoint& entry : analysis.timeline)
        data.trajectory.push_back(point(entry.prediction, (entry.start + entry.end) / 2));
    data.explained = point(analysis.prediction, analysis.window.start + analysis.window.length / 2);
    const auto& reference = analysis.model.reference;
    data.hasReference = reference.contains("valence") && reference.contains("arousal");
    if (data.hasReference)
        data.reference = {reference.at("valence").mean, reference.at("arousal").mean};
    return data;
}

/// A square view of the same scale in both directions around a center.
PlaneView squareView(const QRectF& area, const PlanePoint& center, double half)
{
    return {area,
            {center.valence - half, center.valence + half, area.left(), area.right()},
            {center.arousal - half, center.arousal + half, area.bottom(), area.top()}};
}

PlaneView wholeView(const QRectF& area, const PlaneData& data)
{
    double half = 1.0;
    for (const PlanePoint& point : data.trajectory)
        half = std::max({half, std::abs(point.valence) * 1.05, std::abs(point.arousal) * 1.05});
    half = std::max(
        {half, std::abs(data.explained.valence) * 1.05, std::abs(data.explained.arousal) * 1.05});
    return squareView(area, {}, half);
}

PlaneView closeView(const QRectF& area, const PlaneData& data)
{
    PlanePoint low = data.explained, high = data.explained;
    for (const PlanePoint& point : data.trajectory) {
        low.valence = std::min(low.valence, point.valence);
        low.arousal = std::min(low.arousal, point.arousal);
        high.valence = std::max(high.valence, point.valence);
        high.arousal = std::max(high.arousal, point.arousal);
    }
    const double extent = std::max(high.valence - low.valence, high.arousal - low.arousal);
    return squareView(area,
                      {(low.valence + high.valence) / 2, (low.arousal + high.arousal) / 2, 0.0},
                      std::max(0.05, 0.62 * extent));
}

void drawGrid(Canvas& canvas, const PlaneView& view)
{
    const Theme& theme = canvas.theme();
    TextStyle style = FigureType{}.axis;
    style.color = theme.muted;
    const auto ticks = [&](const Axis& axis, bool isHorizontal) {
        const std::vector<double> values = roundTicks(axis.minimum, axis.maximum, 6);
        const double step = values.size() > 1 ? values[1] - values[0] : 1.0;
        for (const double value : values) {
            const double place = axis.place(value);
            const bool isZero = std::abs(value) < step / 1000.0;
            const QColor color = isZero ? theme.faint : theme.hairline;
            if (isHorizontal) {
                canvas.line({place, view.area.top()}, {place, view.area.bottom()}, color, 0.4);
                canvas.text({place, view.area.bottom() + 9.0}, tickText(value, step), style,
                            Qt::AlignHCenter);
            } else {
                canvas.line({view.area.left(), place}, {view.area.right(), place}, color, 0.4);
                canvas.label({view.area.left() - 3.0, place}, tickText(value, step), style,
                             Qt::AlignRight);
            }
        }
    };
    ticks(view.valence, true);
    ticks(view.arousal, false);
    canvas.outline(view.area, theme.faint, 0.5);
    canvas.text({view.area.center().x(), view.area.bottom() + 19.0}, "valence (score)", style,
                Qt::AlignHCenter);
    canvas.verticalText({view.area.left() - 20.0, view.area.center().y()}, "arousal (score)",
                        style);
}

void drawQuadrants(Canvas& canvas, const QRectF& area)
{
    const TextStyle style{6.5, TextStyle::Face::Italic, canvas.theme().faint};
    const double inset = 4.0;
    canvas.text({area.left() + inset, area.top() + 9.0}, "tense", style);
    canvas.text({area.right() - inset, area.top() + 9.0}, "excited", style, Qt::AlignRight);
    canvas.text({area.left() + inset, area.bottom() - inset}, "sad", style);
    canvas.text({area.right() - inset, area.bottom() - inset}, "calm", style, Qt::AlignRight);
}

/// Gray in the beginning, black at the end of the piece.
QColor timeColor(const Theme& theme, double share)
{
    const auto between = [share](int a, int b) { return int(a + share * (b - a)); };
    return {between(theme.faint.red(), theme.ink.red()),
            between(theme.faint.green(), theme.ink.green()),
            between(theme.faint.blue(), theme.ink.blue())};
}

void drawTrajectory(Canvas& canvas, const PlaneView& view, const PlaneData& data, double radius)
{
    const std::size_t count = data.trajectory.size();
    const double last = std::max(1.0, double(count) - 1.0);
    for (std::size_t i = 1; i < count; ++i)
        canvas.line(view.place(data.trajectory[i - 1]), view.place(data.trajectory[i]),
                    timeColor(canvas.theme(), double(i) / last), 0.7);
    if (count > 120)
        return;
    for (std::size_t i = 0; i < count; ++i)
        canvas.dot(view.place(data.trajectory[i]), radius,
                   timeColor(canvas.theme(), double(i) / last));
}

void drawExplained(Canvas& canvas, const QPointF& place, double radius)
{
    canvas.dot(place, radius, canvas.theme().highlight, canvas.theme().ink, 0.9);
}

void drawCross(Canvas& canvas, const QPointF& place)
{
    const QColor color = canvas.theme().positive;
    canvas.line(place + QPointF(-3, 0), place + QPointF(3, 0), color, 1.0);
    canvas.line(place + QPointF(0, -3), place + QPointF(0, 3), color, 1.0);
}

/// The time of a point beside it: away from the other end of the trajectory, and clear of the mark
/// of the explained window.
void drawTime(Canvas& canvas, const PlaneView& view, const PlaneData& data, const PlanePoint& point,
              const PlanePoint& other)
{
    const QPointF place = view.place(point);
    const TextStyle style = FigureType{}.axis;
    const QString text = fromUtf8(timeText(point.time, false));
    const double width = Canvas::textWidth(text, style) + 6.0;
    const bool isRight = place.x() >= view.place(other).x();
    const bool right =
        isRight ? place.x() + width < view.area.right() : place.x() - width < view.area.left();
    const double side = right ? 1.0 : -1.0;
    const double vertical = place.y() > view.place(other).y() ? 1.0 : -1.0;
    QPointF corner = place + QPointF(4.0 * side, 5.0 * vertical);
    const QPointF gap = corner - view.place(data.explained);
    if (std::hypot(gap.x(), gap.y()) < 9.0)
        corner += QPointF(4.0 * side, 5.0 * vertical);
    const double textWidth = width - 6.0;
    QColor veil = canvas.theme().background;
    veil.setAlphaF(0.8f);
    canvas.fill(
        {corner.x() - (right ? 1.0 : textWidth + 1.0), corner.y() - 4.0, textWidth + 2.0, 8.0},
        veil);
    canvas.label(corner, text, style, right ? Qt::AlignLeft : Qt::AlignRight);
}

void drawLegend(Canvas& canvas, QPointF place, const PlaneData& data)
{
    const TextStyle style = FigureType{}.axis;
    const auto entry = [&](const QString& text, double symbolWidth) {
        canvas.label(place + QPointF(symbolWidth + 3.0, 0), text, style);
        place.rx() += symbolWidth + 3.0 + Canvas::textWidth(text, style) + 12.0;
    };
    drawExplained(canvas, place + QPointF(3.0, 0), 3.0);
    entry("explained window", 6.0);
    canvas.line(place, place + QPointF(16.0, 0), canvas.theme().muted, 0.7);
    canvas.dot(place + QPointF(2.0, 0), 1.5, canvas.theme().faint);
    canvas.dot(place + QPointF(14.0, 0), 1.5, canvas.theme().ink);
    entry("windows from first (gray) to last (black)", 16.0);
    if (data.hasReference) {
        drawCross(canvas, place + QPointF(3.0, 0));
        entry("mean of the reference set", 6.0);
    }
}

void drawPlanes(Canvas& canvas, const PlaneData& data, double side, double gap)
{
    const double left = 26.0, top = 12.0;
    const PlaneView whole = wholeView({left, top, side, side}, data);
    const PlaneView close = closeView({left + side + gap, top, side, side}, data);
    const FigureType type;
    canvas.text({whole.area.left(), 8.0}, "a  The whole plane", type.title);
    canvas.text({close.area.left(), 8.0}, "b  Enlarged", type.title);
    drawGrid(canvas, whole);
    drawQuadrants(canvas, whole.area);
    drawGrid(canvas, close);
    drawTrajectory(canvas, whole, data, 0.9);
    drawTrajectory(canvas, close, data, 1.5);
    canvas.outline(QRectF(QPointF(whole.valence.place(close.valence.minimum),
                                  whole.arousal.place(close.arousal.maximum)),
                          QPointF(whole.valence.place(close.valence.maximum),
                                  whole.arousal.place(close.arousal.minimum))),
                   canvas.theme().muted, 0.4);
    if (data.hasReference) {
        drawCross(canvas, whole.place(data.reference));
        if (close.area.contains(close.place(data.reference)))
            drawCross(canvas, close.place(data.reference));
    }
    drawExplained(canvas, whole.place(data.explained), 2.4);
    drawExplained(canvas, close.place(data.explained), 3.4);
    if (data.trajectory.size() > 1) {
        drawTime(canvas, close, data, data.trajectory.front(), data.trajectory.back());
        drawTime(canvas, close, data, data.trajectory.back(), data.trajectory.front());
    }
    drawLegend(canvas, {left, top + side + 29.0}, data);
}

}  // namespace

Figure planeFigure(const Analysis& analysis, double width)
{
    const int valence = indexOfName(analysis.model.emotions, "valence");
    const int arousal = indexOfName(analysis.model.emotions, "arousal");
    if (valence < 0 || arousal < 0)
        return {};
    const PlaneData data = planeData(analysis, valence, arousal);
    const double gap = 38.0;
    const double side = (width - 26.0 - gap - 2.0) / 2.0;
    return {"plane",
            "Valence and arousal along the piece, each point one window of " +
                QString::number(analysis.model.windowSeconds, 'g', 4) +
                " s (at its middle, min:s). The square in a is what b enlarges.",
            {width, side + 48.0},
            [data, side, gap](Canvas& canvas) { drawPlanes(canvas, data, side, gap); }};
}

}  // namespace whence
