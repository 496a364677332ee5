#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

namespace whence {

/// What each stem adds to an emotion through each feature: colored cells with their values, sums at
/// the right and at the foot. A cell is chosen by a click or with the arrow keys.
class MatrixView : public QWidget {
    Q_OBJECT

public:
    explicit MatrixView(QWidget* parent = nullptr);

    /// values[row][column]; no rows show the empty text.
    void setMatrix(const QStringList& rows, const QStringList& columns,
                   std::vector<std::vector<double>> values);
    /// What the rows are, said of a row's name and cells under the pointer.
    void setRowMeanings(const QStringList& meanings) { m_meanings = meanings; }
    void setSelected(int row, int column);  // -1: none
    void setEmptyText(const QString& text);
    /// Where a cell is drawn.
    QRectF cellRect(int row, int column) const;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cellClicked(int row, int column);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString cellText(int row, int column) const;
    QString toolTipAt(const QPointF& position) const;
    double rowSum(int row) const;
    double columnSum(int column) const;
    void paintCells(QPainter& painter) const;
    QFont fontFor(const QStringList& texts) const;
    void paintSums(QPainter& painter) const;

    QStringList m_rows;
    QStringList m_columns;
    QStringList m_meanings;  // of the rows
    std::vector<std::vector<double>> m_values;
    QString m_emptyText;
    int m_row = -1;
    int m_column = -1;
};

}  // namespace whence
