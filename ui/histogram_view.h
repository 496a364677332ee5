#pragma once

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

class QPainter;

namespace whence {

/// How the values of one output are distributed on [-1, 1]: twenty bars with their counts, the mean
/// and one value marked.
class HistogramView : public QWidget {
    Q_OBJECT

public:
    static constexpr int kBins = 20;

    explicit HistogramView(QWidget* parent = nullptr);

    void setValues(const QString& title, std::vector<double> values);
    void setMark(const std::optional<double>& value);

    /// How many values are in each bar; what lies outside [-1, 1] is in the first or last one.
    std::vector<int> counts() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double xOf(double value) const;
    QRectF plotArea() const;
    void drawAxes(QPainter& painter, int largest) const;
    void drawBars(QPainter& painter, const std::vector<int>& bars, int largest) const;

    QString m_title;
    std::vector<double> m_values;
    std::optional<double> m_mark;
};

}  // namespace whence
