#pragma once

#include <QImage>
#include <QStaticText>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "ui/color_map.h"
#include "ui/spectrogram_tile.h"
#include "ui/task.h"
#include "ui/views/time_view.h"

namespace whence {

/// How a spectrogram is drawn.
struct SpectrogramStyle {
    FrequencyAxis axis = FrequencyAxis::Hertz;
    ColorMap colors = ColorMap::Magma;
    double floor = -80.0;    // dB of the lowest color
    double ceiling = -10.0;  // dB of the highest color

    bool operator==(const SpectrogramStyle&) const = default;
};

/// Time, frequency and level under the pointer.
struct SpectrogramReading {
    double time = 0.0;       // s
    double frequency = 0.0;  // Hz
    // dB of a full-scale sine, or log10(1 + magnitude) on the model's bands; none: not yet computed
    std::optional<double> level;
};

/// The spectrogram of the recording or a stem, from tiles computed in the background: as long as
/// one is missing, a coarser one stands for it.
class SpectrogramView : public TimeView {
    Q_OBJECT

public:
    explicit SpectrogramView(QWidget* parent = nullptr);

    /// What is shown on the logarithmic axes: sounds of one rate, parts of one piece as long as
    /// none comes between; none: nothing. The old picture stands for what is not yet computed.
    void setMix(std::vector<SoundPart> mix);
    /// What is shown on the axis of the model's bands.
    void setModelSpectrogram(std::shared_ptr<const LogSpectrogram> spectrogram);
    void setStyle(const SpectrogramStyle& style);
    const SpectrogramStyle& style() const { return m_style; }

    /// More samples have been read: tiles at the end are made anew.
    void samplesHaveGrown();

    SpectrogramReading readingAt(const QPointF& position) const;

Q_SIGNALS:
    /// What is under the pointer; none when it has left, or nothing is shown.
    void readingChanged(const std::optional<SpectrogramReading>& reading);

protected:
    void paintContent(QPainter& painter) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Tile {
        QImage image;            // levels
        QImage painted;          // the same in the colors shown, in the form that is drawn fastest
        bool isComplete = true;  // false: made before all of its samples had been read
        bool isStale = false;    // made of a mix with other gains

        void paintWith(const QList<QRgb>& colors);
    };

    /// What stands beside the axis at a position from 0 (bottom) to 1 (top).
    struct Mark {
        double position = 0.0;
        QStaticText text;
    };

    int visibleLevel() const;
    QRectF tileRect(const TilePlace& place) const;
    void paintTiles(QPainter& painter);
    bool paintTile(QPainter& painter, const TilePlace& place, const QRectF& clip);
    void paintBands(QPainter& painter);
    void paintAxis(QPainter& painter) const;
    void requestTiles(std::vector<TilePlace> places);
    void recolor();
    void markAxis();

    const SampleStore& samples() const { return *m_mix.front().samples; }

    std::vector<SoundPart> m_mix;
    std::shared_ptr<const LogSpectrogram> m_spectrogram;
    QImage m_bands;
    SpectrogramStyle m_style;
    QList<QRgb> m_colors;
    std::vector<Mark> m_marks;
    std::map<TilePlace, Tile> m_tiles;
    Task m_task;
};

}  // namespace whence
