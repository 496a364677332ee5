#include "core/explain/window.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

#include "core/error.h"
#include "core/explain/wording.h"

namespace whence {

namespace {

constexpr double shortestWindow = 1.0;  // s

// Samples from `first` on, zeros where the audio has none.
AudioBuffer cutExactly(const AudioBuffer& audio, std::ptrdiff_t first, std::ptrdiff_t count)
{
    AudioBuffer result{audio.sampleRate, {}};
    const auto frames = std::ptrdiff_t(audio.frames());
    const std::ptrdiff_t begin = std::clamp<std::ptrdiff_t>(first, 0, frames);
    const std::ptrdiff_t end = std::clamp<std::ptrdiff_t>(first + count, begin, frames);
    for (const auto& channel : audio.channels) {
        auto& part = result.channels.emplace_back(count, 0.0f);
        std::copy(channel.begin() + begin, channel.begin() + end,
                  part.begin() + std::max<std::ptrdiff_t>(0, begin - first));
    }
    return result;
}

AudioBuffer rotated(AudioBuffer audio, std::ptrdiff_t by)
{
    const auto frames = std::ptrdiff_t(audio.frames());
    if (frames == 0)
        return audio;
    const std::ptrdiff_t first = (by % frames + frames) % frames;
    for (auto& channel : audio.channels)
        std::rotate(channel.begin(), channel.begin() + first, channel.end());
    return audio;
}

}  // namespace

Window chooseWindow(double duration, double modelSeconds, std::optional<double> start,
                    std::optional<double> length)
{
    Window window;
    if (start && !(*start >= 0.0 && *start < duration))
        throw Error("The window can't start at " + number(*start, 1) + " s: the recording lasts " +
                    number(duration, 1) + " s.");
    if (length && !(*length >= shortestWindow))
        throw Error("The window can't be " + number(*length, 2) +
                    " s long: at least 1 s is needed.");
    if (!(modelSeconds >= shortestWindow))
        throw Error("The model hears only " + number(modelSeconds, 2) +
                    " s at once: at least 1 s is needed to explain what it hears.");
    const double available = duration - start.value_or(0.0);
    window.length = std::min({length.value_or(modelSeconds), modelSeconds, available});
    if (window.length < shortestWindow && !start)
        throw Error("The recording lasts " + number(duration, 2) + " s: at least 1 s is needed.");
    if (window.length < shortestWindow)
        throw Error("The window can't start at " + number(*start, 1) +
                    " s: less than 1 s of the recording is left.");
    window.start = start.value_or((duration - window.length) / 2.0);
    window.looped = window.length < modelSeconds;
    return window;
}

std::vector<Placement> placements(const Window& window, double duration, int count, double range)
{
    assert(count >= 0 && range > 0.0);
    double before = std::clamp(window.start, 0.0, range);
    double after = std::clamp(duration - window.start - window.length, 0.0, range);
    const bool isRotated = before + after < range;
    if (isRotated)
        before = after = std::min(range, window.length / 4.0);
    const int countBefore = int(std::lround(count * before / (before + after)));
    std::vector<Placement> result;
    for (int i = countBefore; i >= 1; --i)
        result.push_back({-before * i / countBefore, isRotated});
    for (int i = 1; i <= count - countBefore; ++i)
        result.push_back({after * i / (count - countBefore), isRotated});
    return result;
}

TimeRange surroundings(const Window& window, double duration, double range, double margin)
{
    const double start = std::max(0.0, window.start - range - margin);
    const double end = std::min(duration, window.start + window.length + range + margin);
    return {start, end - start};
}

StemSet placeWindow(const StemSet& stems, double stemsStart, const Window& window,
                    const Placement& placement)
{
    const auto place = [&](const AudioBuffer& audio) {
        const double shift = placement.rotated ? 0.0 : placement.shift;
        const AudioBuffer part =
            cutExactly(audio, std::lround((window.start + shift - stemsStart) * audio.sampleRate),
                       std::lround(window.length * audio.sampleRate));
        return placement.rotated ? rotated(part, std::lround(placement.shift * audio.sampleRate))
                                 : part;
    };
    StemSet result{stems.names, {}, {}, stems.origin};
    std::ranges::transform(stems.stems, std::back_inserter(result.stems), place);
    if (!stems.residual.channels.empty())
        result.residual = place(stems.residual);
    return result;
}

}  // namespace whence
