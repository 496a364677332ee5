#include "core/synthetic/sound_font.h"

#include <fluidsynth.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "core/error.h"

namespace whence {

namespace {

constexpr int sampleRate = 44100;
constexpr int percussionBank = 128;

// Everything a synthesizer is told, in the order of time.
struct Event {
    double time = 0.0;  // s
    bool on = false;
    int channel = 0;
    int pitch = 0;
    int velocity = 0;
};

std::vector<Event> eventsOf(std::span<const Part* const> parts)
{
    std::vector<Event> events;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int channel = int(i) + (i >= 9 ? 1 : 0);
        for (const Note& note : parts[i]->notes) {
            events.push_back({note.onset, true, channel, note.pitch, note.velocity});
            events.push_back({note.onset + note.duration, false, channel, note.pitch, 0});
        }
    }
    // At one time, ends come before beginnings: a repeated note is struck anew.
    std::ranges::stable_sort(events, [](const Event& a, const Event& b) {
        return a.time != b.time ? a.time < b.time : a.on < b.on;
    });
    return events;
}

constexpr int volumeController = 7;
constexpr int panController = 10;

// A synthesizer that has not sounded yet, borrowing a sound font: used ones keep tails of what they
// played, so that the same notes would not give the same samples.
class FreshSynth {
public:
    FreshSynth(fluid_settings_t* settings, fluid_sfont_t* font)
        : m_synth(new_fluid_synth(settings)), m_borrowed(font)
    {
        m_font = fluid_synth_add_sfont(m_synth, font);
        fluid_synth_reverb_on(m_synth, -1, 0);
        fluid_synth_chorus_on(m_synth, -1, 0);
    }

    ~FreshSynth()
    {
        fluid_synth_remove_sfont(m_synth, m_borrowed);
        delete_fluid_synth(m_synth);
    }

    FreshSynth(const FreshSynth&) = delete;
    FreshSynth& operator=(const FreshSynth&) = delete;

    bool select(int channel, int bank, int program)
    {
        fluid_synth_set_channel_type(
            m_synth, channel, bank == percussionBank ? CHANNEL_TYPE_DRUM : CHANNEL_TYPE_MELODIC);
        // Pinned, an instrument is loaded once, however often it is selected.
        fluid_synth_pin_preset(m_synth, m_font, bank, program);
        return fluid_synth_program_select(m_synth, channel, m_font, bank, program) == FLUID_OK;
    }

    void control(int channel, int controller, int value)
    {
        fluid_synth_cc(m_synth, channel, controller, value);
    }

    void tune(int channel, double cents)
    {
        fluid_synth_set_gen(m_synth, channel, GEN_FINETUNE, float(cents));
    }

    AudioBuffer render(const std::vector<Event>& events, double seconds)
    {
        const auto frames = std::size_t(std::lround(seconds * sampleRate));
        AudioBuffer audio{sampleRate, {2, std::vector<float>(frames)}};
        std::size_t frame = 0;
        for (const Event& event : events) {
            write(audio, frame, std::size_t(std::max(0.0, event.time) * sampleRate));
            if (event.on)
                fluid_synth_noteon(m_synth, event.channel, event.pitch, event.velocity);
            else
                fluid_synth_noteoff(m_synth, event.channel, event.pitch);
        }
        write(audio, frame, frames);
        return audio;
    }

private:
    void write(AudioBuffer& audio, std::size_t& frame, std::size_t end)
    {
        end = std::min(end, audio.frames());
        if (end <= frame)
            return;
        fluid_synth_write_float(m_synth, int(end - frame), audio.channels[0].data() + frame, 0, 1,
                                audio.channels[1].data() + frame, 0, 1);
        frame = end;
    }

    fluid_synth_t* m_synth;
    fluid_sfont_t* m_borrowed;
    int m_font = -1;
};

}  // namespace

struct SoundFontPlayer::Synth {
    fluid_settings_t* settings = nullptr;
    fluid_synth_t* owner = nullptr;  // of the sound font; never sounds itself
    fluid_sfont_t* font = nullptr;
    std::map<std::pair<int, int>, bool> usable;  // by bank and program

    Synth() = default;
    Synth(const Synth&) = delete;
    Synth& operator=(const Synth&) = delete;
    ~Synth()
    {
        delete_fluid_synth(owner);
        delete_fluid_settings(settings);
    }

