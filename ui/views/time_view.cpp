#include "ui/views/time_view.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QStyleHints>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace whence {

namespace {

constexpr double kWheelStep = 120.0;      // angle units of one notch
constexpr double kZoomPerNotch = 1.25;    // of the visible length
constexpr double kScrollPerNotch = 0.10;  // of the visible length
constexpr int kGrabHeight = 14;  // pixels at the top where the explained window is taken hold of

}  // namespace

TimeSpan clampSpan(TimeSpan span, double duration, double minimum)
{
    const double length = std::clamp(span.length(), std::min(minimum, duration), duration);
    const double start = std::clamp(span.start, 0.0, duration - length);
    return {start, start + length};
}

TimeSpan zoomSpan(TimeSpan span, double factor, double around)
{
    return {around + (span.start - around) * factor, around + (span.end - around) * factor};
}

TimeView::TimeView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void TimeView::setDuration(double seconds)
{
    m_duration = seconds;
    m_visible = {0.0, seconds};
    update();
}

void TimeView::setVisibleSpan(const TimeSpan& span)
{
    if (span == m_visible)
        return;
    m_visible = span;
    update();
}

void TimeView::setCursorTime(double seconds)
{
    if (seconds == m_cursor)
        return;
    const double before = xOfTime(m_cursor);
    m_cursor = seconds;
    for (const double x : {before, xOfTime(seconds)})
        update(int(std::floor(x)) - 2, 0, 5, height());
}

void TimeView::setWindow(const std::optional<TimeSpan>& window)
{
    m_window = window;
    update();
}

void TimeView::setSelection(const std::optional<TimeSpan>& selection)
{
    m_selection = selection;
    update();
}

double TimeView::xOfTime(double seconds) const
{
    const double length = m_visible.length();
    return length > 0.0 ? (seconds - m_visible.start) / length * width() : 0.0;
}

double TimeView::timeOfX(double x) const
{
    const double share = width() > 0 ? x / width() : 0.0;
    return std::clamp(m_visible.start + share * m_visible.length(), 0.0, m_duration);
}

bool TimeView::grabsWindow(const QPointF& position) const
{
    return position.y() < kGrabHeight;
}

void TimeView::paintWindow(QPainter& painter) const
{
    const QColor accent = palette().color(QPalette::Highlight);
    if (m_selection) {
        QColor fill = accent;
        fill.setAlphaF(0.25f);
        painter.fillRect(QRectF(QPointF(xOfTime(m_selection->start), 0),
                                QPointF(xOfTime(m_selection->end), height())),
                         fill);
    }
    if (!m_window)
        return;
    const QRectF frame(QPointF(xOfTime(m_window->start), 0.5),
                       QPointF(xOfTime(m_window->end), height() - 0.5));
    painter.setPen(QPen(accent, 1.5));
    painter.drawLine(frame.topLeft(), frame.bottomLeft());
    painter.drawLine(frame.topRight(), frame.bottomRight());
    painter.fillRect(QRectF(frame.left(), 0, frame.width(), 3), accent);
}

void TimeView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    if (m_duration <= 0.0)
        return;
    paintContent(painter);
    paintWindow(painter);
    paintAbove(painter);
    painter.setPen(QPen(palette().color(QPalette::Text), 1.0));
    painter.drawLine(QPointF(xOfTime(m_cursor), 0), QPointF(xOfTime(m_cursor), height()));
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.0));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void TimeView::zoom(double factor, double around)
{
    Q_EMIT visibleSpanRequested(clampSpan(zoomSpan(m_visible, factor, around), m_duration));
}

bool TimeView::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto* const gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoom(1.0 / (1.0 + gesture->value()), timeOfX(gesture->position().x()));
            return true;
        }
    }
    return QWidget::event(event);
}

void TimeView::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    const bool scrolls =
        std::abs(angle.x()) > std::abs(angle.y()) || (event->modifiers() & Qt::ShiftModifier);
    const double notches = (scrolls && angle.x() != 0 ? angle.x() : angle.y()) / kWheelStep;
    if (scrolls) {
        const double step = -notches * kScrollPerNotch * m_visible.length();
        Q_EMIT visibleSpanRequested(
            clampSpan({m_visible.start + step, m_visible.end + step}, m_duration));
    } else {
        zoom(std::pow(kZoomPerNotch, -notches), timeOfX(event->position().x()));
    }
    event->accept();
}

void TimeView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_duration <= 0.0)
        return;
    const double time = timeOfX(event->position().x());
    m_pressTime = time;
    m_isSelecting = false;
    const bool isInWindow = m_window && time >= m_window->start && time <= m_window->end;
    if (isInWindow && grabsWindow(event->position()))
        m_grabOffset = time - m_window->start;
}

void TimeView::mouseMoveEvent(QMouseEvent* event)
{
    const double time = timeOfX(event->position().x());
    Q_EMIT hovered(time);
    if (!m_pressTime)
        return;
    if (m_grabOffset) {
        const double latest = std::max(0.0, m_duration - m_window->length());
        Q_EMIT windowMoveRequested(std::clamp(time - *m_grabOffset, 0.0, latest));
        return;
    }
    const double moved = std::abs(xOfTime(time) - xOfTime(*m_pressTime));
    if (moved >= QGuiApplication::styleHints()->startDragDistance())
        m_isSelecting = true;
    if (m_isSelecting)
        Q_EMIT selectionRequested(
            TimeSpan{std::min(time, *m_pressTime), std::max(time, *m_pressTime)});
}

void TimeView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressTime)
        return;
    if (!m_isSelecting && !m_grabOffset)
        Q_EMIT seekRequested(*m_pressTime);
    m_pressTime.reset();
    m_grabOffset.reset();
}

void TimeView::leaveEvent(QEvent*)
{
    Q_EMIT hovered(std::nullopt);
}

void TimeView::keyPressEvent(QKeyEvent* event)
{
    const double step = kScrollPerNotch * m_visible.length();
    switch (event->key()) {
        case Qt::Key_Left:
            return Q_EMIT visibleSpanRequested(
                clampSpan({m_visible.start - step, m_visible.end - step}, m_duration));
        case Qt::Key_Right:
            return Q_EMIT visibleSpanRequested(
                clampSpan({m_visible.start + step, m_visible.end + step}, m_duration));
        case Qt::Key_Up:
            return zoom(1.0 / kZoomPerNotch, m_cursor);
        case Qt::Key_Down:
            return zoom(kZoomPerNotch, m_cursor);
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace whence
