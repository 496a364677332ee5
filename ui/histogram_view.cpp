#include "ui/histogram_view.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/report/wording.h"
#include "ui/palette_theme.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr int kMargin = 6;        // pixels
constexpr int kTick = 4;          // pixels, of a mark on an axis
constexpr int kHeightLines = 11;  // of text
constexpr int kWidthLetters = 30;
constexpr int kCountDigits = 4;  // room for them beside the axis of counts
constexpr std::array kTicks = {-1.0, -0.5, 0.0, 0.5, 1.0};

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

/// "−0.5", "+1".
QString scoreText(double value)
{
    const QString digits = QString::number(std::abs(value));
    return (value < 0.0 ? QStringLiteral("−") : QStringLiteral("+")) + digits;
}

double deviationOf(const std::vector<double>& values)
{
    const double mean = meanOf(values);
    double sum = 0.0;
    for (const double value : values)
        sum += (value - mean) * (value - mean);
    return std::sqrt(sum / double(values.size()));
}

}  // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

QSize HistogramView::sizeHint() const
{
    return {kWidthLetters * fontMetrics().averageCharWidth(),
            kHeightLines * fontMetrics().lineSpacing()};
}

QSize HistogramView::minimumSizeHint() const
{
    return sizeHint();
}

void HistogramView::setValues(const QString& title, std::vector<double> values)
{
    m_title = title;
    m_values = std::move(values);
    const QString text = m_values.empty() ? tr("%1: no values yet").arg(title)
                                          : tr("%1: mean %2, standard deviation %3, recordings: %4")
                                                .arg(title, signedText(meanOf(m_values)),
                                                     toText(numberOrDash(deviationOf(m_values))),
                                                     QString::number(m_values.size()));
    setToolTip(text);
    setAccessibleName(text);
    update();
}

void HistogramView::setMark(const std::optional<double>& value)
{
    m_mark = value;
    update();
}

std::vector<int> HistogramView::counts() const
{
    std::vector<int> result(kBins);
    for (const double value : m_values)
        ++result[std::size_t(
            std::clamp(int(std::floor((value + 1.0) / 2.0 * kBins)), 0, kBins - 1))];
    return result;
}

QRectF HistogramView::plotArea() const
{
    const int line = fontMetrics().lineSpacing();
    const int counts = fontMetrics().horizontalAdvance(QString(kCountDigits, QLatin1Char('0')));
    return QRectF(rect()).adjusted(kMargin + counts + kTick, 2 * line + line / 2 + kMargin,
                                   -2 * kMargin, -2 * line - kTick - 2);
}

double HistogramView::xOf(double value) const
{
    const QRectF plot = plotArea();
    return plot.left() + (std::clamp(value, -1.0, 1.0) + 1.0) / 2.0 * plot.width();
}

/// The title with the mean, counts to the left, scores below.
void HistogramView::drawAxes(QPainter& painter, int largest) const
{
    const Theme theme = themeOf(palette());
    const QFontMetrics metrics = fontMetrics();
    const int line = metrics.lineSpacing();
    const QRectF plot = plotArea();
    const QRectF top(kMargin, 2, width() - 2 * kMargin, line);
    painter.setPen(theme.ink);
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(m_title, Qt::ElideRight, int(top.width())));
    if (!m_values.empty()) {
        painter.setPen(theme.positive);
        painter.drawText(top.translated(0, line), Qt::AlignRight | Qt::AlignVCenter,
                         tr("mean %1").arg(signedText(meanOf(m_values))));
    }
    painter.setPen(theme.muted);
    painter.drawText(top.translated(0, line), Qt::AlignLeft | Qt::AlignVCenter, tr("recordings"));
    const auto drawCount = [&](int count, double y) {
        painter.drawLine(QPointF(plot.left() - kTick, y), QPointF(plot.left(), y));
        painter.drawText(QRectF(0, y - line / 2.0, plot.left() - kTick - 2, line),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(count));
    };
    drawCount(0, plot.bottom());
    if (largest > 0)
        drawCount(largest, plot.top());
    for (const double tick : kTicks) {
        painter.drawLine(QPointF(xOf(tick), plot.bottom()),
                         QPointF(xOf(tick), plot.bottom() + kTick));
        const QString text = tick == 0.0 ? QStringLiteral("0") : scoreText(tick);
        const double half = metrics.horizontalAdvance(text) / 2.0 + 1;
        const double x = std::clamp(xOf(tick), half, width() - half);
        painter.drawText(QRectF(x - half, plot.bottom() + kTick, 2 * half, line), Qt::AlignHCenter,
                         text);
    }
    painter.drawText(QRectF(plot.left(), plot.bottom() + kTick + line, plot.width(), line),
                     Qt::AlignHCenter, tr("value (score)"));
    painter.setPen(theme.hairline);
    painter.drawLine(plot.topLeft(), plot.bottomLeft());
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

void HistogramView::drawBars(QPainter& painter, const std::vector<int>& bars, int largest) const
{
    const Theme theme = themeOf(palette());
    const QRectF plot = plotArea();
    const double width = plot.width() / kBins;
    for (int bin = 0; bin < kBins; ++bin) {
        const double height = double(bars[std::size_t(bin)]) / largest * plot.height();
        painter.fillRect(QRectF(plot.left() + bin * width + 0.5, plot.bottom() - height,
                                std::max(1.0, width - 1.0), height),
                         theme.faint);
    }
    const auto drawMark = [&](double value, const QPen& pen) {
        painter.setPen(pen);
        painter.drawLine(QPointF(xOf(value), plot.top()), QPointF(xOf(value), plot.bottom()));
    };
    drawMark(meanOf(m_values), QPen(theme.positive, 2.0));
    if (m_mark)
        drawMark(*m_mark, QPen(theme.negative, 2.0, Qt::DashLine));
}

void HistogramView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(palette()).background);
    const std::vector<int> bars = counts();
    const int largest = std::ranges::max(bars);
    drawAxes(painter, largest);
    if (!m_values.empty())
        drawBars(painter, bars, largest);
}

}  // namespace whence
