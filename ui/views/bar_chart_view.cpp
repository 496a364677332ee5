#include "ui/views/bar_chart_view.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHorizontalStackedBarSeries>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "core/explain/wording.h"

namespace whence {

namespace {

constexpr double kBarShare = 0.62;      // of a row's height
constexpr double kLabelMargin = 1.45;   // of the largest value, so that values fit beside the bars
constexpr double kLargestMargin = 4.0;  // in a narrow chart
constexpr double kLargestLabelShare = 0.45;  // of the width
constexpr int kLeastWidth = 160;             // pixels
constexpr int kLeastLines = 4;               // of text, while there are no bars
constexpr int kGap = 8;                      // pixels between labels and bars
constexpr double kSmallestRange = 0.05;  // so that nothing looks large because all else is nothing

double largestMagnitude(const std::vector<Bar>& bars)
{
    double largest = kSmallestRange;
    for (const Bar& bar : bars)
        for (const double value :
             {bar.value, bar.low.value_or(0.0), bar.high.value_or(0.0), bar.ghost.value_or(0.0)})
            largest = std::max(largest, std::abs(value));
    return largest;
}

}  // namespace

BarChartView::BarChartView(QWidget* parent) : QChartView(new QChart, parent)
{
    chart()->legend()->hide();
    chart()->setMargins({0, 0, 0, 0});
    chart()->setBackgroundRoundness(0.0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    rebuild();
}

void BarChartView::setBars(std::vector<Bar> bars, const QString& unit)
{
    m_bars = std::move(bars);
    m_unit = unit;
    updateGeometry();
    m_selected = std::min(m_selected, int(m_bars.size()) - 1);
    rebuild();
}

QSize BarChartView::minimumSizeHint() const
{
    const int lines = int(m_bars.size()) + (m_unit.isEmpty() ? 0 : 1);
    return {kLeastWidth, std::max(kLeastLines, lines) * fontMetrics().height() + 4};
}

void BarChartView::setSelected(int bar)
{
    m_selected = bar;
    viewport()->update();
}

void BarChartView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void BarChartView::rebuild()
{
    chart()->removeAllSeries();
    for (QAbstractAxis* const axis : chart()->axes())
        delete axis;
    if (m_bars.empty())
        return viewport()->update();

    // One set per bar gives each its own color. Qt's categories run upwards.
    const int count = int(m_bars.size());
    auto* const series = new QHorizontalStackedBarSeries;
    series->setBarWidth(kBarShare);
    for (int i = 0; i < count; ++i) {
        const Bar& bar = m_bars[std::size_t(i)];
        auto* const set = new QBarSet(bar.label);
        for (int row = count - 1; row >= 0; --row)
            set->append(row == i ? bar.value : 0.0);
        QColor color = bar.color;
        if (bar.isFaint)
            color.setAlphaF(0.3f);
        set->setColor(color);
        set->setBorderColor(color);
        series->append(set);
    }
    chart()->addSeries(series);

    // Labels and the line at zero are drawn with the values: the chart's own vanish where there is
    // little room.
    auto* const rows = new QBarCategoryAxis;
    for (int row = 0; row < count; ++row)
        rows->append(QString::number(row));
    auto* const values = new QValueAxis;
    chart()->addAxis(rows, Qt::AlignLeft);
    chart()->addAxis(values, Qt::AlignBottom);
    series->attachAxis(rows);
    series->attachAxis(values);
    rows->setVisible(false);
    values->setVisible(false);
    placePlot();
    applyPalette();
}

void BarChartView::placePlot()
{
    double labels = 0.0;
    for (const Bar& bar : m_bars)
        labels = std::max(labels, double(fontMetrics().horizontalAdvance(bar.label)));
    labels = std::min(labels + kGap, kLargestLabelShare * viewport()->width());
    const double unit = m_unit.isEmpty() ? 2.0 : fontMetrics().height();
    const double width = std::max(20.0, viewport()->width() - labels - 4.0);
    chart()->setPlotArea(
        QRectF(labels, 2.0, width, std::max(10.0, viewport()->height() - unit - 2.0)));
    // The longest bar leaves room for its value.
    const double half = width / 2.0;
    const double value = fontMetrics().horizontalAdvance(QStringLiteral("−0.00")) + kGap;
    const double bar = std::clamp(half - value, half / kLargestMargin, half / kLabelMargin);
    const double range = largestMagnitude(m_bars) * half / bar;
    for (QAbstractAxis* const axis : chart()->axes(Qt::Horizontal))
        axis->setRange(-range, range);
}

void BarChartView::applyPalette()
{
    chart()->setBackgroundVisible(false);
    setBackgroundBrush(palette().base());
    viewport()->update();
}

QRectF BarChartView::barRect(int bar) const
{
    const Bar& shown = m_bars[std::size_t(bar)];
    const double row = double(m_bars.size()) - 1.0 - bar;
    const QPointF from = chart()->mapToPosition({0.0, row + kBarShare / 2.0});
    const QPointF to = chart()->mapToPosition({shown.value, row - kBarShare / 2.0});
    return QRectF(from, to).normalized();
}

int BarChartView::barAt(const QPointF& position) const
{
    // A whole row belongs to its bar: short bars and labels are clicked, too.
    for (int bar = 0; bar < int(m_bars.size()); ++bar) {
        const QRectF rect = barRect(bar);
        const double reach = rect.height() * (1.0 / kBarShare - 1.0) / 2.0;
        if (position.y() >= rect.top() - reach && position.y() <= rect.bottom() + reach)
            return bar;
    }
    return -1;
}

void BarChartView::paintBar(QPainter& painter, int bar) const
{
    const Bar& shown = m_bars[std::size_t(bar)];
    const QRectF rect = barRect(bar);
    const double row = double(m_bars.size()) - 1.0 - bar;
    const auto xOf = [&](double value) { return chart()->mapToPosition({value, row}).x(); };
    const QColor text = palette().color(QPalette::Text);

    double left = std::min(rect.left(), xOf(0.0));
    double right = std::max(rect.right(), xOf(0.0));
    painter.setBrush(Qt::NoBrush);
    if (shown.ghost) {
        painter.setPen(QPen(text, 1.0, Qt::DashLine));
        const double x = xOf(*shown.ghost);
        painter.drawRect(
            QRectF(QPointF(xOf(0.0), rect.top() - 2.0), QPointF(x, rect.bottom() + 2.0)));
        left = std::min(left, x);
        right = std::max(right, x);
    }
    if (shown.low && shown.high) {
        const double y = rect.center().y();
        painter.setPen(QPen(text, 1.2));
        painter.drawLine(QPointF(xOf(*shown.low), y), QPointF(xOf(*shown.high), y));
        for (const double value : {*shown.low, *shown.high})
            painter.drawLine(QPointF(xOf(value), y - 3.0), QPointF(xOf(value), y + 3.0));
        left = std::min(left, xOf(*shown.low));
        right = std::max(right, xOf(*shown.high));
    }
    painter.setPen(shown.isFaint ? palette().color(QPalette::PlaceholderText) : text);
    const QString value = QString::fromStdString(signedNumber(shown.value));
    const double y = rect.center().y() + fontMetrics().ascent() / 2.0 - 1.0;
    if (shown.value < 0.0)
        painter.drawText(QPointF(left - 5.0 - fontMetrics().horizontalAdvance(value), y), value);
    else
        painter.drawText(QPointF(right + 5.0, y), value);
    if (bar == m_selected) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        const QRectF plot = chart()->plotArea();
        painter.drawRect(QRectF(plot.left(), rect.top() - 3.0, plot.width(), rect.height() + 6.0));
    }
}

void BarChartView::paintLabels(QPainter& painter) const
{
    const QRectF plot = chart()->plotArea();
    const double height = fontMetrics().height();
    for (int bar = 0; bar < int(m_bars.size()); ++bar) {
        const Bar& shown = m_bars[std::size_t(bar)];
        painter.setPen(palette().color(shown.isFaint ? QPalette::PlaceholderText : QPalette::Text));
        const QRectF place(0.0, barRect(bar).center().y() - height / 2.0, plot.left() - kGap / 2.0,
                           height);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter,
                         fontMetrics().elidedText(shown.label, Qt::ElideRight, int(place.width())));
    }
    if (m_bars.empty())
        return;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const double zero = chart()->mapToPosition({0.0, 0.0}).x();
    painter.drawLine(QPointF(zero, plot.top()), QPointF(zero, plot.bottom()));
    painter.drawText(QRectF(0.0, plot.bottom(), plot.right(), height),
                     Qt::AlignRight | Qt::AlignVCenter, m_unit);
}

