#pragma once

#include <cstdint>
#include <vector>

#include "core/synthetic/clip_parameters.h"
#include "core/synthetic/harmony.h"

namespace whence {

/// One note: where the score has it, and where it really sounds.
struct Note {
    double beat = 0.0;      // of the score
    double length = 1.0;    // beats until the next note of its line
    int pitch = 60;         // MIDI; the key of the percussion map for drums
    int velocity = 80;      // 1 to 127
    double onset = 0.0;     // s, with drift and jitter
    double duration = 0.0;  // s that it sounds, with the pedal
    double late = 0.0;      // s behind the score, drift aside
};

/// What a part does in the piece.
enum class Role { Drums, Bass, Chords, Pad, Melody, Rap };

/// The notes of one instrument or voice, in the order of their onsets.
struct Part {
    Stem stem = Stem::Other;
    Role role = Role::Chords;
    int program = 0;   // General MIDI; of the percussion bank for drums
    double pan = 0.0;  // −1 left to 1 right
    bool pedal = false;
    bool polyrhythm = false;  // three against the beat's two or four
    std::vector<Note> notes;
};

/// The tempo over time: T · (1 + drift · √2 · sin), so that its relative deviation is the drift.
struct TempoMap {
    double tempo = 100.0;       // beats per minute
    double drift = 0.0;         // relative deviation
    double driftPeriod = 16.0;  // beats
    double driftPhase = 0.0;    // radians
    double startBeat = 0.0;     // sounds at 0 s

    double seconds(double beat) const;
};

/// A piece: what is written and when it sounds.
struct Composition {
    ClipParameters parameters;
    double duration = 12.0;  // s
    TempoMap tempo;
    std::vector<Chord> chords;
    std::vector<Part> parts;
};

/// Composes a piece of so many seconds from its parameters: harmony, melody, accompaniment and
/// drums, then the performance with its timing and dynamics.
Composition compose(const ClipParameters& parameters, double duration, Random& random);

/// Plays what is written: gives the notes of all parts their onsets, durations and final
/// velocities, and leaves out what lies outside the piece's duration.
void perform(Composition& piece, Random& random);

/// Whether a program's tone starts with a stroke or pluck and dies away.
bool isStruck(int program);

}  // namespace whence