    bool probe(int program, bool drums)
    {
        FreshSynth synth(settings, font);
        if (!synth.select(0, drums ? percussionBank : 0, program))
            return false;
        const int pitch = drums ? 38 : program >= 32 && program <= 39 ? 36 : 60;
        const AudioBuffer audio =
            synth.render({{0.0, true, 0, pitch, 90}, {0.4, false, 0, pitch, 0}}, 0.5);
        double sum = 0.0;
        double changes = 0.0;
        const auto& left = audio.channels[0];
        for (std::size_t i = 1; i < left.size(); ++i) {
            sum += double(left[i]) * left[i];
            changes += double(left[i] - left[i - 1]) * (left[i] - left[i - 1]);
        }
        const double rms = std::sqrt(sum / double(left.size()));
        return std::isfinite(rms) && rms > 1e-4 && changes > 1e-5 * sum;
    }
};

std::vector<std::filesystem::path> trainingSoundFonts()
{
    std::vector<std::filesystem::path> fonts;
    // The second name is a link of Debian's alternatives to whichever MuseScore_General there is.
    for (const char* file : {"/usr/share/sounds/sf3/MuseScore_General_Full.sf3",
                             "/usr/share/sounds/sf3/MuseScore_General.sf3"})
        if (fonts.empty() && std::filesystem::exists(file))
            fonts.emplace_back(file);
    const std::filesystem::path fluid = "/usr/share/sounds/sf2/FluidR3_GM.sf2";
    if (std::filesystem::exists(fluid))
        fonts.push_back(fluid);
    return fonts;
}

std::filesystem::path heldOutSoundFont()
{
    const std::filesystem::path file = "/usr/share/sounds/sf2/TimGM6mb.sf2";
    return std::filesystem::exists(file) ? file : std::filesystem::path();
}

SoundFontPlayer::SoundFontPlayer(const std::filesystem::path& soundFont)
    : m_synth(std::make_unique<Synth>())
{
    for (const int level : {FLUID_ERR, FLUID_WARN, FLUID_INFO})
        fluid_set_log_function(level, nullptr, nullptr);
    m_synth->settings = new_fluid_settings();
    fluid_settings_setnum(m_synth->settings, "synth.sample-rate", sampleRate);
    fluid_settings_setnum(m_synth->settings, "synth.gain", 0.4);
    fluid_settings_setint(m_synth->settings, "synth.dynamic-sample-loading", 1);
    fluid_settings_setint(m_synth->settings, "synth.threadsafe-api", 0);
    fluid_settings_setint(m_synth->settings, "synth.reverb.active", 0);
    fluid_settings_setint(m_synth->settings, "synth.chorus.active", 0);
    fluid_settings_setint(m_synth->settings, "synth.lock-memory", 0);
    if (!std::filesystem::is_regular_file(soundFont))
        throw Error("There is no sound font \"" + soundFont.string() + "\".");
    m_synth->owner = new_fluid_synth(m_synth->settings);
    const int id = fluid_synth_sfload(m_synth->owner, soundFont.c_str(), 0);
    if (id == FLUID_FAILED)
        throw Error("\"" + soundFont.string() + "\" is not a sound font.");
    m_synth->font = fluid_synth_get_sfont_by_id(m_synth->owner, id);
}

SoundFontPlayer::~SoundFontPlayer() = default;
SoundFontPlayer::SoundFontPlayer(SoundFontPlayer&&) noexcept = default;
SoundFontPlayer& SoundFontPlayer::operator=(SoundFontPlayer&&) noexcept = default;

bool SoundFontPlayer::isUsable(int program, bool drums)
{
    const std::pair key{drums ? percussionBank : 0, program};
    const auto known = m_synth->usable.find(key);
    if (known != m_synth->usable.end())
        return known->second;
    return m_synth->usable[key] = m_synth->probe(program, drums);
}

AudioBuffer SoundFontPlayer::play(std::span<const Part* const> parts, double seconds, double tuning)
{
    std::vector<int> programs;
    for (const Part* part : parts) {
        const bool drums = part->role == Role::Drums;
        int program = part->program;
        for (int distance = 1; distance < 128 && !isUsable(program, drums); ++distance)
            program = drums ? 0 : (part->program + distance) % 128;
        programs.push_back(program);
    }
    FreshSynth synth(m_synth->settings, m_synth->font);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int channel = int(i) + (i >= 9 ? 1 : 0);
        synth.select(channel, parts[i]->role == Role::Drums ? percussionBank : 0, programs[i]);
        synth.control(channel, volumeController, 100);
        if (parts[i]->role != Role::Drums)
            synth.tune(channel, tuning);
        synth.control(channel, panController, int(64 + 60 * parts[i]->pan));
    }
    return synth.render(eventsOf(parts), seconds);
}

}  // namespace whence