void BarChartView::drawForeground(QPainter* painter, const QRectF& rect)
{
    QChartView::drawForeground(painter, rect);
    painter->save();
    painter->setFont(font());
    if (m_bars.empty()) {
        painter->setPen(palette().color(QPalette::PlaceholderText));
        painter->drawText(viewport()->rect().adjusted(12, 0, -12, 0),
                          Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    }
    paintLabels(*painter);
    for (int bar = 0; bar < int(m_bars.size()); ++bar)
        paintBar(*painter, bar);
    if (hasFocus()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(palette().color(QPalette::Highlight), 1.0));
        painter->drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter->restore();
}

void BarChartView::mouseReleaseEvent(QMouseEvent* event)
{
    const int bar = barAt(event->position());
    if (event->button() == Qt::LeftButton && bar >= 0)
        Q_EMIT barClicked(bar);
}

void BarChartView::mouseMoveEvent(QMouseEvent* event)
{
    const int bar = barAt(event->position());
    if (bar >= 0)
        QToolTip::showText(event->globalPosition().toPoint(), m_bars[std::size_t(bar)].toolTip,
                           this);
    else
        QToolTip::hideText();
}

void BarChartView::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0 || m_bars.empty())
        return QChartView::keyPressEvent(event);
    Q_EMIT barClicked(std::clamp(m_selected + step, 0, int(m_bars.size()) - 1));
}

void BarChartView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

void BarChartView::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placePlot();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyPalette();
}

}  // namespace whence
