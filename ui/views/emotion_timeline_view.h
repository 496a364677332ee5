#pragma once

#include <QColor>
#include <QString>
#include <span>
#include <vector>

#include "ui/views/time_view.h"

namespace whence {

/// One curve over time, such as valence.
struct TimelineCurve {
    QString name;
    QColor color;
    struct Point {
        double time = 0.0;   // s, the middle of the window it is predicted from
        double value = 0.0;  // about −1 to 1
    };
    std::vector<Point> points;
};

/// Emotions along the recording, −1 to 1 and what lies beyond; each point is the prediction for a
/// window around it.
class EmotionTimelineView : public TimeView {
    Q_OBJECT

public:
    explicit EmotionTimelineView(QWidget* parent = nullptr);
    void setCurves(std::vector<TimelineCurve> curves);
    /// What is said while there are no curves.
    void setEmptyText(const QString& text);

protected:
    void paintContent(QPainter& painter) override;

private:
    double yOf(double value) const;
    std::span<const TimelineCurve::Point> visiblePoints(const TimelineCurve& curve) const;

    std::vector<TimelineCurve> m_curves;
    double m_largest = 1.0;  // of the values, at least the scale
    QString m_emptyText;
};

}  // namespace whence
