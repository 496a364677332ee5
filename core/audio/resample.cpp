#include "core/audio/resample.h"

#include <soxr.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

#include "core/error.h"

namespace whence {

namespace {

void checkRate(int rate)
{
    if (rate < 1000 || rate > 768000)
        throw Error("The sample rate " + std::to_string(rate) +
                    " Hz can't be used: 1 kHz to 768 kHz can.");
}

}  // namespace

AudioBuffer downmix(const AudioBuffer& audio)
{
    if (audio.channels.size() <= 1)
        return audio;
    AudioBuffer mono{audio.sampleRate, {std::vector<float>(audio.frames())}};
    std::vector<float>& mean = mono.channels[0];
    for (std::size_t i = 0; i < mean.size(); ++i) {
        double sum = 0.0;
        for (const std::vector<float>& channel : audio.channels)
            sum += channel[i];
        mean[i] = float(sum / double(audio.channels.size()));
    }
    return mono;
}

AudioBuffer toStereo(const AudioBuffer& audio)
{
    if (audio.channels.empty())
        return {audio.sampleRate, {{}, {}}};
    if (audio.channels.size() == 2)
        return audio;
    const AudioBuffer mono = downmix(audio);
    return {audio.sampleRate, {mono.channels.front(), mono.channels.front()}};
}

struct Resampler::State {
    int fromRate = 0;
    int toRate = 0;
    std::size_t channels = 0;
    std::int64_t framesIn = 0;
    std::int64_t framesOut = 0;
    std::unique_ptr<soxr, void (*)(soxr_t)> converter{nullptr, soxr_delete};  // none: equal rates

    /// Feeds soxr the frames of a block from `start` on (no block: the end) and appends what it
    /// gives. Returns how many frames it took.
    std::size_t convert(const AudioBuffer* block, std::size_t start, AudioBuffer& result)
    {
        const std::size_t count = block ? block->frames() - start : 0;
        const std::size_t room =
            std::size_t(double(count) * toRate / fromRate) + std::size_t(toRate / 10) + 64;
        const std::size_t old = result.frames();
        std::vector<const float*> in;
        std::vector<float*> out;
        for (std::size_t c = 0; c < channels; ++c) {
            result.channels[c].resize(old + room);
            out.push_back(result.channels[c].data() + old);
            in.push_back(block ? block->channels[c].data() + start : nullptr);
        }
        std::size_t consumed = 0;
        std::size_t made = 0;
        const soxr_error_t error =
            soxr_process(converter.get(), block ? soxr_in_t(in.data()) : nullptr, count, &consumed,
                         soxr_out_t(out.data()), room, &made);
        for (auto& channel : result.channels)
            channel.resize(old + made);
        if (error || (count > 0 && consumed == 0 && made == 0))
            throw Error(std::string("The audio can't be resampled: ") +
                        (error ? error : "soxr stands still") + ".");
        return consumed;
    }
};

Resampler::Resampler(int fromRate, int toRate, int channels) : m_state(std::make_unique<State>())
{
    checkRate(fromRate);
    checkRate(toRate);
    m_state->fromRate = fromRate;
    m_state->toRate = toRate;
    m_state->channels = std::size_t(channels);
    if (fromRate == toRate || channels == 0)
        return;
    const soxr_io_spec_t format = soxr_io_spec(SOXR_FLOAT32_S, SOXR_FLOAT32_S);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
    const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    soxr_error_t error = nullptr;
    m_state->converter.reset(soxr_create(double(fromRate), double(toRate), unsigned(channels),
                                         &error, &format, &quality, &runtime));
    if (error)
        throw Error(std::string("The audio can't be resampled: ") + error + ".");
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;
Resampler& Resampler::operator=(Resampler&&) noexcept = default;

AudioBuffer Resampler::process(const AudioBuffer& block)
{
    State& state = *m_state;
    assert(block.frames() == 0 || block.channels.size() == state.channels);
    state.framesIn += std::int64_t(block.frames());
    AudioBuffer result{state.toRate, std::vector<std::vector<float>>(state.channels)};
    if (!state.converter)
        result.channels = block.channels;
    else
        for (std::size_t taken = 0; taken < block.frames();)
            taken += state.convert(&block, taken, result);
    state.framesOut += std::int64_t(result.frames());
    return result;
}

AudioBuffer Resampler::finish()
{
    State& state = *m_state;
    AudioBuffer result{state.toRate, std::vector<std::vector<float>>(state.channels)};
    if (!state.converter)
        return result;
    const std::int64_t total = std::llround(double(state.framesIn) * state.toRate / state.fromRate);
    const std::size_t wanted = std::size_t(std::max<std::int64_t>(0, total - state.framesOut));
    for (std::size_t before = 0; result.frames() < wanted; before = result.frames()) {
        state.convert(nullptr, 0, result);
        if (result.frames() == before)
            break;
    }
    for (auto& channel : result.channels)
        channel.resize(wanted);
    state.converter.reset();
    return result;
}

AudioBuffer resample(const AudioBuffer& audio, int sampleRate, const Progress& progress)
{
    Resampler resampler(audio.sampleRate, sampleRate, int(audio.channels.size()));
    if (audio.sampleRate == sampleRate)
        return audio;
    AudioBuffer result{sampleRate, std::vector<std::vector<float>>(audio.channels.size())};
    for (auto& channel : result.channels)
        channel.reserve(std::size_t(double(audio.frames()) * sampleRate / audio.sampleRate) + 1);
    constexpr std::size_t step = 1 << 16;
    for (std::size_t start = 0; start < audio.frames(); start += step) {
        append(result, resampler.process(slice(audio, start, step)));
        progress.report(std::min(1.0, double(start + step) / double(audio.frames())));
    }
    append(result, resampler.finish());
    return result;
}

}  // namespace whence
