#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "ui/stem_mix.h"

class QLabel;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace whence {

/// What a strip says of its stem beside its controls.
struct StemStrip {
    QString name;
    std::optional<double> weight;    // of the selected feature; none: not known yet
    std::optional<double> interval;  // its largest deviation over shifts of the window
    bool isNearSilent = false;
};

/// A level meter with a falling peak: −60 to 0 dB.
class LevelMeter : public QWidget {
    Q_OBJECT

public:
    explicit LevelMeter(const QColor& color, QWidget* parent = nullptr);
    /// The largest absolute sample since the last call.
    void setPeak(float peak);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor m_color;
    double m_level = 0.0;  // 0 to 1 of the meter's length
};

/// One row per stem: select, mute, solo, fader with its gain, meter, weight. It shows the controls
/// it is given and tells what the user changes.
class StemStripsView : public QWidget {
    Q_OBJECT

public:
    explicit StemStripsView(QWidget* parent = nullptr);

    void setStrips(const std::vector<StemStrip>& strips);
    /// Whose weights stand in the rows and what it means, for people; empty: none are known.
    void setFeature(const QString& name, const QString& meaning);
    void setControls(const std::vector<StemControl>& controls);
    void setSelected(int stem);  // -1: none
    void setPeak(int stem, float peak);

Q_SIGNALS:
    void controlChanged(int stem, const whence::StemControl& control);
    void stemClicked(int stem);

private:
    struct Row {
        QToolButton* name = nullptr;
        QToolButton* mute = nullptr;
        QToolButton* solo = nullptr;
        QSlider* fader = nullptr;
        QLabel* gain = nullptr;
        LevelMeter* meter = nullptr;
        QLabel* weight = nullptr;
    };

    Row makeRow(int stem, const StemStrip& strip);
    static void showGain(const Row& row);
    void showWeight(const Row& row, const StemStrip& strip) const;
    void report(int stem);

    QLabel* m_weightTitle = nullptr;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_layout = nullptr;
    std::vector<StemStrip> m_strips;
    std::vector<Row> m_rows;
};

}  // namespace whence
