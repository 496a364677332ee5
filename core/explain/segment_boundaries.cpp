#include "core/explain/segment_boundaries.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

namespace whence {

namespace {

constexpr int pooledFrames = 4;          // frames of the spectrogram in one of the comparison
constexpr double longestKernel = 4.0;    // s, to either side of a boundary
constexpr double leastNovelty = 0.01;    // of a boundary; below it nothing changes
constexpr double kernelDeviation = 0.5;  // of the Gaussian taper, in kernel sides

/// Means of a few frames each: rows of one value per band.
struct PooledFrames {
    int count = 0;
    int bands = 0;
    std::vector<float> values;

    std::span<const float> row(int index) const
    {
        return std::span(values).subspan(std::size_t(index) * bands, std::size_t(bands));
    }
};

PooledFrames pool(const LogSpectrogram& spectrogram)
{
    PooledFrames result{spectrogram.frames / pooledFrames, spectrogram.bands, {}};
    result.values.resize(std::size_t(result.count) * result.bands);
    for (int band = 0; band < result.bands; ++band)
        for (int i = 0; i < result.count * pooledFrames; ++i)
            result.values[std::size_t(i / pooledFrames) * result.bands + band] +=
                spectrogram.value(band, i) / pooledFrames;
    return result;
}

double distance(std::span<const float> a, std::span<const float> b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += double(a[i] - b[i]) * double(a[i] - b[i]);
    return std::sqrt(sum);
}

/// Distances of pooled frames that are fewer than two kernel sides apart.
class Distances {
public:
    Distances(const PooledFrames& frames, int side)
        : m_width(2 * side), m_values(std::size_t(frames.count) * m_width)
    {
        for (int i = 0; i < frames.count; ++i)
            for (int lag = 0; lag < std::min(m_width, frames.count - i); ++lag)
                m_values[std::size_t(i) * m_width + lag] =
                    distance(frames.row(i), frames.row(i + lag));
    }

    double between(int a, int b) const
    {
        return m_values[std::size_t(std::min(a, b)) * m_width + std::abs(a - b)];
    }

private:
    int m_width = 0;
    std::vector<double> m_values;
};

/// Foote's tapered checkerboard at a boundary before pooled frame `at`: how much farther the frames
/// of its two sides are from each other than among themselves, in the mean.
double noveltyAt(int at, const Distances& distances, int side)
{
    const auto weight = [&](int frame) {
        const double offset = (frame + 0.5 - at) / (kernelDeviation * side);
        return std::exp(-0.5 * offset * offset);
    };
    double within = 0.0;
    double withinWeight = 0.0;
    double across = 0.0;
    double acrossWeight = 0.0;
    for (int i = at - side; i < at; ++i)
        for (int j = at - side; j < at; ++j) {
            const int mirroredI = 2 * at - 1 - i;  // behind the boundary
            const int mirroredJ = 2 * at - 1 - j;
            const double w = weight(i) * weight(j);
            across += w * distances.between(i, mirroredJ);
            acrossWeight += w;
            if (i == j)
                continue;
            within += 0.5 * w * (distances.between(i, j) + distances.between(mirroredI, mirroredJ));
            withinWeight += w;
        }
    return across / acrossWeight - (withinWeight > 0.0 ? within / withinWeight : 0.0);
}

struct Peak {
    int at = 0;
    double novelty = 0.0;
};

/// Local maxima, the highest first.
std::vector<Peak> findPeaks(const std::vector<double>& novelty)
{
    std::vector<Peak> peaks;
    for (std::size_t i = 0; i < novelty.size(); ++i) {
        const bool rises = i == 0 || novelty[i] > novelty[i - 1];
        const bool falls = i + 1 == novelty.size() || novelty[i] >= novelty[i + 1];
        if (rises && falls && novelty[i] >= leastNovelty)
            peaks.push_back({int(i), novelty[i]});
    }
    std::ranges::stable_sort(peaks, std::ranges::greater(), &Peak::novelty);
    return peaks;
}

}  // namespace

std::vector<double> equalSegments(double duration, int segments)
{
    assert(duration > 0.0 && segments >= 1);
    std::vector<double> boundaries;
    for (int i = 1; i < segments; ++i)
        boundaries.push_back(duration * i / segments);
    return boundaries;
}

std::vector<double> noveltySegments(const LogSpectrogram& spectrogram, int segments)
{
    assert(segments >= 1);
    const PooledFrames frames = pool(spectrogram);
    const double pooledRate = spectrogram.options.framesPerSecond / pooledFrames;
    const int side = std::min(int(longestKernel * pooledRate), frames.count / (2 * segments));
    if (side < 1)
        return {};

    const Distances distances(frames, side);
    std::vector<double> novelty(frames.count);  // 0 where the kernel does not fit in
    for (int at = side; at + side <= frames.count; ++at)
        novelty[at] = noveltyAt(at, distances, side);

    std::vector<int> chosen;
    for (const Peak& peak : findPeaks(novelty)) {
        const auto isClose = [&](int other) { return std::abs(other - peak.at) < side; };
        if (int(chosen.size()) < segments - 1 && std::ranges::none_of(chosen, isClose))
            chosen.push_back(peak.at);
    }
    std::ranges::sort(chosen);

    std::vector<double> boundaries;
    const double halfFrame = 0.5 * spectrogram.options.frameSize / spectrogram.options.sampleRate;
    for (const int at : chosen)  // between the centers of two frames
        boundaries.push_back((at * pooledFrames - 0.5) / spectrogram.options.framesPerSecond +
                             halfFrame);
    return boundaries;
}

}  // namespace whence
