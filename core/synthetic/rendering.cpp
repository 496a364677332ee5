#include "core/synthetic/rendering.h"
#include "core/audio/loudness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/audio/resample.h"
#include "core/error.h"
#include "core/synthetic/sound_font.h"
#include "core/synthetic/voice.h"

namespace whence {

namespace {

constexpr int sampleRate = 44100;
constexpr float mixPeak = 0.891251f;  // −1 dBFS

// RMS of a stem of level 1 while it plays.
constexpr PerStem<double> stemLoudness = {0.13, 0.10, 0.11, 0.11, 0.09};

// The RMS of 50 ms blocks that are at most 30 dB below the loudest.
double activeRms(const AudioBuffer& audio)
{
    constexpr std::size_t block = sampleRate / 20;
    std::vector<double> powers;
    for (std::size_t start = 0; start < audio.frames(); start += block) {
        const std::size_t end = std::min(start + block, audio.frames());
        double sum = 0.0;
        for (const auto& channel : audio.channels)
            for (std::size_t i = start; i < end; ++i)
                sum += double(channel[i]) * channel[i];
        powers.push_back(sum / double((end - start) * audio.channels.size()));
    }
    const double loudest = powers.empty() ? 0.0 : *std::ranges::max_element(powers);
    double sum = 0.0;
    int count = 0;
    for (const double power : powers)
        if (power > 0.001 * loudest) {
            sum += power;
            ++count;
        }
    return count > 0 ? std::sqrt(sum / count) : 0.0;
}

void scale(AudioBuffer& audio, double gain)
{
    for (auto& channel : audio.channels)
        for (float& sample : channel)
            sample = float(gain * sample);
}

void distort(AudioBuffer& audio, double drive)
{
    const double rms = activeRms(audio);
    if (drive < 0.02 || rms <= 0.0)
        return;
    const float gain = float(0.25 / rms * std::pow(10.0, 1.4 * drive));
    const float smoothing = float(1.0 - 0.6 * drive);  // as of a loudspeaker cabinet
    for (auto& channel : audio.channels) {
        float state = 0.0f;
        for (float& sample : channel) {
            const float x = std::clamp(gain * sample, -3.0f, 3.0f);
            const float clipped = x * (27.0f + x * x) / (27.0f + 9.0f * x * x);  // about tanh
            state += smoothing * (clipped - state);
            sample = state;
        }
    }
}

// More or less of what is above some 700 Hz.
void color(AudioBuffer& audio, double treble)
{
    const float gain = float(std::pow(10.0, treble / 20.0));
    for (auto& channel : audio.channels) {
        float low = 0.0f;
        for (float& sample : channel) {
            low += 0.1f * (sample - low);
            sample = low + gain * (sample - low);
        }
    }
}

// What a wall gives back again and again. Runs of the delay line don't depend on each other.
void addComb(std::vector<float>& wet, const std::vector<float>& send, std::size_t delay,
             float feedback)
{
    std::vector<float> line(delay);
    for (std::size_t start = 0; start < wet.size(); start += delay) {
        const std::size_t count = std::min(delay, wet.size() - start);
        float* const out = wet.data() + start;
        const float* const in = send.data() + start;
        for (std::size_t i = 0; i < count; ++i) {
            out[i] += line[i];
            line[i] = in[i] + feedback * line[i];
        }
    }
}

void addAllPass(std::vector<float>& channel, const std::vector<float>& wet, std::size_t delay,
                float level)
{
    std::vector<float> line(delay);
    for (std::size_t start = 0; start < wet.size(); start += delay) {
        const std::size_t count = std::min(delay, wet.size() - start);
        for (std::size_t i = 0; i < count; ++i) {
            const float delayed = line[i];
            line[i] = wet[start + i] + 0.5f * delayed;
            channel[start + i] += level * (delayed - 0.5f * line[i]);
        }
    }
}

// A small room (Schroeder 1962): it hears both sides without their highs and answers through
// parallel combs, different on both sides, and an all-pass.
void addRoom(AudioBuffer& stereo, double room)
{
    if (room < 0.02)
        return;
    static constexpr std::size_t delays[2][4] = {{1557, 1617, 1491, 1422},
                                                 {1580, 1640, 1514, 1445}};
    const std::size_t frames = stereo.frames();
    std::vector<float> send(frames);
    float smoothed = 0.0f;
    for (std::size_t i = 0; i < frames; ++i) {
        smoothed += 0.35f * (stereo.channels[0][i] + stereo.channels[1][i] - smoothed);
        send[i] = 0.5f * smoothed;
    }
    for (std::size_t side = 0; side < 2; ++side) {
        std::vector<float> wet(frames);
        for (const std::size_t delay : delays[side])
            addComb(wet, send, delay, float(0.6 + 0.25 * room));
        addAllPass(stereo.channels[side], wet, 556, float(0.05 + 0.12 * room));
    }
}

double roomOf(Stem stem, double room)
{
    constexpr PerStem<double> share = {0.8, 0.8, 0.4, 0.0, 0.9};
    return share[std::size_t(stem)] * room;
}

// One gain for all, then 16 bit.
void normalize(StemSet& stems)
{
    float loudest = peak(sumOfStems(stems));
    for (const AudioBuffer& stem : stems.stems)
        loudest = std::max(loudest, peak(stem));
    const float gain = loudest > 0.0f ? mixPeak / loudest : 0.0f;
    // Adding and taking away this number rounds to integers (of at most 22 bit), quickly.
    constexpr float rounding = 12582912.0f;
    for (AudioBuffer& stem : stems.stems)
        for (auto& channel : stem.channels)
            for (float& sample : channel)
                sample = ((gain * 32768.0f * sample + rounding) - rounding) / 32768.0f;
}

}  // namespace

struct ClipRenderer::Players {
    std::vector<std::filesystem::path> fonts;
    std::vector<std::optional<SoundFontPlayer>> players;

