#pragma once

#include <cstdint>
#include <vector>

#include "core/dsp/log_spectrogram.h"

namespace whence {

/// A random number that only depends on what it is for: no state that an interruption could lose.
std::uint64_t randomBits(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index);
/// The same, uniform in [0, 1).
double randomShare(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index);

/// 0 … size − 1 in the order of the `pass`-th walk through a shuffled set.
std::vector<int> shuffledOrder(int size, std::uint64_t seed, std::uint64_t pass);

/// Element `position` of the endless sequence of shuffled passes through `size` elements.
class EndlessOrder {
public:
    EndlessOrder(int size, std::uint64_t seed) : m_size(size), m_seed(seed) {}
    int at(std::int64_t position);

private:
    int m_size = 0;
    std::uint64_t m_seed = 0;
    std::int64_t m_pass = -1;
    std::vector<int> m_order;
};

/// First frame of a random crop: uniform over 0 … frames − length, 0 for what has to be looped.
int cropStart(int frames, int length, double share);

/// The spectrogram of the same sound played louder by `gain` dB and tilted by `tilt` dB per octave
/// about 1 kHz.
void changeGain(LogSpectrogram& spectrogram, const std::vector<double>& bandFrequencies,
                double gain, double tilt);

}  // namespace whence
