#pragma once

#include <bitset>

#include "core/synthetic/composition.h"

namespace whence {

/// A set of sounding stems: bit i is the i-th stem of the canonical order.
using StemSubset = std::bitset<stemCount>;
inline constexpr int coalitionCount = 1 << stemCount;

/// What can be heard of a piece when only some of its stems sound, measured on the notes as played
/// (methods §18.3). The defaults are what silence gives: neutral, and nothing happens.
struct Perception {
    bool sounds = false;
    bool pitched = false;           // something has a pitch: not only drums and rap
    double onsetsPerSecond = 0.0;   // distinct onset times
    double tempo = 95.0;            // beats per minute
    double staccato = 0.45;         // 0 legato to 1, mean over pitched parts
    double struckUnpedalled = 0.5;  // share of struck or plucked tones, 0.5 under the pedal
    double drumLevel = 0.0;         // 0 to 1, as the next two
    double sungLevel = 0.0;
    double rapLevel = 0.0;
    double velocity = 78.0;        // mean of the notes
    double drive = 0.0;            // distortion, 0 to 1
    double jitter = 0.0;           // ms
    double layers = 1.0;           // of different rhythm, 1 to 5
    double functional = 1.0;       // share of functional harmony
    double chordDissonance = 0.0;  // 0 to 1
    double chromatic = 0.0;        // share of notes outside the key
    double modulations = 0.0;
    double syncopation = 0.35;  // 0 to 1
    double polyrhythm = 0.0;    // 0 or 1
    double stepwise = 0.6;      // share of the melody's intervals
    double repetition = 0.5;    // share of the melody's bars whose rhythm was heard before
    double melodyNotesPerBeat = 1.0;
    double drift = 0.0;
    double majorFit = 0.78;  // best correlation with the key profiles
    double minorFit = 0.78;
    double minorShare = 0.5;           // of the chords
    double carrier = 0.0;              // strength of the strongest rhythm carrier
    double carrierJitter = 0.0;        // ms
    double beatCover = 0.0;            // share of beats that the accompaniment strikes
    double accompanimentJitter = 0.0;  // ms
};

Perception perceive(const Composition& piece, StemSubset stems);

}  // namespace whence
