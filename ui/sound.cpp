#include "ui/sound.h"

namespace whence {

Sound soundOf(const AudioBuffer& audio)
{
    const auto samples =
        std::make_shared<SampleStore>(audio.sampleRate, std::int64_t(audio.frames()));
    samples->append(audio);
    const auto peaks = std::make_shared<Peaks>();
    peaks->append(audio);
    return {samples, peaks};
}

AudioBuffer framesOf(const SampleStore& samples, std::int64_t first, std::size_t count)
{
    AudioBuffer audio{samples.sampleRate(), std::vector(2, std::vector<float>(count))};
    const std::int64_t ready = samples.framesReady() - first;
    for (std::size_t i = 0; i < count && std::int64_t(i) < ready; ++i)
        for (std::size_t channel = 0; channel < 2; ++channel)
            audio.channels[channel][i] = samples.data(first)[2 * i + channel];
    return audio;
}

}  // namespace whence
