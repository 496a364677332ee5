#pragma once

#include <QChartView>
#include <QColor>
#include <QString>
#include <optional>
#include <vector>

namespace whence {

/// One bar of a BarChartView.
struct Bar {
    QString label;
    double value = 0.0;
    QColor color;
    std::optional<double> low;  // whisker from low to high
    std::optional<double> high;
    std::optional<double> ghost;  // value in a what-if, drawn as an outline
    QString toolTip;
    bool isFaint = false;  // shown but not counted, as a near-silent stem
};

/// Bars to the left and right of zero (Qt Charts), from the top down, with their values beside
/// them. One of them can be selected by a click, or by the arrow keys while the chart has the
/// focus.
class BarChartView : public QChartView {
    Q_OBJECT

public:
    explicit BarChartView(QWidget* parent = nullptr);

    /// `unit` stands below the axis, "effect on valence".
    void setBars(std::vector<Bar> bars, const QString& unit);
    void setSelected(int bar);  // -1: none
    /// What is said while there are no bars.
    void setEmptyText(const QString& text);

    const std::vector<Bar>& bars() const { return m_bars; }
    int selected() const { return m_selected; }
    /// Where a bar is drawn, in the coordinates of the view.
    QRectF barRect(int bar) const;
    /// No label lies on another.
    QSize minimumSizeHint() const override;
    /// Not that of the scene, which is as large as the view once was.
    QSize sizeHint() const override { return minimumSizeHint(); }

Q_SIGNALS:
    void barClicked(int bar);

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placePlot();
    int barAt(const QPointF& position) const;
    void rebuild();
    void applyPalette();
    void paintBar(QPainter& painter, int bar) const;
    void paintLabels(QPainter& painter) const;

    std::vector<Bar> m_bars;
    QString m_unit;
    QString m_emptyText;
    int m_selected = -1;
};

}  // namespace whence
