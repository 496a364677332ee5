#pragma once

#include <QColor>
#include <QImage>
#include <memory>
#include <vector>

#include "ui/peaks.h"
#include "ui/views/time_view.h"

namespace whence {

/// The waveform of the recording. With the peaks of its stems and their gains it is tinted by what
/// is to be heard: each column in the colors of its stems, by their shares. A stem alone has its
/// own outline; of several the recording's shrinks or grows by their share of it.
class WaveformView : public TimeView {
    Q_OBJECT

public:
    explicit WaveformView(QWidget* parent = nullptr);

    /// Peaks of what has been read of the recording.
    void setPeaks(std::shared_ptr<const Peaks> peaks, int sampleRate);

    struct Stem {
        std::shared_ptr<const Peaks> peaks;
        QColor color;
        float gain = 1.0f;  // linear; 0: not heard
    };
    void setStems(std::vector<Stem> stems);

protected:
    void paintContent(QPainter& painter) override;

private:
    struct Column {
        PeakRange outline;
        QColor color;
    };
    /// What a picture holds for, beside the peaks and stems.
    struct Look {
        TimeSpan span;
        QSize size;
        double pixelRatio = 1.0;
        qint64 palette = 0;

        bool operator==(const Look&) const = default;
    };
    Column columnOf(std::int64_t begin, std::int64_t end) const;
    Look look() const;
    QImage draw() const;

    std::shared_ptr<const Peaks> m_peaks;
    int m_sampleRate = 0;  // Hz
    std::vector<Stem> m_stems;
    QImage m_picture;  // null: to be drawn
    Look m_pictureLook;
};

}  // namespace whence
