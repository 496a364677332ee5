#include "ui/spectrogram_tile.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/dsp/fft.h"
#include "ui/playback/sample_store.h"

namespace whence {

namespace {

constexpr int kFrameSize = 4096;  // samples of one transform

std::vector<float> hannWindow()
{
    std::vector<float> window(kFrameSize);
    for (int i = 0; i < kFrameSize; ++i)
        window[std::size_t(i)] =
            0.5f - 0.5f * std::cos(2.0f * std::numbers::pi_v<float> * float(i) / kFrameSize);
    return window;
}

/// Adds the mean of both channels around a frame, windowed; zeros outside the recording.
void addFrame(const SoundPart& part, std::int64_t center, const std::vector<float>& window,
              std::vector<float>& frame)
{
    const std::int64_t first = center - kFrameSize / 2;
    const std::int64_t begin = std::max<std::int64_t>(0, -first);
    const std::int64_t end =
        std::min<std::int64_t>(kFrameSize, part.samples->framesReady() - first);
    for (std::int64_t i = begin; i < end; ++i) {
        const float* const pair = part.samples->data(first + i);
        frame[std::size_t(i)] += part.gain * 0.5f * (pair[0] + pair[1]) * window[std::size_t(i)];
    }
}

/// First and last bin (both included) of each row, from the bottom.
std::vector<std::pair<int, int>> rowBins(int sampleRate)
{
    std::vector<std::pair<int, int>> rows;
    const double binsPerHertz = double(kFrameSize) / sampleRate;
    for (int row = 0; row < kTileRows; ++row) {
        const double low = axisFrequency(double(row) / kTileRows) * binsPerHertz;
        const double high = axisFrequency(double(row + 1) / kTileRows) * binsPerHertz;
        const int first = std::clamp(int(std::lround(low)), 0, kFrameSize / 2);
        rows.emplace_back(first, std::clamp(int(std::lround(high)) - 1, first, kFrameSize / 2));
    }
    return rows;
}

uchar toByte(float power)
{
    // A full-scale sine has the magnitude frameSize / 4 under a Hann window.
    constexpr float fullScale = float(kFrameSize) / 4.0f;
    const double decibels = 10.0 * std::log10(double(power / (fullScale * fullScale)) + 1e-12);
    return uchar(std::clamp(std::lround(255.0 * (1.0 - decibels / kFloorDecibels)), 0L, 255L));
}

}  // namespace

double axisPosition(double hertz)
{
    return std::log(hertz / kAxisMinimum) / std::log(kAxisMaximum / kAxisMinimum);
}

double axisFrequency(double position)
{
    return kAxisMinimum * std::pow(kAxisMaximum / kAxisMinimum, position);
}

QImage computeTile(const std::vector<SoundPart>& mix, const TilePlace& place)
{
    static const std::vector<float> window = hannWindow();
    const auto rows = rowBins(mix.front().samples->sampleRate());
    RealFft fft(kFrameSize);
    std::vector<float> frame(kFrameSize);
    std::vector<std::complex<float>> spectrum(kFrameSize / 2 + 1);
    QImage image(kTileColumns, kTileRows, QImage::Format_Indexed8);
    for (int column = 0; column < kTileColumns; ++column) {
        const std::int64_t index = std::int64_t(place.index) * kTileColumns + column;
        const std::int64_t center = ((2 * index + 1) * kTileHop << place.level) / 2;
        std::ranges::fill(frame, 0.0f);
        for (const SoundPart& part : mix)
            if (part.gain != 0.0f)
                addFrame(part, center, window, frame);
        fft.forward(frame, spectrum);
        for (int row = 0; row < kTileRows; ++row) {
            float power = 0.0f;
            for (int bin = rows[std::size_t(row)].first; bin <= rows[std::size_t(row)].second;
                 ++bin)
                power = std::max(power, std::norm(spectrum[std::size_t(bin)]));
            image.scanLine(kTileRows - 1 - row)[column] = toByte(power);
        }
    }
    return image;
}

QImage bandImage(const LogSpectrogram& spectrogram, float maximum)
{
    QImage image(spectrogram.frames, spectrogram.bands, QImage::Format_Indexed8);
    for (int band = 0; band < spectrogram.bands; ++band) {
        uchar* const line = image.scanLine(spectrogram.bands - 1 - band);
        for (int frame = 0; frame < spectrogram.frames; ++frame)
            line[frame] = uchar(std::clamp(
                std::lround(255.0f * spectrogram.value(band, frame) / maximum), 0L, 255L));
    }
    return image;
}

QString noteName(double hertz)
{
    static const char* const names[] = {"C",  "C♯", "D",  "D♯", "E",  "F",
                                        "F♯", "G",  "G♯", "A",  "A♯", "B"};
    const double note = 69.0 + 12.0 * std::log2(hertz / 440.0);  // MIDI number
    const int nearest = int(std::lround(note));
    const int cents = int(std::lround(100.0 * (note - nearest)));
    const int octave = int(std::floor(nearest / 12.0)) - 1;
    return QStringLiteral("%1%2 %3%4")
        .arg(QString::fromUtf8(names[((nearest % 12) + 12) % 12]))
        .arg(octave)
        .arg(cents < 0 ? QStringLiteral("−") : QStringLiteral("+"))
        .arg(std::abs(cents));
}

}  // namespace whence
