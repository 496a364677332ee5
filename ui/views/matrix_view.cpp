#include "ui/views/matrix_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/palette_theme.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr double kLeastShare = 0.65;     // of the size of the type, of what is narrow
constexpr double kSmallestRange = 0.02;  // so that nothing looks strong because all else is nothing
constexpr double kStrongShare = 0.6;     // of the range, from where text stands on a strong color
const QString kSum = QStringLiteral("Σ");
const QString kWidestValue = QStringLiteral("+0.00");
constexpr double kGap = 6.0;  // pixels between names and cells

}  // namespace

MatrixView::MatrixView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Contributions of features and stems"));
}

QSize MatrixView::minimumSizeHint() const
{
    return {240, 6 * fontMetrics().height()};
}

void MatrixView::setMatrix(const QStringList& rows, const QStringList& columns,
                           std::vector<std::vector<double>> values)
{
    m_rows = rows;
    m_columns = columns;
    m_values = std::move(values);
    update();
}

void MatrixView::setSelected(int row, int column)
{
    m_row = row;
    m_column = column;
    const bool isCell = row >= 0 && column >= 0 && row < m_rows.size() && column < m_columns.size();
    setAccessibleDescription(isCell ? cellText(row, column) : QString());
    update();
}

QString MatrixView::cellText(int row, int column) const
{
    return tr("%1 through %2: %3")
        .arg(m_columns[column], m_rows[row],
             signedText(m_values[std::size_t(row)][std::size_t(column)]));
}

/// Of the row there, and of the cell if it is one; empty beside them.
QString MatrixView::toolTipAt(const QPointF& position) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        const QRectF first = cellRect(row, 0);
        if (position.y() < first.top() || position.y() >= first.bottom())
            continue;
        const QString meaning = m_meanings.value(row);
        for (int column = 0; column < m_columns.size(); ++column)
            if (cellRect(row, column).contains(position))
                return cellText(row, column) + QLatin1Char('\n') + meaning;
        return meaning;
    }
    return {};
}

bool MatrixView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const QString text = toolTipAt(help->pos());
    QToolTip::showText(help->globalPos(), text.isEmpty() ? toolTip() : text, this);
    return true;
}

void MatrixView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

QRectF MatrixView::cellRect(int row, int column) const
{
    double names = 0.0;
    for (const QString& name : m_rows)
        names = std::max(names, double(fontMetrics().horizontalAdvance(name)));
    const double left = names + 2.0 * kGap;
    const double top = fontMetrics().height() + 4.0;
    // One more column and row hold the sums.
    const double cellWidth = (width() - left) / double(m_columns.size() + 1);
    const double cellHeight = (height() - top) / double(m_rows.size() + 1);
    return {left + column * cellWidth, top + row * cellHeight, cellWidth, cellHeight};
}

double MatrixView::rowSum(int row) const
{
    double sum = 0.0;
    for (const double value : m_values[std::size_t(row)])
        sum += value;
    return sum;
}

double MatrixView::columnSum(int column) const
{
    double sum = 0.0;
    for (const std::vector<double>& row : m_values)
        sum += row[std::size_t(column)];
    return sum;
}

void MatrixView::paintCells(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    painter.setFont(fontFor({kWidestValue}));
    double range = kSmallestRange;
    for (const std::vector<double>& row : m_values)
        for (const double value : row)
            range = std::max(range, std::abs(value));
    for (int row = 0; row < m_rows.size(); ++row)
        for (int column = 0; column < m_columns.size(); ++column) {
            const double value = m_values[std::size_t(row)][std::size_t(column)];
            const QRectF cell = cellRect(row, column).adjusted(1.0, 1.0, -1.0, -1.0);
            painter.fillRect(cell, divergingColor(theme, value / range));
            const bool isStrong = std::abs(value) > kStrongShare * range;
            const bool isDark = theme.background.lightness() < 128;
            painter.setPen(isStrong ? QColor(isDark ? Qt::black : Qt::white) : theme.ink);
            painter.drawText(cell, Qt::AlignCenter, signedText(value));
        }
    if (m_row >= 0 && m_column >= 0 && m_row < m_rows.size() && m_column < m_columns.size()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cellRect(m_row, m_column).adjusted(1.0, 1.0, -1.0, -1.0));
    }
}

/// In which each of the texts fits into a column: narrower where it is, down to a limit.
QFont MatrixView::fontFor(const QStringList& texts) const
{
    double widest = 1.0;
    for (const QString& text : texts)
        widest = std::max(widest, fontMetrics().horizontalAdvance(text) + 2.0);
    QFont narrow = font();
    narrow.setPointSizeF(font().pointSizeF() *
                         std::clamp(cellRect(0, 0).width() / widest, kLeastShare, 1.0));
    return narrow;
}

void MatrixView::paintSums(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    const int foot = int(m_rows.size());
    double total = 0.0;
    painter.setPen(theme.ink);
    painter.setFont(font());
    for (int row = 0; row <= foot; ++row) {
        const QRectF first = cellRect(row, 0);
        painter.drawText(QRectF(0.0, first.top(), first.left() - kGap, first.height()),
                         Qt::AlignRight | Qt::AlignVCenter, row == foot ? kSum : m_rows[row]);
    }
    painter.setFont(fontFor({kWidestValue}));
    for (int row = 0; row < foot; ++row) {
        painter.drawText(cellRect(row, int(m_columns.size())), Qt::AlignCenter,
                         signedText(rowSum(row)));
        total += rowSum(row);
    }
    for (int column = 0; column <= m_columns.size(); ++column)
        painter.drawText(cellRect(foot, column), Qt::AlignCenter,
                         signedText(column == m_columns.size() ? total : columnSum(column)));
    painter.setFont(fontFor(m_columns));
    for (int column = 0; column <= m_columns.size(); ++column) {
        const QRectF head(cellRect(0, column).left(), 0.0, cellRect(0, column).width(),
                          cellRect(0, 0).top());
        painter.drawText(head, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(m_columns.value(column, kSum),
                                                          Qt::ElideRight, int(head.width())));
    }
}

void MatrixView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    if (m_values.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
    } else {
        paintCells(painter);
        paintSums(painter);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.0));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void MatrixView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    for (int row = 0; row < m_rows.size(); ++row)
        for (int column = 0; column < m_columns.size(); ++column)
            if (cellRect(row, column).contains(event->position()))
                return Q_EMIT cellClicked(row, column);
}

void MatrixView::keyPressEvent(QKeyEvent* event)
{
    const int down = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int right = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if ((down == 0 && right == 0) || m_values.empty())
        return QWidget::keyPressEvent(event);
    Q_EMIT cellClicked(std::clamp(m_row + down, 0, int(m_rows.size()) - 1),
                       std::clamp(m_column + right, 0, int(m_columns.size()) - 1));
}

}  // namespace whence
