#include "core/explain/stem_measures.h"

#include <algorithm>
#include <cmath>

#include "core/audio/loudness.h"

namespace whence {

namespace {

constexpr double largestRatio = 120.0;  // dB, stands for infinity

double energy(const AudioBuffer& audio)
{
    double sum = 0.0;
    for (const auto& channel : audio.channels)
        for (const float sample : channel)
            sum += double(sample) * sample;
    return sum;
}

// Energies as a level in dB, limited to ±largestRatio.
double decibels(double numerator, double denominator)
{
    if (numerator <= 0.0)
        return -largestRatio;
    if (denominator <= 0.0)
        return largestRatio;
    return std::clamp(10.0 * std::log10(numerator / denominator), -largestRatio, largestRatio);
}

// Deviations from each band's mean, in one vector of length 1; empty if there are none.
std::vector<float> envelopeShape(LogSpectrogram spectrogram)
{
    double energy = 0.0;
    for (int band = 0; band < spectrogram.bands; ++band) {
        float* const values = spectrogram.values.data() + std::size_t(band) * spectrogram.frames;
        double mean = 0.0;
        for (int frame = 0; frame < spectrogram.frames; ++frame)
            mean += values[frame] / spectrogram.frames;
        for (int frame = 0; frame < spectrogram.frames; ++frame) {
            values[frame] -= float(mean);
            energy += double(values[frame]) * values[frame];
        }
    }
    if (energy < 1e-9 * double(spectrogram.values.size()))
        return {};
    for (float& value : spectrogram.values)
        value /= float(std::sqrt(energy));
    return std::move(spectrogram.values);
}

double product(const std::vector<float>& a, const std::vector<float>& b)
{
    if (a.empty() || b.empty())
        return 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * b[i];
    return std::clamp(sum, -1.0, 1.0);
}

}  // namespace

std::vector<StemLevel> measureStemLevels(const StemSet& stems, double silentDecibels)
{
    const double total = energy(sumOfStems(stems));
    std::vector<StemLevel> result;
    for (int i = 0; i < stems.count(); ++i) {
        const double level = decibels(energy(stems.stems[i]), total);
        result.push_back({stems.names[i], level, level < silentDecibels});
    }
    return result;
}

std::optional<double> residualRatio(const StemSet& stems)
{
    if (stems.residual.channels.empty() || stems.stems.empty())
        return std::nullopt;
    AudioBuffer recording = sumOfStems(stems);
    for (std::size_t c = 0; c < recording.channels.size(); ++c)
        std::ranges::transform(recording.channels[c], stems.residual.channels[c],
                               recording.channels[c].begin(), std::plus());
    const double residual = energy(stems.residual);
    return residual > 0.0 ? decibels(energy(recording), residual) : largestRatio;
}

std::vector<StemLikeness> compareStems(const StemSet& monoStems,
                                       const LogSpectrogramOptions& options)
{
    const float loudest = peak(sumOfStems(monoStems));
    const float gain = loudest > 0.0f ? 1.0f / loudest : 1.0f;
    std::vector<std::vector<float>> shapes;
    for (const AudioBuffer& stem : monoStems.stems) {
        std::vector<float> samples = stem.channels.front();
        for (float& sample : samples)
            sample *= gain;
        shapes.push_back(envelopeShape(computeLogSpectrogram(samples, options)));
    }
    std::vector<StemLikeness> result;
    for (int first = 0; first < int(shapes.size()); ++first)
        for (int second = first + 1; second < int(shapes.size()); ++second)
            result.push_back({first, second, product(shapes[first], shapes[second])});
    return result;
}

}  // namespace whence
