#include "core/dsp/log_filterbank.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include "core/error.h"

namespace whence {

namespace {

// Weights of a band come in fours, filled up with zeros.
constexpr std::size_t lanes = 4;

/// Frequencies of equal steps on a logarithmic axis through the reference frequency, in Hz.
std::vector<double> logFrequencies(const LogSpectrogramOptions& options)
{
    const auto step = [&](double frequency) {
        return std::log2(frequency / options.referenceFrequency) * options.bandsPerOctave;
    };
    const double end = std::ceil(step(options.maxFrequency));
    std::vector<double> frequencies;
    for (double k = std::floor(step(options.minFrequency)); k < end; ++k) {
        const double frequency = options.referenceFrequency * std::exp2(k / options.bandsPerOctave);
        if (frequency >= options.minFrequency && frequency <= options.maxFrequency)
            frequencies.push_back(frequency);
    }
    return frequencies;
}

/// The bin that is nearest to a frequency; the upper one of two equally near, the last one above.
int nearestBin(double frequency, const LogSpectrogramOptions& options)
{
    const int bins = options.frameSize / 2;
    const double binWidth = double(options.sampleRate) / options.frameSize;
    const int above =
        std::clamp(int(std::ceil(std::min<double>(frequency / binWidth, bins))), 1, bins - 1);
    const bool lowerIsNearer = frequency - (above - 1) * binWidth < above * binWidth - frequency;
    return lowerIsNearer ? above - 1 : above;
}

/// Rises from 0 at `start` to its peak at `center` and falls to 0 at `stop`; its sum is 1.
LogFilterbank::Band triangle(int start, int center, int stop, double binWidth)
{
    LogFilterbank::Band band{start + 1, {}, center * binWidth};
    // Both sides sum up to half their width, and a half of the peak belongs to either.
    const double peak = 2.0 / (stop - start);
    for (int bin = start + 1; bin < stop; ++bin) {
        const double height = bin < center ? double(bin - start) / (center - start)
                                           : double(stop - bin) / (stop - center);
        band.weights.push_back(float(peak * height));
    }
    return band;
}

}  // namespace

void checkOptions(const LogSpectrogramOptions& options)
{
    if (options.sampleRate < 1000 || options.sampleRate > 768000)
        throw Error("The sample rate of a spectrogram must be from 1000 to 768000 Hz.");
    if (options.frameSize < 8 || options.frameSize > 1 << 20 || options.frameSize % 2 != 0)
        throw Error("The frame size of a spectrogram must be an even number from 8 to 2^20.");
    if (!(options.framesPerSecond > 0.01 && options.framesPerSecond <= options.sampleRate))
        throw Error(
            "A spectrogram must have more than 0.01 frames per second and at most one per "
            "sample.");
    if (options.bandsPerOctave < 1 || options.bandsPerOctave > 1000)
        throw Error("A spectrogram must have 1 to 1000 bands per octave.");
    const auto isFrequency = [](double value) { return value >= 1e-3 && value <= 1e6; };
    if (!isFrequency(options.minFrequency) || !isFrequency(options.maxFrequency) ||
        !isFrequency(options.referenceFrequency) || options.minFrequency >= options.maxFrequency)
        throw Error("The lowest and highest frequency of a spectrogram make no range.");
}

LogFilterbank makeLogFilterbank(const LogSpectrogramOptions& options)
{
    checkOptions(options);
    std::vector<int> bins;
    for (const double frequency : logFrequencies(options))
        bins.push_back(nearestBin(frequency, options));
    bins.erase(std::unique(bins.begin(), bins.end()), bins.end());
    if (bins.size() < 3)
        throw Error("A spectrogram with these frequencies and this frame size has no bands.");

    const double binWidth = double(options.sampleRate) / options.frameSize;
    LogFilterbank result;
    for (std::size_t i = 0; i + 2 < bins.size(); ++i)
        result.bands.push_back(triangle(bins[i], bins[i + 1], bins[i + 2], binWidth));
    return result;
}

LogBands::LogBands(const LogSpectrogramOptions& options)
{
    const LogFilterbank filterbank = makeLogFilterbank(options);
    const std::size_t bins = std::size_t(options.frameSize) / 2;
    m_firstBin = std::size_t(filterbank.bands.front().firstBin);
    m_bins = bins;
    m_magnitudes.resize(bins + lanes);
    for (const LogFilterbank::Band& band : filterbank.bands) {
        const std::size_t size = (band.weights.size() + lanes - 1) / lanes * lanes;
        m_bands.push_back({std::size_t(band.firstBin), m_weights.size(), size});
        m_weights.insert(m_weights.end(), band.weights.begin(), band.weights.end());
        m_weights.resize(m_bands.back().firstWeight + size);
    }
}

void LogBands::compute(std::span<const std::complex<float>> bins, float gain,
                       std::span<float> result)
{
    assert(bins.size() >= m_bins && result.size() == m_bands.size());
    for (std::size_t k = m_firstBin; k < m_bins; ++k)
        m_magnitudes[k] = std::norm(bins[k]);
    Eigen::Map<Eigen::ArrayXf> magnitudes(m_magnitudes.data(), Eigen::Index(m_bins));
    magnitudes = magnitudes.sqrt();  // several at a time, unlike std::sqrt
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        const Band& band = m_bands[i];
        const float* values = m_magnitudes.data() + band.firstBin;
        const float* weights = m_weights.data() + band.firstWeight;
        std::array<float, lanes> sums = {};  // side by side, for the vector unit
        for (std::size_t k = 0; k < band.size; k += lanes)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                sums[lane] += weights[k + lane] * values[k + lane];
        const float sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        // Half the time of std::log10.
        result[i] = std::log(1.0f + gain * sum) * std::numbers::log10e_v<float>;
    }
}

}  // namespace whence
