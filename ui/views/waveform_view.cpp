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
    update();
}

void WaveformView::setStems(std::vector<Stem> stems)
{
    m_stems = std::move(stems);
    update();
}

QColor WaveformView::colorOf(std::int64_t begin, std::int64_t end) const
{
    float red = 0.0f;
    float green = 0.0f;
    float blue = 0.0f;
    float total = 0.0f;
    for (const Stem& stem : m_stems) {
        const PeakRange range = stem.peaks->range(begin, end);
        const float level = stem.gain * (range.maximum - range.minimum);
        red += level * stem.color.redF();
        green += level * stem.color.greenF();
        blue += level * stem.color.blueF();
        total += level;
    }
    if (total <= 0.0f)
        return palette().color(QPalette::Mid);
    return QColor::fromRgbF(red / total, green / total, blue / total);
}

PeakRange WaveformView::heard(std::int64_t begin, std::int64_t end) const
{
    const auto scaled = [](const PeakRange& range, float factor) {
        return PeakRange{factor * range.minimum, factor * range.maximum};
    };
    const auto isAudible = [](const Stem& stem) { return stem.gain > 0.0f; };
    if (std::ranges::count_if(m_stems, isAudible) == 1) {
        const Stem& stem = *std::ranges::find_if(m_stems, isAudible);
        return scaled(stem.peaks->range(begin, end), stem.gain);
    }
    float all = 0.0f;
    float audible = 0.0f;
    for (const Stem& stem : m_stems) {
        const PeakRange range = stem.peaks->range(begin, end);
        all += range.maximum - range.minimum;
        audible += stem.gain * (range.maximum - range.minimum);
    }
    return scaled(m_peaks->range(begin, end), all > 0.0f ? audible / all : 1.0f);
}

void WaveformView::paintContent(QPainter& painter)
{
    if (!m_peaks)
        return;
    const double middle = height() / 2.0;
    const double scale = 0.95 * middle;
    for (int x = 0; x < width(); ++x) {
        const auto begin = std::int64_t(timeOfX(x) * m_sampleRate);
        const auto end = std::max(begin + 1, std::int64_t(timeOfX(x + 1) * m_sampleRate));
        if (begin >= m_peaks->frames())
            break;
        const PeakRange range = heard(begin, end);
        painter.setPen(m_stems.empty() ? palette().color(QPalette::Text) : colorOf(begin, end));
        painter.drawLine(QPointF(x + 0.5, middle - scale * double(std::min(1.0f, range.maximum))),
                         QPointF(x + 0.5, middle - scale * double(std::max(-1.0f, range.minimum))));
    }
}

}  // namespace whence
