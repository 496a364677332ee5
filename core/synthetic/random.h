#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace whence {

/// Pseudo-random numbers that are the same on every platform for the same seed.
class Random {
public:
    explicit Random(std::uint64_t seed);

    std::uint64_t bits();
    double uniform(double low = 0.0, double high = 1.0);
    double normal(double mean, double deviation);
    double beta(double a, double b);
    /// From `low` to `high`, both included.
    int integer(int low, int high);
    bool chance(double probability);
    /// An index, drawn in proportion to the weights; they must not all be zero.
    int weighted(std::span<const double> weights);

    template <typename Container>
    const auto& pick(const Container& values)
    {
        return values[std::size_t(integer(0, int(std::size(values)) - 1))];
    }

    /// A generator of its own for a part of the work, so that one part's draws don't move
    /// another's.
    Random branch();

private:
    double gamma(double shape);
    std::uint64_t m_state[4];
};

}  // namespace whence
