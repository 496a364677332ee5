#pragma once

#include <QColor>
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
    Column columnOf(std::int64_t begin, std::int64_t end) const;

    std::shared_ptr<const Peaks> m_peaks;
    int m_sampleRate = 0;  // Hz
    std::vector<Stem> m_stems;
};

}  // namespace whence
