#include "ui/views/time_ruler.h"

#include <QPainter>
#include <cmath>

namespace whence {

namespace {

constexpr double kSteps[] = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200};
constexpr int kLabelRoom = 3;      // in widths of a label, between two of them
constexpr double kLabelGap = 3.0;  // pixels, beside its tick

int decimalsOf(double step)
{
    return step >= 1.0 ? 0 : step >= 0.1 ? 1 : 2;
}

}  // namespace

QString clockText(double seconds, int decimals)
{
    const double unit = std::pow(10.0, -decimals);
    const double rounded = std::round(seconds / unit) * unit;
    const int minutes = int(rounded + unit / 2.0) / 60;
    const double rest = std::max(0.0, rounded - 60.0 * minutes);
    const int width = decimals > 0 ? decimals + 3 : 2;
    return QStringLiteral("%1:%2").arg(minutes).arg(rest, width, 'f', decimals, QLatin1Char('0'));
}

TimeRuler::TimeRuler(QWidget* parent) : TimeView(parent)
{
    setAccessibleName(tr("Time"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setToolTip(tr("Drag the bar to explain another part of the recording"));
}

QSize TimeRuler::sizeHint() const
{
    return {200, fontMetrics().height() + 8};
}

bool TimeRuler::grabsWindow(const QPointF&) const
{
    return true;
}

void TimeRuler::paintContent(QPainter& painter)
{
    if (window()) {
        QColor band = palette().color(QPalette::Highlight);
        band.setAlphaF(0.35f);
        painter.fillRect(QRectF(QPointF(xOfTime(window()->start), 0.0),
                                QPointF(xOfTime(window()->end), height())),
                         band);
    }
    const int label = fontMetrics().horizontalAdvance(QStringLiteral("00:00.00"));
    const double secondsPerLabel = visibleSpan().length() * kLabelRoom * label / 2.0 / width();
    double step = kSteps[0];
    for (const double candidate : kSteps) {
        step = candidate;
        if (candidate >= secondsPerLabel)
            break;
    }
    const QColor text = palette().color(QPalette::Text);
    QColor tick = text;
    tick.setAlphaF(0.5f);
    const double first = std::ceil(visibleSpan().start / step) * step;
    for (int i = 0; first + i * step <= visibleSpan().end; ++i) {
        const double time = first + i * step;
        const double x = xOfTime(time);
        painter.setPen(tick);
        painter.drawLine(QPointF(x, height() - 5.0), QPointF(x, height()));
        const QString clock = clockText(time, decimalsOf(step));
        if (x + kLabelGap + fontMetrics().horizontalAdvance(clock) > width())
            continue;
        painter.setPen(text);
        painter.drawText(QPointF(x + kLabelGap, height() - 4.0), clock);
    }
}

}  // namespace whence
