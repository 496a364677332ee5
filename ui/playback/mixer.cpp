#include "ui/playback/mixer.h"

#include <rubberband/RubberBandStretcher.h>
#include <samplerate.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <new>

namespace whence {

namespace {

constexpr double kRampSeconds = 0.010;
constexpr int kStretchBlock = 512;    // frames handed to the stretcher at once
constexpr int kConvertBlock = 64;     // frames handed to the converter of rates at once
constexpr int kConverterTail = 1024;  // frames after which it holds nothing of what came before

bool loops(const PlaybackState& state)
{
    return state.loopEnd > state.loopBegin;
}

std::int64_t framesReady(const PlaybackState& state)
{
    std::int64_t ready = state.sources.empty() ? 0 : state.sources.front()->framesReady();
    for (const auto& source : state.sources)
        ready = std::min(ready, source->framesReady());
    return ready;
}

}  // namespace

void Mixer::DeleteConverter::operator()(SRC_STATE_tag* converter) const
{
    src_delete(converter);
}

Mixer::Mixer(int sampleRate, std::optional<int> deviceRate)
    : m_sampleRate(sampleRate),
      m_rampStep(float(1.0 / (kRampSeconds * sampleRate))),
      m_stretcher(std::make_unique<RubberBand::RubberBandStretcher>(
          std::size_t(sampleRate), 2, RubberBand::RubberBandStretcher::OptionProcessRealTime)),
      m_block(2 * kStretchBlock),
      m_ratio(double(deviceRate.value_or(sampleRate)) / sampleRate),
      m_input(2 * kConvertBlock)
{
    if (m_ratio != 1.0) {
        int error = 0;
        m_converter.reset(src_new(SRC_SINC_MEDIUM_QUALITY, 2, &error));
        if (!m_converter)
            throw std::bad_alloc();
    }
    m_stretcher->setMaxProcessSize(kStretchBlock);
    for (auto& channel : m_split)
        channel.resize(kStretchBlock);
}

Mixer::~Mixer() = default;

void Mixer::setState(const PlaybackState& state)
{
    assert(state.sources.size() == state.gains.size() && state.sources.size() <= kMaxSources);
    m_states.push_back(std::make_unique<const PlaybackState>(state));
    m_latest = m_states.back().get();
    const PlaybackState* const inUse = m_inUse;
    std::erase_if(m_states, [&](const auto& old) {
        return old.get() != inUse && old.get() != m_states.back().get();
    });
}

const PlaybackState* Mixer::enterState()
{
    // Marked before it is checked again: from then on setState() keeps it.
    const PlaybackState* state = m_latest;
    for (m_inUse = state; m_latest != state; m_inUse = state)
        state = m_latest;
    return state;
}

void Mixer::applySeek(const PlaybackState& state)
{
    // New sources (stems in place of the mix) sound the same at once; a ramp would dip.
    const SampleStore* const first = state.sources.empty() ? nullptr : state.sources[0].get();
    if (first != m_firstSource) {
        m_firstSource = first;
        std::ranges::copy(state.gains, m_gains.begin());
    }
    const bool seeks = state.seekCount != m_seekCount;
    if (seeks) {
        m_seekCount = state.seekCount;
        m_position = std::max<std::int64_t>(0, state.seekTo);
        m_atEnd = false;
        m_audiblePosition = m_position;
        m_seeksDone = state.seekCount;
        if (m_converter)
            src_reset(m_converter.get());
        m_unconverted = 0;
        m_silentInput = 0;
    }
    if (seeks || state.speed != m_stretcherSpeed) {
        m_stretcherSpeed = state.speed;
        m_stretcher->reset();
        m_stretcher->setTimeRatio(1.0 / state.speed);
        m_silentFrames = 0;
    }
}

bool Mixer::render(std::span<float> interleaved)
{
    std::ranges::fill(interleaved, 0.0f);
    const PlaybackState* const state = enterState();
    bool goesOn = true;
    if (state) {
        applySeek(*state);
        if (state->playing && !state->sources.empty()) {
            const int frames = int(interleaved.size() / 2);
            const int rendered = m_converter ? convertBlock(*state, interleaved.data(), frames)
                                             : renderSources(*state, interleaved.data(), frames);
            goesOn = rendered > 0;
        }
    }
    m_inUse = nullptr;
    return goesOn;
}

/// At the rate of the sources.
int Mixer::renderSources(const PlaybackState& state, float* interleaved, int frames)
{
    return state.speed == 1.0 ? mixBlock(state, interleaved, frames)
                              : stretchBlock(state, interleaved, frames);
}

/// At the rate of the device.
int Mixer::convertBlock(const PlaybackState& state, float* interleaved, int frames)
{
    int done = 0;
    while (done < frames && m_silentInput < kConverterTail) {
        if (m_unconverted == 0) {
            std::ranges::fill(m_input, 0.0f);
            // Only a seek goes on from the end.
            if (m_silentInput > 0 || renderSources(state, m_input.data(), kConvertBlock) == 0)
                m_silentInput += kConvertBlock;
            m_unconverted = kConvertBlock;
        }
        SRC_DATA data = {};
        data.data_in = m_input.data() + 2 * (kConvertBlock - m_unconverted);
        data.input_frames = m_unconverted;
        data.data_out = interleaved + 2 * done;
        data.output_frames = frames - done;
        data.src_ratio = m_ratio;
        if (src_process(m_converter.get(), &data) != 0)
            break;
        m_unconverted -= int(data.input_frames_used);
        done += int(data.output_frames_gen);
    }
    return done;
}

int Mixer::mixBlock(const PlaybackState& state, float* interleaved, int frames)
{
    const std::int64_t ready = framesReady(state);
    int done = 0;
    while (done < frames) {
        if (loops(state) && m_position >= state.loopEnd)
            m_position = state.loopBegin;
        const std::int64_t end = loops(state) ? std::min(ready, state.loopEnd) : ready;
        const int count = int(std::min<std::int64_t>(frames - done, end - m_position));
        if (count <= 0)
            break;
        for (int source = 0; source < int(state.sources.size()); ++source)
            addSource(state, source, interleaved + 2 * done, count);
        m_position += count;
        done += count;
    }
    // Sound that is still being read is waited for in silence; only the last frame is the end.
    m_atEnd = !state.sources.empty() && m_position >= state.sources.front()->frames();
    m_audiblePosition = m_position;
    return m_atEnd ? done : frames;
}

void Mixer::addSource(const PlaybackState& state, int source, float* interleaved, int frames)
{
    const float* const samples = state.sources[std::size_t(source)]->data(m_position);
    const float target = state.gains[std::size_t(source)];
    float gain = m_gains[std::size_t(source)];
    float peak = 0.0f;
    if (gain != 0.0f || target != 0.0f)
        for (int i = 0; i < frames; ++i) {
            gain += std::clamp(target - gain, -m_rampStep, m_rampStep);
            const float left = gain * samples[2 * i];
            const float right = gain * samples[2 * i + 1];
            interleaved[2 * i] += left;
            interleaved[2 * i + 1] += right;
            peak = std::max({peak, std::abs(left), std::abs(right)});
        }
    m_gains[std::size_t(source)] = gain;
    std::atomic<float>& meter = m_peaks[std::size_t(source)];
    if (peak > meter.load())
        meter = peak;
}

int Mixer::stretchBlock(const PlaybackState& state, float* interleaved, int frames)
{
    bool ended = false;
    while (m_stretcher->available() < frames && !ended) {
        std::ranges::fill(m_block, 0.0f);
        if (mixBlock(state, m_block.data(), kStretchBlock) == 0)
            m_silentFrames += kStretchBlock;  // pushes out what the stretcher still holds
        ended = m_silentFrames > std::int64_t(m_stretcher->getLatency());
        for (int i = 0; i < kStretchBlock; ++i)
            for (std::size_t channel = 0; channel < 2; ++channel)
                m_split[channel][std::size_t(i)] = m_block[std::size_t(2 * i) + channel];
        const float* const input[] = {m_split[0].data(), m_split[1].data()};
        m_stretcher->process(input, kStretchBlock, false);
    }
    int done = 0;
    while (done < frames) {
        float* const output[] = {m_split[0].data(), m_split[1].data()};
        const int wanted = std::min({frames - done, kStretchBlock, m_stretcher->available()});
        if (wanted <= 0)
            break;
        m_stretcher->retrieve(output, std::size_t(wanted));
        for (int i = 0; i < wanted; ++i)
            for (std::size_t channel = 0; channel < 2; ++channel)
                interleaved[2 * std::size_t(done + i) + channel] = m_split[channel][std::size_t(i)];
        done += wanted;
    }
    const auto waiting = ended ? 0 : std::int64_t(m_stretcher->getLatency());
    m_audiblePosition = std::max<std::int64_t>(0, m_position - waiting);
    return ended ? 0 : frames;
}

}  // namespace whence
