#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/synthetic/random.h"

namespace whence {

/// Models learn from the first five; jazz and chamber music are kept for tests.
enum class Style { Pop, Rock, Electronic, Soft, HipHop, Jazz, Chamber };
inline constexpr int styleCount = 7;
inline constexpr int trainingStyleCount = 5;

enum class Voice { None, Sung, Rapped };

/// The sources of a clip, in the canonical order.
enum class Stem { Vocals, Piano, Drums, Bass, Other };
inline constexpr int stemCount = 5;
inline constexpr std::array<Stem, stemCount> allStems = {Stem::Vocals, Stem::Piano, Stem::Drums,
                                                         Stem::Bass, Stem::Other};
inline constexpr std::array<const char*, stemCount> stemNames = {"vocals", "piano", "drums", "bass",
                                                                 "other"};

/// One value per stem, in the canonical order.
template <typename T>
using PerStem = std::array<T, stemCount>;

/// Which stems a clip is made of, whatever its style.
enum class Texture { Band, WithoutDrums, Duo, SoloPiano, SoloOther, Ensemble };

/// How a singer or rapper sounds.
struct Singer {
    double lowestPitch = 57.0;  // MIDI note, lower end of the comfortable range
    double formantScale = 1.0;  // formant frequencies relative to an average male voice
    double breath = 0.1;        // share of noise in the source
    double vibratoRate = 5.5;   // Hz
    double vibratoDepth = 0.3;  // semitones
    double tilt = 0.5;          // 0 bright to 1 dark
    double consonants = 0.5;    // loudness of noise bursts, 0 to 1
    double glide = 0.05;        // s, from one note to the next
};

/// What an artist keeps from clip to clip: instruments, voice and leanings.
struct Artist {
    std::uint64_t id = 0;
    Style style = Style::Pop;
    int soundFont = 0;  // index, modulo the number of sound fonts there are
    int drumKit = 0;    // program of the percussion bank
    int piano = 0;      // General-MIDI programs
    int bass = 33;
    int chords = 25;  // the other stem's accompaniment
    int lead = 81;    // the other stem's melody
    Singer singer;
    PerStem<double> levelOffset{};
    double syncopationOffset = 0.0;
    double staccatoOffset = 0.0;
    double minorOffset = 0.0;
    double noiseOffset = 0.0;
    double chromaticOffset = 0.0;
};

/// What a clip is drawn from (methods §18.1), and what widens it.
struct ClipParameters {
    Style style = Style::Pop;
    Texture texture = Texture::Band;
    Voice voice = Voice::None;
    Artist artist;
    double tempo = 100.0;      // beats per minute
    int beatsPerBar = 4;       // 3 or 4
    double swing = 0.0;        // 0 straight to 1 triplets
    PerStem<double> level{};   // 0 to 1 on an amplitude scale; under 0.05 is silent
    PerStem<double> jitter{};  // ms, deviation of onsets
    double drift = 0.0;        // relative deviation of the tempo, 0 to 0.08
    double syncopation = 0.0;  // 0 to 1
    int layers = 1;            // 1 to 4
    bool polyrhythm = false;
    double chromatic = 0.0;  // out-of-key probability, 0 to 0.5
    int modulations = 0;
    double noise = 0.0;       // distortion, 0 to 1
    double minorShare = 0.5;  // of the chords
    double staccato = 0.5;    // note length = (1 − staccato) · interval
    double stepwise = 0.7;    // share of the melody's steps
    double repetition = 0.5;  // of motifs
    bool clean = false;       // functional harmony without chromatic notes
    double functional = 1.0;  // share of chords that belong to a functional progression
    double richness = 0.0;    // added notes in chords, 0 to 1
    double density = 0.5;     // of notes, 0 to 1
    double dynamics = 78.0;   // mean velocity
    double swell = 0.0;       // change of velocity over the clip, −1 to 1
    double room = 0.0;        // reverberation, 0 to 1
    bool pedal = false;       // of the piano
    bool sections = false;    // a stem rests in one half
    double tuning = 0.0;      // cents above 440 Hz
    PerStem<double> tone{};   // dB, treble against bass
};

/// An artist of a style; the same id and style give the same artist.
Artist drawArtist(std::uint64_t id, Style style);

/// The parameters of one clip of an artist.
ClipParameters drawClipParameters(const Artist& artist, Random& random);

/// How strongly a stem is distorted (0 to 1) in a clip of this noise.
double stemDrive(Stem stem, double noise);

std::string name(Style style);
std::string name(Voice voice);
std::string name(Texture texture);

}  // namespace whence
