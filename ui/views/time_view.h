#pragma once

#include <QWidget>
#include <optional>

namespace whence {

/// A part of the time axis in seconds.
struct TimeSpan {
    double start = 0.0;
    double end = 0.0;

    double length() const { return end - start; }
    bool operator==(const TimeSpan&) const = default;
};

/// `span` moved and cut so that it lies within [0, duration] and is at least `minimum` long.
TimeSpan clampSpan(TimeSpan span, double duration, double minimum = 0.05);

/// `span` made `factor` times as long around a time in it.
TimeSpan zoomSpan(TimeSpan span, double factor, double around);

/// What all views on the time axis share: the visible part, the play cursor, the explained window
/// and the selection; zooming by wheel, pinch and keys, scrolling, seeking and selecting with the
/// mouse. It shows what it is told to and tells what the user asks for; nothing changes by itself.
class TimeView : public QWidget {
    Q_OBJECT

public:
    explicit TimeView(QWidget* parent = nullptr);

    void setDuration(double seconds);
    void setVisibleSpan(const TimeSpan& span);
    void setCursorTime(double seconds);
    void setWindow(const std::optional<TimeSpan>& window);
    void setSelection(const std::optional<TimeSpan>& selection);

    double duration() const { return m_duration; }
    const TimeSpan& visibleSpan() const { return m_visible; }
    double xOfTime(double seconds) const;
    double timeOfX(double x) const;

Q_SIGNALS:
    void visibleSpanRequested(const TimeSpan& span);
    void seekRequested(double seconds);
    void selectionRequested(const std::optional<TimeSpan>& selection);
    void windowMoveRequested(double start);
    /// The time under the pointer; none when it has left.
    void hovered(const std::optional<double>& seconds);

protected:
    /// The view itself, without what lies over it.
    virtual void paintContent(QPainter& painter) = 0;
    /// What must stay legible over the selection and the explained window; nothing by default.
    virtual void paintAbove(QPainter&) {}
    const std::optional<TimeSpan>& window() const { return m_window; }
    /// True if a press there takes hold of the explained window rather than seeking.
    virtual bool grabsWindow(const QPointF& position) const;

    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintWindow(QPainter& painter) const;
    void zoom(double factor, double around);

    double m_duration = 0.0;  // s
    TimeSpan m_visible;
    double m_cursor = 0.0;  // s
    std::optional<TimeSpan> m_window;
    std::optional<TimeSpan> m_selection;
    std::optional<double> m_pressTime;   // s, while the button is down
    std::optional<double> m_grabOffset;  // s from the window's start, while it is dragged
    bool m_isSelecting = false;
};

}  // namespace whence
