#include "ui/histogram_view.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/report/wording.h"
#include "ui/palette_theme.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr int kMargin = 6;       // pixels
constexpr int kHeightLines = 7;  // of text
constexpr int kWidthLetters = 24;

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
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

void HistogramView::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.background);
    const int line = fontMetrics().lineSpacing();
    const QRectF plot = QRectF(rect()).adjusted(kMargin, line + kMargin, -kMargin, -line - 2);
    painter.setPen(theme.ink);
    painter.drawText(QRectF(kMargin, 2, plot.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(m_title, Qt::ElideRight, int(plot.width())));
    painter.setPen(theme.muted);
    const QRectF axis(plot.left(), plot.bottom(), plot.width(), line);
    painter.drawText(axis, Qt::AlignLeft, QStringLiteral("−1"));
    painter.drawText(axis, Qt::AlignHCenter, QStringLiteral("0"));
    painter.drawText(axis, Qt::AlignRight, QStringLiteral("+1"));
    painter.setPen(theme.hairline);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    if (m_values.empty())
        return;

    const std::vector<int> bars = counts();
    const double largest = std::max(1, std::ranges::max(bars));
    const double width = plot.width() / kBins;
    const auto xOf = [&](double value) {
        return plot.left() + (std::clamp(value, -1.0, 1.0) + 1.0) / 2.0 * plot.width();
    };
    for (int bin = 0; bin < kBins; ++bin) {
        const double height = bars[std::size_t(bin)] / largest * plot.height();
        painter.fillRect(QRectF(plot.left() + bin * width + 0.5, plot.bottom() - height,
                                std::max(1.0, width - 1.0), height),
                         theme.faint);
    }
    painter.setPen(QPen(theme.positive, 2.0));
    painter.drawLine(QPointF(xOf(meanOf(m_values)), plot.top()),
                     QPointF(xOf(meanOf(m_values)), plot.bottom()));
    if (!m_mark)
        return;
    painter.setPen(QPen(theme.negative, 2.0, Qt::DashLine));
    painter.drawLine(QPointF(xOf(*m_mark), plot.top()), QPointF(xOf(*m_mark), plot.bottom()));
}

}  // namespace whence
