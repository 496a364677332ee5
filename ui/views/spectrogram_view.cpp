#include "ui/views/spectrogram_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/playback/sample_store.h"

namespace whence {

namespace {

constexpr int kMaxLevel = 14;
constexpr std::size_t kMaxTiles = 160;  // 500 kB each
constexpr int kTilesPerRun = 4;         // between two deliveries
constexpr float kBandMaximum = 2.5f;    // log10(1 + magnitude) of the highest color

/// A level in dB as a value of a tile.
double byteOfDecibels(double decibels)
{
    return 255.0 * (1.0 - decibels / kFloorDecibels);
}

}  // namespace

SpectrogramView::SpectrogramView(QWidget* parent) : TimeView(parent)
{
    setAccessibleName(tr("Spectrogram"));
    setMinimumHeight(80);
    markAxis();
    recolor();
}

void SpectrogramView::setMix(std::vector<SoundPart> mix)
{
    if (mix == m_mix)
        return;
    const bool isSamePiece = !mix.empty() && !m_mix.empty();
    m_task.cancel();
    m_mix = std::move(mix);
    if (!isSamePiece)
        m_tiles.clear();
    for (auto& [place, tile] : m_tiles)
        tile.isStale = true;
    update();
}

void SpectrogramView::setModelSpectrogram(std::shared_ptr<const LogSpectrogram> spectrogram)
{
    m_spectrogram = std::move(spectrogram);
    m_bands = m_spectrogram ? bandImage(*m_spectrogram, kBandMaximum) : QImage();
    markAxis();
    recolor();
}

void SpectrogramView::setStyle(const SpectrogramStyle& style)
{
    m_style = style;
    markAxis();
    recolor();
}

void SpectrogramView::samplesHaveGrown()
{
    std::erase_if(m_tiles, [](const auto& tile) { return !tile.second.isComplete; });
    update();
}

void SpectrogramView::Tile::paintWith(const QList<QRgb>& colors)
{
    image.setColorTable(colors);
    painted = image.convertToFormat(QImage::Format_RGB32);
}

void SpectrogramView::recolor()
{
    m_colors =
        colorTable(m_style.colors, byteOfDecibels(m_style.floor), byteOfDecibels(m_style.ceiling));
    for (auto& [place, tile] : m_tiles)
        tile.paintWith(m_colors);
    if (!m_bands.isNull())
        m_bands.setColorTable(colorTable(m_style.colors, 0.0, 255.0));
    update();
}

int SpectrogramView::visibleLevel() const
{
    const double framesPerPixel =
        visibleSpan().length() * samples().sampleRate() / std::max(1, width());
    const int level = int(std::floor(std::log2(std::max(1.0, framesPerPixel / kTileHop))));
    return std::clamp(level, 0, kMaxLevel);
}

QRectF SpectrogramView::tileRect(const TilePlace& place) const
{
    const double seconds = double(tileFrames(place.level)) / samples().sampleRate();
    const double left = xOfTime(place.index * seconds);
    return {left, 0.0, xOfTime((place.index + 1) * seconds) - left, double(height())};
}

void SpectrogramView::paintContent(QPainter& painter)
{
    painter.fillRect(rect(), mapColor(m_style.colors, 0.0));
    if (m_style.axis == FrequencyAxis::Bands)
        paintBands(painter);
    else if (!m_mix.empty())
        paintTiles(painter);
    paintAxis(painter);
}

void SpectrogramView::paintTiles(QPainter& painter)
{
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int level = visibleLevel();
    const double seconds = double(tileFrames(level)) / samples().sampleRate();
    const int first = int(visibleSpan().start / seconds);
    const int last = int(std::min(visibleSpan().end, duration()) / seconds);
    std::vector<TilePlace> missing;
    for (int index = first; index <= last; ++index) {
        const TilePlace place{level, index};
        const QRectF rect = tileRect(place);
        const bool isPainted = paintTile(painter, place, rect);
        if (isPainted && !m_tiles.at(place).isStale)
            continue;
        missing.push_back(place);
        if (isPainted)
            continue;
        for (TilePlace coarser = place; coarser.level < kMaxLevel;) {
            coarser = {coarser.level + 1, coarser.index / 2};
            if (paintTile(painter, coarser, rect))
                break;
        }
    }
    requestTiles(std::move(missing));
}

bool SpectrogramView::paintTile(QPainter& painter, const TilePlace& place, const QRectF& clip)
{
    const auto tile = m_tiles.find(place);
    if (tile == m_tiles.end())
        return false;
    const QRectF whole = tileRect(place);
    const double scale = kTileColumns / whole.width();
    const QRectF source((clip.left() - whole.left()) * scale, 0.0, clip.width() * scale, kTileRows);
    painter.drawImage(clip, tile->second.painted, source);
    return true;
}

void SpectrogramView::requestTiles(std::vector<TilePlace> places)
{
    if (places.empty() || m_task.isRunning())
        return;
    places.resize(std::min<std::size_t>(places.size(), kTilesPerRun));
    m_task.start(
        [mix = m_mix, places](const Progress& progress) {
            std::map<TilePlace, Tile> tiles;
            for (const TilePlace& place : places) {
                progress.report(double(tiles.size()) / double(places.size()));
                const std::int64_t end = (place.index + 1) * tileFrames(place.level);
                const SampleStore& samples = *mix.front().samples;
                const std::int64_t ready = samples.framesReady();
                tiles[place].image = computeTile(mix, place);
                tiles[place].isComplete = ready >= std::min(end, samples.frames());
            }
            return tiles;
        },
        [this](std::map<TilePlace, Tile> tiles) {
            if (m_tiles.size() > kMaxTiles)
                m_tiles.clear();
            for (auto& [place, tile] : tiles) {
                tile.paintWith(m_colors);
                m_tiles[place] = std::move(tile);
            }
            update();
        });
}

void SpectrogramView::paintBands(QPainter& painter)
{
    if (m_bands.isNull())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const double framesPerSecond = m_spectrogram->options.framesPerSecond;
    painter.drawImage(QRectF(rect()), m_bands,
                      QRectF(visibleSpan().start * framesPerSecond, 0.0,
                             visibleSpan().length() * framesPerSecond, m_bands.height()));
}

void SpectrogramView::markAxis()
{
    m_marks.clear();
    const auto mark = [this](double position, const QString& text) {
        m_marks.push_back({position, QStaticText(text)});
        m_marks.back().text.setTextFormat(Qt::PlainText);
    };
    if (m_style.axis == FrequencyAxis::Hertz) {
        for (const double hertz : {50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0})
            mark(axisPosition(hertz),
                 hertz < 1000.0 ? tr("%1 Hz").arg(hertz) : tr("%1 kHz").arg(hertz / 1000.0));
    } else if (m_style.axis == FrequencyAxis::Notes) {
        constexpr double c1 = 32.7032;  // Hz, equal temperament at A4 = 440 Hz
        for (int octave = 1; octave <= 8; ++octave)
            mark(axisPosition(c1 * std::pow(2.0, octave - 1)), tr("C%1").arg(octave));
    } else if (m_spectrogram && m_spectrogram->bands > 0) {
        for (int band = 20; band < m_spectrogram->bands; band += 20)
            mark(double(band) / m_spectrogram->bands, tr("band %1").arg(band));
    }
}

void SpectrogramView::paintAxis(QPainter& painter) const
{
    for (const Mark& mark : m_marks) {
        const double y = height() * (1.0 - mark.position);
        painter.fillRect(QRectF(0.0, std::floor(y), width(), 1.0), QColor(255, 255, 255, 60));
        painter.setPen(QColor(255, 255, 255, 220));
        painter.drawStaticText(QPointF(4.0, y - 2.0 - fontMetrics().ascent()), mark.text);
    }
}

SpectrogramReading SpectrogramView::readingAt(const QPointF& position) const
{
    SpectrogramReading reading;
    reading.time = timeOfX(position.x());
    const double up = std::clamp(1.0 - position.y() / std::max(1, height()), 0.0, 1.0);
    if (m_style.axis == FrequencyAxis::Bands && m_spectrogram && m_spectrogram->frames > 0) {
        const int band = std::min(int(up * m_spectrogram->bands), m_spectrogram->bands - 1);
        const int frame = std::min(int(reading.time * m_spectrogram->options.framesPerSecond),
                                   m_spectrogram->frames - 1);
        const LogFilterbank filterbank = makeLogFilterbank(m_spectrogram->options);
        reading.frequency = filterbank.bands[std::size_t(band)].centerFrequency;
        reading.level = m_spectrogram->value(band, frame);
        return reading;
    }
    reading.frequency = axisFrequency(up);
    if (m_mix.empty())
        return reading;
    const int level = visibleLevel();
    const double column = reading.time * samples().sampleRate() / double(kTileHop << level);
    const auto tile = m_tiles.find({level, int(column) / kTileColumns});
    if (tile != m_tiles.end()) {
        const int row = std::min(int((1.0 - up) * kTileRows), kTileRows - 1);
        const int value = tile->second.image.pixelIndex(int(column) % kTileColumns, row);
        reading.level = kFloorDecibels * (1.0 - value / 255.0);
    }
    return reading;
}

void SpectrogramView::mouseMoveEvent(QMouseEvent* event)
{
    TimeView::mouseMoveEvent(event);
    if (duration() > 0.0)
        Q_EMIT readingChanged(readingAt(event->position()));
}

void SpectrogramView::leaveEvent(QEvent* event)
{
    TimeView::leaveEvent(event);
    Q_EMIT readingChanged(std::nullopt);
}

}  // namespace whence
