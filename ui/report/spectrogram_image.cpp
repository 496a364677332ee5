#include "ui/report/spectrogram_image.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/dsp/log_filterbank.h"
#include "ui/color_map.h"

namespace whence {

namespace {

/// For each row of the picture, from the top, the band whose center is nearest on the log scale.
std::vector<int> bandsOfRows(const LogFilterbank& filterbank, const SpectrogramScale& scale,
                             int rows)
{
    std::vector<int> result;
    for (int row = 0; row < rows; ++row) {
        const double share = 1.0 - (row + 0.5) / rows;
        const double frequency = scale.lowest * std::pow(scale.highest / scale.lowest, share);
        const auto distance = [&](const LogFilterbank::Band& band) {
            return std::abs(std::log(std::max(1.0, band.centerFrequency) / frequency));
        };
        const auto nearest = std::ranges::min_element(filterbank.bands, {}, distance);
        result.push_back(int(nearest - filterbank.bands.begin()));
    }
    return result;
}

double meanOfFrames(const LogSpectrogram& spectrogram, int band, int begin, int end)
{
    double sum = 0.0;
    for (int frame = begin; frame < end; ++frame)
        sum += spectrogram.value(band, frame);
    return sum / (end - begin);
}

}  // namespace

SpectrogramScale spectrogramScale(const LogSpectrogram& spectrogram)
{
    const LogFilterbank filterbank = makeLogFilterbank(spectrogram.options);
    SpectrogramScale scale;
    scale.lowest = std::max(1.0, filterbank.bands.front().centerFrequency);
    scale.highest = std::max(2.0 * scale.lowest, filterbank.bands.back().centerFrequency);
    // The brightest color is for the 99.8th percentile of a sample, so that clicks don't dim all.
    std::vector<float> sample;
    const std::size_t step = std::max<std::size_t>(1, spectrogram.values.size() / 200000);
    for (std::size_t i = 0; i < spectrogram.values.size(); i += step)
        if (std::isfinite(spectrogram.values[i]))
            sample.push_back(spectrogram.values[i]);
    if (!sample.empty()) {
        const auto place = sample.begin() + std::ptrdiff_t(double(sample.size() - 1) * 0.998);
        std::ranges::nth_element(sample, place);
        scale.brightest = std::max(1e-3, double(*place));
    }
    return scale;
}

QImage spectrogramImage(const LogSpectrogram& spectrogram, const SpectrogramScale& scale,
                        const QSize& largest)
{
    assert(spectrogram.frames > 0);
    const LogFilterbank filterbank = makeLogFilterbank(spectrogram.options);
    assert(int(filterbank.bands.size()) == spectrogram.bands);
    const int width = std::min(spectrogram.frames, largest.width());
    const int height = largest.height();
    const std::vector<int> bands = bandsOfRows(filterbank, scale, height);
    const QList<QRgb> colors = colorTable(ColorMap::Viridis, 0.0, 255.0);
    QImage image(width, height, QImage::Format_RGB32);
    for (int x = 0; x < width; ++x) {
        const int begin = int(std::int64_t(x) * spectrogram.frames / width);
        const int end = std::max(begin + 1, int(std::int64_t(x + 1) * spectrogram.frames / width));
        int drawnBand = -1;
        QRgb color = 0;
        for (int y = 0; y < height; ++y) {
            if (bands[y] != drawnBand) {
                drawnBand = bands[y];
                const double share =
                    meanOfFrames(spectrogram, drawnBand, begin, end) / scale.brightest;
                color = colors[qsizetype(255.0 * std::clamp(share, 0.0, 1.0))];
            }
            image.setPixel(x, y, color);
        }
    }
    return image;
}

}  // namespace whence
