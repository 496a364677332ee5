#include "core/synthetic/random.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace whence {

// xoshiro256++ (Blackman and Vigna), seeded by splitmix64 as its authors advise.
Random::Random(std::uint64_t seed)
{
    for (auto& word : m_state) {
        seed += 0x9e3779b97f4a7c15u;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
        word = mixed ^ (mixed >> 31);
    }
}

std::uint64_t Random::bits()
{
    const std::uint64_t result = std::rotl(m_state[0] + m_state[3], 23) + m_state[0];
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double Random::uniform(double low, double high)
{
    return low + (high - low) * (double(bits() >> 11) * 0x1.0p-53);
}

double Random::normal(double mean, double deviation)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return mean + deviation * radius * std::cos(2.0 * std::numbers::pi * uniform());
}

// Marsaglia and Tsang (2000), for shapes of at least 1.
double Random::gamma(double shape)
{
    assert(shape >= 1.0);
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    while (true) {
        const double x = normal(0.0, 1.0);
        const double v = std::pow(1.0 + c * x, 3.0);
        if (v > 0.0 && std::log(1.0 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v))
            return d * v;
    }
}

double Random::beta(double a, double b)
{
    const double x = gamma(a);
    const double y = gamma(b);
    return x / (x + y);
}

int Random::integer(int low, int high)
{
    assert(low <= high);
    return low + int(uniform() * double(high - low + 1));
}

bool Random::chance(double probability)
{
    return uniform() < probability;
}

int Random::weighted(std::span<const double> weights)
{
    double sum = 0.0;
    for (const double weight : weights)
        sum += weight;
    assert(sum > 0.0);
    double left = uniform() * sum;
    int last = 0;
    for (int i = 0; i < int(weights.size()); ++i) {
        if (weights[std::size_t(i)] <= 0.0)
            continue;
        last = i;
        left -= weights[std::size_t(i)];
        if (left < 0.0)
            return i;
    }
    return last;
}

Random Random::branch()
{
    return Random(bits());
}

}  // namespace whence
