#include "ui/views/waveform_view.h"

#include <QPainter>
#include <algorithm>

namespace whence {

WaveformView::WaveformView(QWidget* parent) : TimeView(parent)
{
    setAccessibleName(tr("Waveform"));
    setMinimumHeight(40);
}

void WaveformView::setPeaks(std::shared_ptr<const Peaks> peaks, int sampleRate)
{
    m_peaks = std::move(peaks);
    m_sampleRate = sampleRate;
    m_picture = {};
    update();
}

void WaveformView::setStems(std::vector<Stem> stems)
{
    m_stems = std::move(stems);
    m_picture = {};
    update();
}

/// How the frames from `begin` up to `end` are drawn.
WaveformView::Column WaveformView::columnOf(std::int64_t begin, std::int64_t end) const
{
    const PeakRange recording = m_peaks->range(begin, end);
    if (m_stems.empty())
        return {recording, palette().color(QPalette::Text)};
    float red = 0.0f;
    float green = 0.0f;
    float blue = 0.0f;
    float all = 0.0f;
    float heard = 0.0f;
    int audible = 0;
    PeakRange last;  // of the audible stems
    for (const Stem& stem : m_stems) {
        const PeakRange range = stem.peaks->range(begin, end);
        const float level = stem.gain * (range.maximum - range.minimum);
        red += level * stem.color.redF();
        green += level * stem.color.greenF();
        blue += level * stem.color.blueF();
        all += range.maximum - range.minimum;
        heard += level;
        if (stem.gain > 0.0f) {
            ++audible;
            last = {stem.gain * range.minimum, stem.gain * range.maximum};
        }
    }
    const QColor color = heard > 0.0f ? QColor::fromRgbF(red / heard, green / heard, blue / heard)
                                      : palette().color(QPalette::Mid);
    if (audible == 1)
        return {last, color};
    const float share = all > 0.0f ? heard / all : 1.0f;
    return {{share * recording.minimum, share * recording.maximum}, color};
}

WaveformView::Look WaveformView::look() const
{
    return {visibleSpan(), size(), devicePixelRatioF(), palette().cacheKey()};
}

/// One column a pixel of the screen. They are written as they are: a painter takes ten times as
/// long for as many lines.
QImage WaveformView::draw() const
{
    const double pixelRatio = devicePixelRatioF();
    QImage picture((QSizeF(size()) * pixelRatio).toSize(), QImage::Format_RGB32);
    picture.setDevicePixelRatio(pixelRatio);
    picture.fill(palette().color(QPalette::Base));
    const int height = picture.height();
    const double middle = height / 2.0;
    const double scale = 0.95 * middle;
    const auto rowOf = [&](float value) {
        return std::clamp(int(middle - scale * double(std::clamp(value, -1.0f, 1.0f))), 0,
                          height - 1);
    };
    auto* const pixels = reinterpret_cast<QRgb*>(picture.bits());
    const auto stride = picture.bytesPerLine() / qsizetype(sizeof(QRgb));
    for (int x = 0; x < picture.width(); ++x) {
        const auto begin = std::int64_t(timeOfX(x / pixelRatio) * m_sampleRate);
        const auto end =
            std::max(begin + 1, std::int64_t(timeOfX((x + 1) / pixelRatio) * m_sampleRate));
        if (begin >= m_peaks->frames())
            break;
        const auto& [outline, color] = columnOf(begin, end);
        for (int y = rowOf(outline.maximum); y <= rowOf(outline.minimum); ++y)
            pixels[y * stride + x] = color.rgb();
    }
    return picture;
}

void WaveformView::paintContent(QPainter& painter)
{
    if (!m_peaks)
        return;
    if (m_picture.isNull() || m_pictureLook != look()) {
        m_pictureLook = look();
        m_picture = draw();
    }
    painter.drawImage(QPoint(), m_picture);
}

}  // namespace whence
