#include "core/data/batches.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace whence {

namespace {

/// The mixing step of SplitMix64.
std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

}  // namespace

std::uint64_t randomBits(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index)
{
    return mixed(mixed(mixed(seed) ^ purpose) ^ index);
}

double randomShare(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index)
{
    return double(randomBits(seed, purpose, index) >> 11) * 0x1p-53;
}

std::vector<int> shuffledOrder(int size, std::uint64_t seed, std::uint64_t pass)
{
    std::vector<int> order(size);
    std::iota(order.begin(), order.end(), 0);
    const std::uint64_t passSeed = randomBits(seed, 0, pass);
    for (int i = size - 1; i > 0; --i)
        std::swap(order[i],
                  order[randomBits(passSeed, 1, std::uint64_t(i)) % std::uint64_t(i + 1)]);
    return order;
}

int EndlessOrder::at(std::int64_t position)
{
    if (position / m_size != m_pass) {
        m_pass = position / m_size;
        m_order = shuffledOrder(m_size, m_seed, std::uint64_t(m_pass));
    }
    return m_order[position % m_size];
}

int cropStart(int frames, int length, double share)
{
    return frames <= length ? 0 : std::min(frames - length, int(share * (frames - length + 1)));
}

void changeGain(LogSpectrogram& spectrogram, const std::vector<double>& bandFrequencies,
                double gain, double tilt)
{
    for (int band = 0; band < spectrogram.bands; ++band) {
        const double octaves = std::log2(bandFrequencies[band] / 1000.0);
        const auto factor = float(std::pow(10.0, (gain + tilt * octaves) / 20.0));
        float* const row = spectrogram.values.data() + std::size_t(band) * spectrogram.frames;
        for (int frame = 0; frame < spectrogram.frames; ++frame)
            row[frame] = toLogMagnitude(factor * toMagnitude(row[frame]));
    }
}

}  // namespace whence
