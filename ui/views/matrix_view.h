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
    void setSelected(int row, int column);  // -1: none
    void setEmptyText(const QString& text);
    /// Where a cell is drawn.
    QRectF cellRect(int row, int column) const;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cellClicked(int row, int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double rowSum(int row) const;
    double columnSum(int column) const;
    void paintCells(QPainter& painter) const;
    void paintHead(QPainter& painter, const QRectF& place, const QString& name) const;
    void paintSums(QPainter& painter) const;

    QStringList m_rows;
    QStringList m_columns;
    std::vector<std::vector<double>> m_values;
    QString m_emptyText;
    int m_row = -1;
    int m_column = -1;
};

}  // namespace whence
