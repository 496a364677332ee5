#include "core/separation/stem_set.h"

#include <algorithm>
#include <cmath>

#include "core/audio/resample.h"

namespace whence {

namespace {

void add(AudioBuffer& sum, const AudioBuffer& other, float factor)
{
    for (std::size_t c = 0; c < std::min(sum.channels.size(), other.channels.size()); ++c) {
        const std::size_t frames = std::min(sum.channels[c].size(), other.channels[c].size());
        for (std::size_t i = 0; i < frames; ++i)
            sum.channels[c][i] += factor * other.channels[c][i];
    }
}

AudioBuffer cut(const AudioBuffer& audio, std::size_t first, std::size_t last)
{
    AudioBuffer result{audio.sampleRate, {}};
    for (const auto& channel : audio.channels)
        result.channels.emplace_back(
            channel.begin() + std::ptrdiff_t(std::min(first, channel.size())),
            channel.begin() + std::ptrdiff_t(std::min(last, channel.size())));
    return result;
}

AudioBuffer toMono(const AudioBuffer& audio, int sampleRate)
{
    const AudioBuffer mono = downmix(audio);
    return mono.sampleRate == sampleRate ? mono : resample(mono, sampleRate);
}

}  // namespace

int StemSet::index(const std::string& name) const
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? -1 : int(found - names.begin());
}

AudioBuffer sumOfStems(const StemSet& stems)
{
    if (stems.stems.empty())
        return {};
    AudioBuffer sum = stems.stems.front();
    for (std::size_t s = 1; s < stems.stems.size(); ++s)
        add(sum, stems.stems[s], 1.0f);
    return sum;
}

AudioBuffer residualOf(const AudioBuffer& recording, const StemSet& stems)
{
    AudioBuffer rest = recording;
    for (const AudioBuffer& stem : stems.stems)
        add(rest, stem, -1.0f);
    return rest;
}

StemSet cutStems(const StemSet& stems, double start, double length)
{
    StemSet result{stems.names, {}, {}, stems.origin};
    const auto position = [](const AudioBuffer& audio, double seconds) {
        return std::size_t(std::llround(std::max(0.0, seconds) * audio.sampleRate));
    };
    const auto part = [&](const AudioBuffer& audio) {
        const std::size_t first = position(audio, start);
        return cut(audio, first, std::max(first, position(audio, start + length)));
    };
    for (const AudioBuffer& stem : stems.stems)
        result.stems.push_back(part(stem));
    result.residual = part(stems.residual);
    return result;
}

StemSet toMono(const StemSet& stems, int sampleRate)
{
    StemSet result{stems.names, {}, {}, stems.origin};
    for (const AudioBuffer& stem : stems.stems)
        result.stems.push_back(toMono(stem, sampleRate));
    if (!stems.residual.channels.empty())
        result.residual = toMono(stems.residual, sampleRate);
    return result;
}

}  // namespace whence
