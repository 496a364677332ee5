#include "core/synthetic/example.h"

#include "core/error.h"
#include "core/synthetic/audio_files.h"
#include "core/synthetic/clip.h"
#include "core/synthetic/sound_font.h"

namespace whence {

namespace {

constexpr double exampleDuration = 32.0;  // s
constexpr std::uint64_t exampleSeed = 11;

// A sung pop verse in minor at a walking pace, nobody resting.
ClipParameters exampleParameters(Random& random)
{
    Artist artist = drawArtist(2021, Style::Pop);
    artist.drumKit = 0;
    artist.piano = 0;
    artist.bass = 33;
    artist.chords = 25;
    artist.lead = 73;
    ClipParameters clip = drawClipParameters(artist, random);
    clip.texture = Texture::Band;
    clip.voice = Voice::Sung;
    clip.tempo = 96.0;
    clip.beatsPerBar = 4;
    clip.swing = 0.0;
    clip.level = {0.85, 0.55, 0.6, 0.6, 0.45};
    clip.jitter = {14.0, 10.0, 6.0, 8.0, 12.0};
    clip.drift = 0.005;
    clip.syncopation = 0.35;
    clip.layers = 2;
    clip.polyrhythm = false;
    clip.clean = true;
    clip.chromatic = 0.0;
    clip.modulations = 0;
    clip.functional = 1.0;
    clip.richness = 0.15;
    clip.noise = 0.05;
    clip.minorShare = 0.6;
    clip.staccato = 0.35;
    clip.stepwise = 0.75;
    clip.repetition = 0.75;
    clip.density = 0.45;
    clip.dynamics = 82.0;
    clip.swell = 0.4;
    clip.room = 0.4;
    clip.pedal = true;
    return clip;
}

}  // namespace

void synthesizeExample(const std::filesystem::path& folder, const Progress& progress)
{
    const auto fonts = trainingSoundFonts();
    if (fonts.empty())
        throw Error("No sound font is installed; install musescore-general-soundfont.");
    Random random(exampleSeed);
    const ClipParameters parameters = exampleParameters(random);
    const Composition piece = compose(parameters, exampleDuration, random);
    ClipRenderer renderer({fonts.front()});
    const StemSet stems = renderer.render(piece, exampleSeed);
    std::filesystem::create_directories(folder);
    for (int i = 0; i < stems.count(); ++i) {
        writeVorbis(folder / (stems.names[std::size_t(i)] + ".ogg"), stems.stems[std::size_t(i)],
                    0.1);
        progress.report(double(i + 1) / stems.count());
    }
}

}  // namespace whence
