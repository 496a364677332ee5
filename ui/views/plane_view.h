#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "ui/views/plane_words.h"

class QToolButton;

namespace whence {

/// A prediction in the valence-arousal plane.
struct PlanePoint {
    double time = 0.0;  // s, the middle of the window it is predicted from
    double valence = 0.0;
    double arousal = 0.0;
};

/// Where a recording lies between sad and happy, calm and excited: its way through the plane, the
/// explained window and what is heard now. A click on the way tells the time there.
class PlaneView : public QWidget {
    Q_OBJECT

public:
    explicit PlaneView(QWidget* parent = nullptr);

    void setTrajectory(std::vector<PlanePoint> points);
    void setWindowPoint(const std::optional<PlanePoint>& point);
    /// What a what-if predicts for the window.
    void setGhost(const std::optional<PlanePoint>& point);
    void setTime(double seconds);
    /// What is said while there is no trajectory.
    void setEmptyText(const QString& text);
    /// The whole plane, or the part where the recording lies.
    void setEnlarged(bool enlarged);
    bool isEnlarged() const;

    /// Where a prediction is drawn.
    QPointF placeOf(const PlanePoint& point) const;
    /// What is drawn in the plane: the way, in small steps, and the rings of window and what-if.
    std::vector<PlaneMark> marks() const;
    /// The words of the quadrants; none while the plane is enlarged, which shows no quadrants.
    PlaneWords words() const;
    QSize minimumSizeHint() const override { return {220, 130}; }

Q_SIGNALS:
    void timeClicked(double seconds);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QRectF plot() const;
    QRectF range() const;  // valence × arousal that is shown
    int pointAt(const QPointF& position) const;
    std::optional<PlanePoint> pointNow() const;
    void paintAxes(QPainter& painter) const;
    void paintWords(QPainter& painter) const;
    void paintTrajectory(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;

    std::vector<PlanePoint> m_points;
    std::optional<PlanePoint> m_windowPoint;
    std::optional<PlanePoint> m_ghost;
    double m_time = 0.0;  // s
    QString m_emptyText;
    QToolButton* m_enlarge = nullptr;
};

}  // namespace whence
