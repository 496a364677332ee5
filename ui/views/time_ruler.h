#pragma once

#include "ui/views/time_view.h"

namespace whence {

/// Minutes and seconds of the shared time axis; the explained window is taken hold of anywhere on
/// it.
class TimeRuler : public TimeView {
    Q_OBJECT

public:
    explicit TimeRuler(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintContent(QPainter& painter) override;
    bool grabsWindow(const QPointF& position) const override;
};

/// "1:23" or, of parts of a second, "1:23.4".
QString clockText(double seconds, int decimals);

}  // namespace whence
