#include "core/evaluation/separation_quality.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/audio/loudness.h"

namespace whence {

namespace {

constexpr double limit = 120.0;         // dB
constexpr double silenceLevel = -60.0;  // dB to the mix; quieter stems count as silent

double ratio(double signal, double error)
{
    if (signal <= 0.0)
        return -limit;
    return std::clamp(10.0 * std::log10(signal / std::max(error, 1e-30)), -limit, limit);
}

/// Calls use(estimate, truth) for each pair of samples.
template <typename Use>
void forEachSample(const AudioBuffer& estimate, const AudioBuffer& truth, const Use& use)
{
    assert(estimate.channels.size() == truth.channels.size() &&
           estimate.frames() == truth.frames());
    for (std::size_t c = 0; c < truth.channels.size(); ++c)
        for (std::size_t i = 0; i < truth.frames(); ++i)
            use(double(estimate.channels[c][i]), double(truth.channels[c][i]));
}

void addTo(std::map<std::string, std::pair<double, int>>& sums, const std::string& stem,
           double value)
{
    sums[stem].first += value;
    ++sums[stem].second;
}

std::map<std::string, double> means(const std::map<std::string, std::pair<double, int>>& sums)
{
    std::map<std::string, double> result;
    for (const auto& [stem, sum] : sums)
        result[stem] = sum.first / sum.second;
    return result;
}

}  // namespace

double signalToDistortion(const AudioBuffer& estimate, const AudioBuffer& truth)
{
    double signal = 0.0;
    double error = 0.0;
    forEachSample(estimate, truth, [&](double e, double t) {
        signal += t * t;
        error += (e - t) * (e - t);
    });
    return ratio(signal, error);
}

double scaleInvariantSdr(const AudioBuffer& estimate, const AudioBuffer& truth)
{
    double product = 0.0;
    double energy = 0.0;
    forEachSample(estimate, truth, [&](double e, double t) {
        product += e * t;
        energy += t * t;
    });
    if (energy <= 0.0)
        return -limit;
    const double scale = product / energy;
    double error = 0.0;
    forEachSample(estimate, truth,
                  [&](double e, double t) { error += (e - scale * t) * (e - scale * t); });
    return ratio(scale * scale * energy, error);
}

std::vector<StemQuality> compareStems(const StemSet& estimated, const StemSet& truth,
                                      const AudioBuffer& mix)
{
    std::vector<StemQuality> result;
    const double level = rmsLevel(mix);
    if (!std::isfinite(level))
        return result;
    for (int s = 0; s < truth.count(); ++s) {
        const int found = estimated.index(truth.names[s]);
        if (found < 0)
            continue;
        const AudioBuffer& estimate = estimated.stems[found];
        const AudioBuffer& stem = truth.stems[s];
        StemQuality quality{truth.names[s]};
        quality.sounds = rmsLevel(stem) - level > silenceLevel;
        if (!quality.sounds) {
            quality.falseLevel = std::max(-limit, rmsLevel(estimate) - level);
            result.push_back(quality);
            continue;
        }
        const double untouched = scaleInvariantSdr(mix, stem);
        if (untouched > -silenceLevel)
            continue;
        quality.siSdr = scaleInvariantSdr(estimate, stem);
        quality.siSdrImprovement = quality.siSdr - untouched;
        quality.sdr = signalToDistortion(estimate, stem);
        quality.sdrImprovement = quality.sdr - signalToDistortion(mix, stem);
        result.push_back(quality);
    }
    return result;
}

double SeparationFigures::meanImprovement() const
{
    double sum = 0.0;
    for (const auto& [stem, value] : siSdrImprovement)
        sum += value;
    return siSdrImprovement.empty() ? 0.0 : sum / double(siSdrImprovement.size());
}

SeparationFigures averageQuality(const std::vector<std::vector<StemQuality>>& recordings)
{
    std::map<std::string, std::pair<double, int>> siSdr;
    std::map<std::string, std::pair<double, int>> sdr;
    std::map<std::string, std::pair<double, int>> falseLevel;
    SeparationFigures figures;
    for (const auto& stems : recordings) {
        for (const StemQuality& quality : stems) {
            if (!quality.sounds) {
                addTo(falseLevel, quality.stem, quality.falseLevel);
                continue;
            }
            addTo(siSdr, quality.stem, quality.siSdrImprovement);
            addTo(sdr, quality.stem, quality.sdrImprovement);
            ++figures.recordings[quality.stem];
        }
    }
    figures.siSdrImprovement = means(siSdr);
    figures.sdrImprovement = means(sdr);
    figures.falseLevel = means(falseLevel);
    return figures;
}

}  // namespace whence
