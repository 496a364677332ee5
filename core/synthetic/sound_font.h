#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/synthetic/composition.h"

namespace whence {

/// Where Debian puts the General-MIDI sound fonts whose licence lets models be trained on them
/// (MIT): those that are installed, MuseScore_General and FluidR3.
std::vector<std::filesystem::path> trainingSoundFonts();
/// A sound font of other origin (TimGM6mb, GPL-2), for held-out tests only; empty if missing.
std::filesystem::path heldOutSoundFont();

/// Plays parts with the instruments of one General-MIDI sound font (FluidSynth, offline). One
/// object serves one thread at a time; loaded instruments stay loaded.
class SoundFontPlayer {
public:
    /// Throws Error if the file is missing or no sound font.
    explicit SoundFontPlayer(const std::filesystem::path& soundFont);
    ~SoundFontPlayer();
    SoundFontPlayer(SoundFontPlayer&&) noexcept;
    SoundFontPlayer& operator=(SoundFontPlayer&&) noexcept;

    /// Whether a program gives a sound at all: neither silence nor a constant.
    bool isUsable(int program, bool drums);

    /// Stereo at 44.1 kHz, `seconds` long and dry. A part whose program is not usable is played
    /// with the nearest usable one. `tuning` is in cents above 440 Hz.
    AudioBuffer play(std::span<const Part* const> parts, double seconds, double tuning = 0.0);

private:
    struct Synth;
    std::unique_ptr<Synth> m_synth;
};

}  // namespace whence
