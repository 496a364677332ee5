#include "core/synthetic/example.h"

#include <array>
#include <vector>

#include "core/error.h"
#include "core/synthetic/audio_files.h"
#include "core/synthetic/clip.h"
#include "core/synthetic/score.h"
#include "core/synthetic/sound_font.h"
#include "core/synthetic/truth.h"
#include "core/tensors/file_io.h"

namespace whence {

namespace {

constexpr double exampleDuration = 31.0;  // s
constexpr std::uint64_t exampleSeed = 2021;
constexpr float headroom = 0.9f;  // lossy coding makes peaks higher
constexpr int bars = 12;
constexpr int bandEnters = 4;  // bar from which bass and drums play
constexpr double beatsPerBar = 4.0;

ClipParameters exampleParameters()
{
    ClipParameters clip;
    clip.style = Style::Pop;
    clip.voice = Voice::Sung;
    clip.artist.style = Style::Pop;
    clip.artist.bass = 33;
    clip.artist.chords = 25;
    clip.artist.singer = {.lowestPitch = 57.0,
                          .formantScale = 1.12,
                          .breath = 0.08,
                          .vibratoRate = 5.6,
                          .vibratoDepth = 0.3,
                          .tilt = 0.15,
                          .consonants = 0.6,
                          .glide = 0.04};
    clip.tempo = 96.0;
    clip.level = {0.7, 0.55, 0.65, 0.6, 0.5};
    clip.jitter = {14.0, 9.0, 5.0, 7.0, 10.0};
    clip.drift = 0.004;
    clip.syncopation = 0.35;
    clip.layers = 2;
    clip.noise = 0.04;
    clip.staccato = 0.25;
    clip.density = 0.45;
    clip.dynamics = 84.0;
    clip.swell = 0.5;
    clip.room = 0.35;
    clip.pedal = true;
    clip.clean = true;
    return clip;
}

// A minor: Am F C G, Am F C E7, F G Am Am.
std::vector<Chord> exampleChords()
{
    const std::vector<int> major = {0, 4, 7}, minor = {0, 3, 7}, seventh = {0, 4, 7, 10};
    const Key key{9, Mode::Minor};
    const std::vector<std::pair<int, std::vector<int>>> roots = {
        {9, minor}, {5, major},   {0, major}, {7, major}, {9, minor}, {5, major},
        {0, major}, {4, seventh}, {5, major}, {7, major}, {9, minor}, {9, minor}};
    std::vector<Chord> chords;
    for (const auto& [root, tones] : roots)
        chords.push_back({.beat = beatsPerBar * double(chords.size()),
                          .length = beatsPerBar,
                          .root = root,
                          .tones = tones,
                          .key = key});
    return chords;
}

// A note of the tune: its place in the bar and its length in beats, and its pitch.
struct TuneNote {
    double beat = 0.0;
    double length = 1.0;
    int pitch = 60;
};

Part exampleTune(Random& random)
{
    static const std::array<std::vector<TuneNote>, bars> tune = {{
        {{0, 1.5, 64}, {1.5, 0.5, 62}, {2, 1, 60}, {3, 1, 57}},
        {{0, 1.5, 60}, {1.5, 0.5, 62}, {2, 1.5, 60}},
        {{0, 1.5, 67}, {1.5, 0.5, 65}, {2, 1, 64}, {3, 1, 60}},
        {{0, 3, 62}},
        {{0, 1.5, 64}, {1.5, 0.5, 62}, {2, 1, 60}, {3, 1, 57}},
        {{0, 1.5, 69}, {1.5, 0.5, 67}, {2, 1, 65}, {3, 1, 60}},
        {{0, 1, 64}, {1, 0.5, 67}, {1.5, 1, 64}, {2.5, 0.5, 62}, {3, 1, 60}},
        {{0, 1, 59}, {1, 1, 62}, {2, 1.5, 64}},
        {{0, 1, 69}, {1, 0.5, 69}, {1.5, 0.5, 67}, {2, 1, 65}, {3, 1, 69}},
        {{0, 1.5, 71}, {1.5, 0.5, 69}, {2, 1, 67}, {3, 1, 62}},
        {{0, 1.5, 72}, {1.5, 0.5, 71}, {2, 1, 69}, {3, 1, 64}},
        {{0, 3.5, 69}},
    }};
    Part part{.stem = Stem::Vocals, .role = Role::Melody};
    for (int bar = 0; bar < bars; ++bar)
        for (const TuneNote& note : tune[std::size_t(bar)])
            part.notes.push_back({.beat = beatsPerBar * bar + note.beat,
                                  .length = note.length,
                                  .pitch = note.pitch,
                                  .velocity = 82 + random.integer(-5, 5)});
    return part;
}

// Root, root again before the third beat, fifth, octave.
Part exampleBass(const Score& score)
{
    static const std::vector<TuneNote> figure = {
        {0, 1.5, 0}, {1.5, 0.5, 0}, {2, 1, 7}, {3, 0.5, 12}, {3.5, 0.5, 7}};
    Part part{.stem = Stem::Bass, .role = Role::Bass, .program = score.clip.artist.bass};
    for (int bar = bandEnters; bar < bars; ++bar) {
        const Chord& chord = score.chords[std::size_t(bar)];
        const int root = chord.root < 4 ? 36 + chord.root : 24 + chord.root;
        for (const TuneNote& note : figure)
            part.notes.push_back({.beat = beatsPerBar * bar + note.beat,
                                  .length = note.length,
                                  .pitch = root + note.pitch,
                                  .velocity = note.beat == 0.0 ? 92 : 80});
    }
    return part;
}

// Broken chords in eighths over a held bass note.
Part examplePiano(const Score& score, Random& random)
{
    static const int order[] = {0, 1, 2, 1, 3, 2, 1, 2};
    Part part{.stem = Stem::Piano, .role = Role::Chords, .pedal = true};
    std::vector<int> voicing;
    for (int bar = 0; bar < bars; ++bar) {
        const Chord& chord = score.chords[std::size_t(bar)];
        voicing = leadVoices(chord, voicing, 4, 60);
        const int root = 36 + chord.root;
        part.notes.push_back(
            {.beat = beatsPerBar * bar, .length = beatsPerBar, .pitch = root, .velocity = 76});
        for (int eighth = 0; eighth < 8; ++eighth)
            part.notes.push_back({.beat = beatsPerBar * bar + eighth / 2.0,
                                  .length = 0.5,
                                  .pitch = voicing[std::size_t(order[eighth])],
                                  .velocity = (eighth == 0 ? 80 : 66) + random.integer(-4, 4)});
    }
    return part;
}

// A guitar strummed once in the quiet bars, then in a rhythm.
Part exampleGuitar(const Score& score, Random& random)
{
    static const std::vector<TuneNote> figure = {{0, 1, 0},     {1, 1, 0},   {1.5, 0.5, 1},
                                                 {2.5, 0.5, 1}, {3, 0.5, 0}, {3.5, 0.5, 1}};
    Part part{.stem = Stem::Other, .role = Role::Chords, .program = score.clip.artist.chords};
    part.pan = 0.35;
    std::vector<int> voicing;
    for (int bar = 0; bar < bars; ++bar) {
        voicing = leadVoices(score.chords[std::size_t(bar)], voicing, 4, 57);
        const bool quiet = bar < bandEnters || bar + 1 == bars;
        for (const TuneNote& stroke : quiet ? std::vector<TuneNote>{{0, 4, 0}} : figure) {
            const bool up = stroke.pitch == 1;
            for (std::size_t string = 0; string < voicing.size(); ++string) {
                const std::size_t order = up ? voicing.size() - 1 - string : string;
                const double late = 0.015 * double(string);
                part.notes.push_back({.beat = beatsPerBar * bar + stroke.beat + late,
                                      .length = stroke.length - late,
                                      .pitch = voicing[order],
                                      .velocity = (up ? 62 : 78) + random.integer(-4, 4)});
            }
        }
    }
    return part;
}

Part exampleDrums(const Score& score, Random& random)
{
    Part part = writeDrums(score, random);
    std::erase_if(part.notes,
                  [](const Note& note) { return note.beat < beatsPerBar * bandEnters; });
    return part;
}

}  // namespace

Composition composeExample()
{
    Random random(exampleSeed);
    Composition piece;
    piece.parameters = exampleParameters();
    piece.duration = exampleDuration;
    piece.tempo = {.tempo = piece.parameters.tempo, .drift = piece.parameters.drift};
    piece.chords = exampleChords();
    const Score score{piece.parameters, piece.chords, bars};
    piece.parts = {exampleTune(random), examplePiano(score, random), exampleDrums(score, random),
                   exampleBass(score), exampleGuitar(score, random)};
    perform(piece, random);
    return piece;
}

void synthesizeExample(const std::filesystem::path& folder, const Progress& progress)
{
    const auto fonts = trainingSoundFonts();
    if (fonts.empty())
        throw Error("No sound font is installed; install musescore-general-soundfont.");
    const Composition piece = composeExample();
    ClipRenderer renderer({fonts.front()});
    const StemSet stems = renderer.render(piece, exampleSeed);
    makeFolder(folder);
    for (int i = 0; i < stems.count(); ++i) {
        AudioBuffer stem = stems.stems[std::size_t(i)];
        for (auto& channel : stem.channels)
            for (float& sample : channel)
                sample *= headroom;
        writeVorbis(folder / (stems.names[std::size_t(i)] + ".ogg"), stem, 0.1);
        progress.report(double(i + 1) / stems.count());
    }
    const ClipLabels labels = labelClip(piece, LabelRules::Perceived, exampleSeed);
    writeFileAtomically(folder / "truth.json", truthJson(piece, labels, exampleSeed));
}

}  // namespace whence
