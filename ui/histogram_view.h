#pragma once

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

namespace whence {

/// How the values of one output are distributed on [-1, 1]: twenty bars, with the mean and one
/// value marked.
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
    QString m_title;
    std::vector<double> m_values;
    std::optional<double> m_mark;
};

}  // namespace whence