    SoundFontPlayer& of(int index)
    {
        const std::size_t place = std::size_t(index) % fonts.size();
        if (!players[place])
            players[place].emplace(fonts[place]);
        return *players[place];
    }
};

ClipRenderer::ClipRenderer(std::vector<std::filesystem::path> soundFonts)
    : m_players(std::make_unique<Players>())
{
    if (soundFonts.empty())
        throw Error(
            "No General-MIDI sound font was found; install musescore-general-soundfont or "
            "fluid-soundfont-gm, or name one.");
    for (const auto& font : soundFonts)
        if (!std::filesystem::is_regular_file(font))
            throw Error("There is no sound font \"" + font.string() + "\".");
    m_players->players.resize(soundFonts.size());
    m_players->fonts = std::move(soundFonts);
}

ClipRenderer::~ClipRenderer() = default;
ClipRenderer::ClipRenderer(ClipRenderer&&) noexcept = default;
ClipRenderer& ClipRenderer::operator=(ClipRenderer&&) noexcept = default;

StemSet ClipRenderer::render(const Composition& piece, std::uint64_t seed)
{
    const ClipParameters& clip = piece.parameters;
    const auto frames = std::size_t(std::lround(piece.duration * sampleRate));
    StemSet stems;
    stems.origin = "synthesized";
    for (const Stem stem : allStems) {
        std::vector<const Part*> parts;
        for (const Part& part : piece.parts)
            if (part.stem == stem)
                parts.push_back(&part);
        AudioBuffer audio{sampleRate, {2, std::vector<float>(frames)}};
        if (!parts.empty() && stem == Stem::Vocals)
            audio = toStereo(synthesizeVoice(*parts.front(), clip.artist.singer, piece.duration,
                                             clip.tuning, seed));
        else if (!parts.empty())
            audio = m_players->of(clip.artist.soundFont).play(parts, piece.duration, clip.tuning);
        if (!parts.empty()) {
            distort(audio, stemDrive(stem, clip.noise));
            color(audio, clip.tone[std::size_t(stem)]);
            addRoom(audio, roomOf(stem, clip.room));
        }
        const double rms = activeRms(audio);
        if (rms > 0.0)
            scale(audio, clip.level[int(stem)] * stemLoudness[std::size_t(stem)] / rms);
        stems.names.emplace_back(stemNames[std::size_t(stem)]);
        stems.stems.push_back(std::move(audio));
    }
    normalize(stems);
    return stems;
}

}  // namespace whence
