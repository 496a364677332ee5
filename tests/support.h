#pragma once

// What several tests need: the folder of shared golden data, signals of known content, comparison.

#include <QTest>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <numbers>
#include <source_location>
#include <span>
#include <string>

#include "core/audio/audio_buffer.h"

namespace whence::test {

inline std::filesystem::path sharedPath(const std::filesystem::path& relative = {})
{
    return std::filesystem::path(SHARED_FOLDER) / relative;
}

/// True if the shared golden data have this file or folder. Without it the running test is marked
/// as skipped (failed where WHENCE_SHARED_REQUIRED is set) and must return:
/// `if (!hasShared("reference/lime")) return;`
inline bool hasShared(const std::filesystem::path& relative = {},
                      const std::source_location& place = std::source_location::current())
{
    if (std::filesystem::exists(sharedPath(relative)))
        return true;
    const std::string message = "The shared data lack " + relative.string();
    if (qEnvironmentVariableIsSet("WHENCE_SHARED_REQUIRED"))
        QTest::qFail(message.c_str(), place.file_name(), int(place.line()));
    else
        QTest::qSkip(message.c_str(), place.file_name(), int(place.line()));
    return false;
}

/// The largest absolute difference; infinity if the lengths differ or a value is not a number.
template <typename A, typename B>
double maxAbsDifference(const A& a, const B& b)
{
    if (std::size(a) != std::size(b))
        return std::numeric_limits<double>::infinity();
    double largest = 0.0;
    auto other = std::begin(b);
    for (const auto& value : a) {
        const double difference = std::abs(double(value) - double(*other++));
        if (!(difference <= largest))
            largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
    }
    return largest;
}

inline AudioBuffer sine(double frequency, double seconds, int sampleRate = 22050, int channels = 1,
                        double amplitude = 0.5)
{
    std::vector<float> samples(std::size_t(std::llround(seconds * sampleRate)));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = float(amplitude *
                           std::sin(2.0 * std::numbers::pi * frequency * double(i) / sampleRate));
    return {sampleRate, std::vector(std::size_t(channels), samples)};
}

/// White noise in -amplitude … amplitude, another one in each channel; the same for a seed.
inline AudioBuffer noise(double seconds, int sampleRate = 22050, int channels = 1,
                         double amplitude = 0.5, std::uint64_t seed = 1)
{
    AudioBuffer buffer{sampleRate, {}};
    for (int c = 0; c < channels; ++c) {
        auto& samples =
            buffer.channels.emplace_back(std::size_t(std::llround(seconds * sampleRate)));
        for (float& sample : samples) {
            seed += 0x9e3779b97f4a7c15u;  // splitmix64
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
            z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
            z ^= z >> 31;
            sample = float(amplitude * (double(z >> 11) * 0x1p-52 - 1.0));
        }
    }
    return buffer;
}

inline AudioBuffer silence(double seconds, int sampleRate = 22050, int channels = 1)
{
    return {sampleRate,
            std::vector(std::size_t(channels),
                        std::vector<float>(std::size_t(std::llround(seconds * sampleRate))))};
}

/// The message of the Error (or other exception) that a function throws; empty if it throws none.
template <typename Function>
std::string errorOf(const Function& function)
{
    try {
        function();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

}  // namespace whence::test
