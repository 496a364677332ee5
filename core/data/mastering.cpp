#include "core/data/mastering.h"

#include <algorithm>
#include <cmath>

#include "core/data/batches.h"

namespace whence {

namespace {

constexpr double releaseTime = 0.15;  // s
constexpr double lowestBell = 60.0;   // Hz
constexpr double highestBell = 12000.0;
constexpr double lowestCutoff = 6000.0;
constexpr double highestCutoff = 10900.0;  // of the highest band of a spectrogram at 22.05 kHz

double powerRatio(double decibels)
{
    return std::pow(10.0, decibels / 10.0);
}

/// Power of every frame, over all bands.
std::vector<double> framePowers(const LogSpectrogram& spectrogram)
{
    std::vector<double> powers(spectrogram.frames);
    for (int band = 0; band < spectrogram.bands; ++band)
        for (int frame = 0; frame < spectrogram.frames; ++frame) {
            const double magnitude = toMagnitude(spectrogram.value(band, frame));
            powers[frame] += magnitude * magnitude;
        }
    return powers;
}

/// The compressor's gain of every frame as a factor.
std::vector<float> compressorFactors(const LogSpectrogram& spectrogram, const Mastering& mastering)
{
    const std::vector<double> powers = framePowers(spectrogram);
    const double loudest = *std::ranges::max_element(powers);
    std::vector<float> factors(powers.size(), 1.0f);
    if (mastering.ratio <= 1.0 || loudest <= 0.0)
        return factors;
    const double threshold = loudest / powerRatio(mastering.threshold);
    const double release = std::exp(-1.0 / (releaseTime * spectrogram.options.framesPerSecond));
    double envelope = 0.0;
    double before = 0.0;
    double after = 0.0;
    for (std::size_t i = 0; i < powers.size(); ++i) {
        envelope = std::max(powers[i], envelope * release);
        const double excess = std::max(1.0, envelope / threshold);
        factors[i] = float(std::pow(excess, 0.5 * (1.0 / mastering.ratio - 1.0)));
        before += powers[i];
        after += powers[i] * factors[i] * factors[i];
    }
    const auto makeUp = float(std::sqrt(before / after));
    for (float& factor : factors)
        factor *= makeUp;
    return factors;
}

double equalizerGain(double frequency, const Mastering& mastering)
{
    double gain = 0.0;  // dB
    for (const Mastering::Bell& bell : mastering.bells) {
        const double distance = 2.0 * std::log2(frequency / bell.frequency) / bell.width;
        gain += bell.gain * std::exp(-0.5 * distance * distance);
    }
    return gain;
}

}  // namespace

Mastering drawMastering(std::uint64_t seed, std::uint64_t number)
{
    // What a random number is drawn for, apart from what those of emotion_batches.cpp are.
    enum Purpose : std::uint64_t { Ratio = 31, Threshold, Bells, Coder, Cutoff, Bell };
    const auto share = [&](std::uint64_t purpose) { return randomShare(seed, purpose, number); };
    Mastering mastering{.ratio = 1.0 + 5.0 * share(Ratio),
                        .threshold = 6.0 + 14.0 * share(Threshold)};
    const int bells = int(4.0 * share(Bells));
    for (int i = 0; i < bells; ++i) {
        const std::uint64_t purpose = Bell + 3 * std::uint64_t(i);
        mastering.bells.push_back(
            {.frequency = lowestBell * std::pow(highestBell / lowestBell, share(purpose)),
             .gain = 8.0 * (2.0 * share(purpose + 1) - 1.0),
             .width = 0.5 + 1.5 * share(purpose + 2)});
    }
    if (share(Coder) < 0.5)
        mastering.cutoff = lowestCutoff + (highestCutoff - lowestCutoff) * share(Cutoff);
    return mastering;
}

void master(LogSpectrogram& spectrogram, const std::vector<double>& bandFrequencies,
            const Mastering& mastering)
{
    if (spectrogram.frames == 0)
        return;
    const std::vector<float> factors = compressorFactors(spectrogram, mastering);
    for (int band = 0; band < spectrogram.bands; ++band) {
        const double frequency = bandFrequencies[band];
        const bool isCut = mastering.cutoff > 0.0 && frequency >= mastering.cutoff;
        const float factor =
            isCut ? 0.0f : float(std::sqrt(powerRatio(equalizerGain(frequency, mastering))));
        float* const row = spectrogram.values.data() + std::size_t(band) * spectrogram.frames;
        for (int frame = 0; frame < spectrogram.frames; ++frame)
            row[frame] = toLogMagnitude(factor * factors[frame] * toMagnitude(row[frame]));
    }
}

}  // namespace whence
