#include "ui/views/emotion_timeline_view.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "core/explain/wording.h"

namespace whence {

namespace {

constexpr int kLinesForAll = 11;  // of text, from which on all values have room

}  // namespace

EmotionTimelineView::EmotionTimelineView(QWidget* parent) : TimeView(parent)
{
    setAccessibleName(tr("Valence and arousal over time"));
    setMinimumHeight(60);
}

void EmotionTimelineView::setCurves(std::vector<TimelineCurve> curves)
{
    m_curves = std::move(curves);
    m_largest = 1.0;
    for (const TimelineCurve& curve : m_curves)
        for (const TimelineCurve::Point& point : curve.points)
            m_largest = std::max(m_largest, std::abs(point.value));
    update();
}

void EmotionTimelineView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

double EmotionTimelineView::yOf(double value) const
{
    constexpr double margin = 1.05;  // a little more than the scale
    return height() * (0.5 - 0.5 * value / (margin * m_largest));
}

/// Those that are seen, and one to either side, where the line comes from and goes to.
std::span<const TimelineCurve::Point> EmotionTimelineView::visiblePoints(
    const TimelineCurve& curve) const
{
    const std::span<const TimelineCurve::Point> all = curve.points;
    const auto first =
        std::ranges::lower_bound(all, visibleSpan().start, {}, &TimelineCurve::Point::time);
    const auto last =
        std::ranges::upper_bound(all, visibleSpan().end, {}, &TimelineCurve::Point::time);
    return {first == all.begin() ? first : first - 1, last == all.end() ? last : last + 1};
}

void EmotionTimelineView::paintContent(QPainter& painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const double value : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        painter.setPen(QPen(palette().color(QPalette::Mid), value == 0.0 ? 1.0 : 0.5));
        painter.drawLine(QPointF(0, yOf(value)), QPointF(width(), yOf(value)));
        const bool isShown =
            std::abs(value) != 0.5 || height() > kLinesForAll * fontMetrics().height();
        if (!isShown)
            continue;
        painter.setPen(palette().color(QPalette::PlaceholderText));
        // That of the uppermost line stands below it.
        const double top = yOf(value) - (value == 1.0 ? 0.0 : fontMetrics().height());
        painter.drawText(QRectF(0.0, top, width() - 4.0, fontMetrics().height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QString::fromStdString(signedNumber(value)));
    }
    if (m_curves.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    double x = 6.0;
    for (const TimelineCurve& curve : m_curves) {
        QPainterPath path;
        for (const TimelineCurve::Point& point : visiblePoints(curve)) {
            const QPointF place(xOfTime(point.time), yOf(point.value));
            if (path.elementCount() == 0)
                path.moveTo(place);
            else
                path.lineTo(place);
            painter.setPen(Qt::NoPen);
            painter.setBrush(curve.color);
            painter.drawEllipse(place, 2.0, 2.0);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(curve.color, 1.8));
        painter.drawPath(path);
        painter.drawText(QPointF(x, fontMetrics().ascent() + 2.0), curve.name);
        x += fontMetrics().horizontalAdvance(curve.name) + 14.0;
    }
}

}  // namespace whence
