#pragma once

#include <vector>

#include "core/synthetic/composition.h"

namespace whence {

/// What the writers of parts share: the frame that all parts of a piece keep to.
struct Score {
    const ClipParameters& clip;
    const std::vector<Chord>& chords;
    int bars = 0;

    double beats() const { return double(bars) * clip.beatsPerBar; }
    int stepsPerBar() const { return 4 * clip.beatsPerBar; }  // sixteenths
};

/// A place in the bar and how long it lasts, in sixteenth steps.
struct RhythmStep {
    int step = 0;
    int length = 4;
};

/// The onsets of one bar: `notesPerBeat` on average, strong places first; syncopation (0 to 1)
/// moves strong onsets ahead of their beat.
std::vector<RhythmStep> drawRhythm(const Score& score, double notesPerBeat, double syncopation,
                                   Random& random);

/// Drums in `layers` layers: kick and snare, cymbals, percussion.
Part writeDrums(const Score& score, Random& random);
Part writeBass(const Score& score, Random& random);
/// A melody with phrases of four bars made of motifs; `lowest` is the lower end of its range.
Part writeMelody(const Score& score, Stem stem, int program, int lowest, Random& random);
/// Rapped syllables near a speaking pitch.
Part writeRap(const Score& score, Random& random);
/// Chords struck, broken or strummed by the piano or another instrument; `withBass`: the left hand
/// plays the bass, too.
Part writeChords(const Score& score, Stem stem, int program, bool withBass, Random& random);
/// Held chords.
Part writePad(const Score& score, int program, Random& random);

}  // namespace whence
