#include "core/audio/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/error.h"

namespace whence {

namespace {

double decibels(double amplitude)
{
    return amplitude > 0.0 ? 20.0 * std::log10(amplitude)
                           : -std::numeric_limits<double>::infinity();
}

}  // namespace

struct LoudnessMeter::State {
    struct Deleter {
        void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
    };
    std::unique_ptr<ebur128_state, Deleter> library;
    std::vector<float> interleaved;
};

LoudnessMeter::LoudnessMeter(int sampleRate, int channels) : m_state(std::make_unique<State>())
{
    m_state->library.reset(
        ebur128_init(unsigned(std::clamp(channels, 1, 64)), static_cast<unsigned long>(sampleRate),
                     EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK));
    if (!m_state->library)
        throw Error("The loudness can't be measured at " + std::to_string(sampleRate) + " Hz.");
}

LoudnessMeter::~LoudnessMeter() = default;
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;

void LoudnessMeter::add(const AudioBuffer& block)
{
    const std::size_t channels = m_state->library->channels;
    std::vector<float>& samples = m_state->interleaved;
    samples.assign(block.frames() * channels, 0.0f);
    for (std::size_t c = 0; c < std::min(channels, block.channels.size()); ++c)
        for (std::size_t i = 0; i < block.frames(); ++i)
            samples[i * channels + c] = block.channels[c][i];
    if (ebur128_add_frames_float(m_state->library.get(), samples.data(), block.frames()) !=
        EBUR128_SUCCESS)
        throw std::bad_alloc();
}

Loudness LoudnessMeter::result() const
{
    ebur128_state* const library = m_state->library.get();
    Loudness loudness;
    ebur128_loudness_global(library, &loudness.integrated);
    ebur128_loudness_range(library, &loudness.range);
    double largest = 0.0;
    for (unsigned c = 0; c < library->channels; ++c) {
        double channel = 0.0;
        ebur128_true_peak(library, c, &channel);
        largest = std::max(largest, channel);
    }
    loudness.truePeak = decibels(largest);
    return loudness;
}

Loudness measureLoudness(const AudioBuffer& audio, const Progress& progress)
{
    LoudnessMeter meter(audio.sampleRate, int(audio.channels.size()));
    const std::size_t step = std::size_t(audio.sampleRate);
    for (std::size_t start = 0; start < audio.frames(); start += step) {
        meter.add(slice(audio, start, step));
        progress.report(std::min(1.0, double(start + step) / double(audio.frames())));
    }
    return meter.result();
}

double rmsLevel(const AudioBuffer& audio)
{
    double sum = 0.0;
    for (const auto& channel : audio.channels)
        for (const float sample : channel)
            sum += double(sample) * double(sample);
    const double count = double(audio.frames() * audio.channels.size());
    return decibels(count > 0.0 ? std::sqrt(sum / count) : 0.0);
}

float peak(const AudioBuffer& audio)
{
    float largest = 0.0f;
    for (const auto& channel : audio.channels)
        for (const float sample : channel)
            largest = std::max(largest, std::abs(sample));
    return largest;
}

}  // namespace whence
