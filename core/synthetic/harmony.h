#pragma once

#include <vector>

#include "core/synthetic/clip_parameters.h"

namespace whence {

enum class Mode { Major, Minor, Dorian, Mixolydian };

/// A tonic (pitch class, 0 = C) and the scale above it.
struct Key {
    int tonic = 0;
    Mode mode = Mode::Major;

    bool operator==(const Key&) const = default;
};

/// The pitch of a step of the key's scale, counted from the tonic in octave 0 (step 7 is the
/// octave); negative steps go below.
int scalePitch(const Key& key, int step);
/// Whether a pitch belongs to the key; in minor the raised seventh does too.
bool belongsToKey(int pitch, const Key& key);

/// One chord of a progression.
struct Chord {
    double beat = 0.0;       // where it starts
    double length = 4.0;     // beats
    int root = 0;            // pitch class
    std::vector<int> tones;  // semitones above the root, the first is 0
    Key key;
    bool functional = true;  // belongs to a functional progression of its key

    bool isMinor() const;
    bool contains(int pitch) const;
};

/// Chords for so many bars, with the share of minor chords, the richness and the modulations of the
/// parameters as nearly as progressions allow.
std::vector<Chord> composeHarmony(const ClipParameters& clip, int bars, Random& random);

/// The chord that sounds at a beat; the last one after its end.
const Chord& chordAt(const std::vector<Chord>& chords, double beat);

/// Pitches of `voices` notes of a chord near `center`, moving as little as possible from the
/// previous voicing (empty: none).
std::vector<int> leadVoices(const Chord& chord, const std::vector<int>& previous, int voices,
                            int center);

}  // namespace whence
