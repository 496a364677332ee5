#include "core/synthetic/clip_parameters.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace whence {

namespace {

// The columns of the table in methods §18.1, stems in the canonical order.
struct StyleTable {
    double minTempo, maxTempo;
    double voiceProbability;
    Voice voice;
    PerStem<double> level;
    double jitter, drift, syncopationShift, noiseShift, minorShift, staccato;
};

const StyleTable& tableOf(Style style)
{
    static const StyleTable tables[styleCount] = {
        {85, 135, 0.85, Voice::Sung, {0.8, 0.5, 0.7, 0.6, 0.5}, 12, 0.01, 0.0, 0.0, -0.1, 0.5},
        {100, 160, 0.8, Voice::Sung, {0.7, 0.2, 0.9, 0.7, 0.8}, 16, 0.015, 0.0, 0.15, 0.0, 0.5},
        {115, 140, 0.4, Voice::Sung, {0.6, 0.3, 0.9, 0.8, 0.8}, 4, 0.0, 0.05, 0.1, 0.05, 0.65},
        {55, 95, 0.5, Voice::Sung, {0.7, 0.7, 0.15, 0.3, 0.5}, 28, 0.03, -0.1, -0.1, 0.0, 0.25},
        {70, 105, 1.0, Voice::Rapped, {1.0, 0.2, 0.55, 0.7, 0.35}, 8, 0.003, 0.1, 0.05, 0.15, 0.6},
        {100, 210, 0.25, Voice::Sung, {0.7, 0.7, 0.45, 0.7, 0.6}, 18, 0.01, 0.1, -0.2, 0.05, 0.45},
        {50, 150, 0.0, Voice::None, {0.0, 0.3, 0.0, 0.5, 0.9}, 22, 0.03, -0.15, -0.3, 0.0, 0.35}};
    return tables[int(style)];
}

Singer drawSinger(Random& random)
{
    Singer singer;
    const bool high = random.chance(0.5);
    singer.lowestPitch = high ? random.uniform(54, 60) : random.uniform(43, 51);
    singer.formantScale = high ? random.uniform(1.08, 1.25) : random.uniform(0.9, 1.08);
    singer.breath = random.uniform(0.02, 0.3);
    singer.vibratoRate = random.uniform(4.8, 6.4);
    singer.vibratoDepth = random.uniform(0.05, 0.6);
    singer.tilt = random.uniform(0.0, 0.65);
    singer.consonants = random.uniform(0.25, 0.9);
    singer.glide = random.uniform(0.02, 0.09);
    return singer;
}

std::vector<int> range(int first, int last)
{
    std::vector<int> programs;
    for (int program = first; program <= last; ++program)
        programs.push_back(program);
    return programs;
}

std::vector<int> joined(std::initializer_list<std::vector<int>> parts)
{
    std::vector<int> all;
    for (const auto& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

// General-MIDI programs by style; choirs and voices (52-54, 85, 91) are left to the vocals stem.
void drawInstruments(Artist& artist, Random& random)
{
    const auto strings = std::vector<int>{40, 41, 42, 44, 45, 46, 48, 49, 50, 51};
    const auto winds = joined({range(56, 61), range(64, 75)});
    const auto pads = std::vector<int>{88, 89, 90, 92, 93, 94, 95};
    switch (artist.style) {
        case Style::Pop:
            artist.drumKit = random.pick(std::vector{0, 8, 16, 24, 0});
            artist.piano = random.pick(std::vector{0, 0, 1, 2, 4, 5});
            artist.bass = random.pick(range(32, 39));
            artist.chords = random.pick(joined({range(24, 28), pads, strings, range(16, 18)}));
            artist.lead = random.pick(joined({range(80, 84), winds, range(26, 28), {11, 12, 40}}));
            break;
        case Style::Rock:
            artist.drumKit = random.pick(std::vector{0, 8, 16, 16});
            artist.piano = random.pick(std::vector{0, 1, 2, 3});
            artist.bass = random.pick(range(33, 37));
            artist.chords = random.pick(joined({range(25, 30), range(27, 30), {16, 18}}));
            artist.lead = random.pick(joined({range(26, 30), {81, 65, 18}}));
            break;
        case Style::Electronic:
            artist.drumKit = random.pick(std::vector{24, 25, 25, 16});
            artist.piano = random.pick(std::vector{1, 2, 4, 5, 7});
            artist.bass = random.pick(std::vector{38, 39, 38, 39, 36});
            artist.chords = random.pick(joined({pads, {50, 51, 62, 63, 81, 80}}));
            artist.lead = random.pick(joined({range(80, 84), {87, 86, 98, 11}}));
            break;
        case Style::Soft:
            artist.drumKit = random.pick(std::vector{40, 32, 0, 8});
            artist.piano = random.pick(std::vector{0, 0, 0, 1, 4, 5, 6});
            artist.bass = random.pick(std::vector{32, 32, 33, 35});
            artist.chords =
                random.pick(joined({strings, pads, {24, 24, 25, 26, 46, 8, 11, 19, 21}}));
            artist.lead = random.pick(joined({winds, strings, {10, 11, 12, 22, 24, 104, 107}}));
            break;
        case Style::HipHop:
            artist.drumKit = random.pick(std::vector{25, 25, 24, 0, 8});
            artist.piano = random.pick(std::vector{0, 2, 4, 5, 7});
            artist.bass = random.pick(std::vector{33, 35, 38, 39, 38});
            artist.chords = random.pick(joined({pads, strings, {4, 11, 24, 26, 62}}));
            artist.lead = random.pick(joined({range(80, 82), {10, 11, 73, 40, 104, 108}}));
            break;
        case Style::Jazz:
            artist.drumKit = random.pick(std::vector{32, 40, 0});
            artist.piano = random.pick(std::vector{0, 0, 1, 4});
            artist.bass = random.pick(std::vector{32, 32, 35});
            artist.chords = random.pick(std::vector{26, 26, 11, 16});
            artist.lead = random.pick(joined({range(64, 67), {56, 57, 59, 71, 11, 73}}));
            break;
        case Style::Chamber:
            artist.piano = random.pick(std::vector{0, 0, 6});
            artist.bass = random.pick(std::vector{42, 43, 70});
            artist.chords = random.pick(std::vector{40, 41, 42, 48, 60, 71, 46});
            artist.lead = random.pick(std::vector{40, 40, 41, 68, 69, 71, 73, 60});
            break;
    }
}

void drawTexture(ClipParameters& clip, Random& random)
{
    const bool soft = clip.style == Style::Soft;
    if (clip.style == Style::Chamber)
        clip.texture = random.chance(0.2) ? Texture::SoloPiano : Texture::Ensemble;
    else if (clip.style == Style::HipHop)
        // The rhythm of a rapped clip may be bare, its voice is not.
        clip.texture = random.chance(0.12) ? Texture::WithoutDrums : Texture::Band;
    else
        clip.texture = Texture(random.weighted(
            std::vector<double>{soft ? 0.30 : 0.70, soft ? 0.20 : 0.13, soft ? 0.12 : 0.05,
                                soft ? 0.18 : 0.05, soft ? 0.12 : 0.04, soft ? 0.08 : 0.03}));
}

// Silences what a texture leaves out and makes sure that what carries it can be heard.
void applyTexture(ClipParameters& clip, Random& random)
{
    auto& level = clip.level;
    const auto mute = [&](Stem stem) { level[int(stem)] = 0.0; };
    const auto lead = [&](Stem stem) { level[int(stem)] = std::max(level[int(stem)], 0.6); };
    if (clip.texture != Texture::Band)
        mute(Stem::Drums);
    switch (clip.texture) {
        case Texture::Band:
        case Texture::WithoutDrums:
            break;
        case Texture::Duo: {
            mute(Stem::Bass);
            const bool piano = random.chance(0.5);
            mute(piano ? Stem::Other : Stem::Piano);
            lead(piano ? Stem::Piano : Stem::Other);
            break;
        }
        case Texture::SoloPiano:
        case Texture::SoloOther:
            for (const Stem stem : {Stem::Vocals, Stem::Bass})
                mute(stem);
            mute(clip.texture == Texture::SoloPiano ? Stem::Other : Stem::Piano);
            lead(clip.texture == Texture::SoloPiano ? Stem::Piano : Stem::Other);
            break;
        case Texture::Ensemble:
            mute(Stem::Vocals);
            lead(Stem::Other);
            break;
    }
}

void drawLevels(ClipParameters& clip, const StyleTable& table, Random& random)
{
    for (int stem = 0; stem < stemCount; ++stem) {
        const double drawn =
            table.level[stem] + random.normal(0.0, 0.15) + clip.artist.levelOffset[stem];
        clip.level[stem] = std::clamp(drawn, 0.0, 1.0);
        clip.jitter[stem] = std::clamp(std::abs(random.normal(table.jitter, 8.0)), 0.0, 60.0);
    }
    clip.voice = random.chance(table.voiceProbability) ? table.voice : Voice::None;
    applyTexture(clip, random);
    auto& vocals = clip.level[int(Stem::Vocals)];
    if (clip.voice == Voice::None || vocals < 0.05) {
        clip.voice = Voice::None;
        vocals = 0.0;
    }
    for (double& level : clip.level)
        level = level < 0.05 ? 0.0 : level;
    if (std::ranges::all_of(clip.level, [](double level) { return level == 0.0; }))
        clip.level[int(Stem::Piano)] = 0.7;
}

void drawHarmony(ClipParameters& clip, const StyleTable& table, Random& random)
{
    const Artist& artist = clip.artist;
    clip.clean = random.chance(0.5);
    clip.minorShare =
        std::clamp(random.beta(2.0, 2.0) + table.minorShift + artist.minorOffset, 0.0, 1.0);
    const double chromatic = std::clamp(random.beta(1.3, 7.0) + artist.chromaticOffset, 0.0, 0.5);
    const double modulations[] = {0.75, 0.2, 0.05};
    const int modulationCount = random.weighted(modulations);
    const double functional = random.chance(0.6) ? 1.0 : random.uniform(0.2, 1.0);
    const double richness = random.chance(0.5) ? random.uniform() : 0.0;
    if (clip.clean)
        return;
    clip.chromatic = chromatic;
    clip.modulations = modulationCount;
    clip.functional = functional;
    clip.richness = richness;
}

}  // namespace

Artist drawArtist(std::uint64_t id, Style style)
{
    Random random(id * 0x9e3779b97f4a7c15u + std::uint64_t(style) + 17);
    Artist artist;
    artist.id = id;
    artist.style = style;
    artist.soundFont = random.integer(0, 1 << 16);
    drawInstruments(artist, random);
    artist.singer = drawSinger(random);
    for (double& offset : artist.levelOffset)
        offset = random.normal(0.0, 0.05);
    for (double* offset : {&artist.syncopationOffset, &artist.staccatoOffset, &artist.minorOffset,
                           &artist.noiseOffset, &artist.chromaticOffset})
        *offset = random.normal(0.0, 0.05);
    return artist;
}

ClipParameters drawClipParameters(const Artist& artist, Random& random)
{
    const StyleTable& table = tableOf(artist.style);
    ClipParameters clip;
    clip.style = artist.style;
    clip.artist = artist;
    drawTexture(clip, random);
    clip.tempo = random.uniform(table.minTempo, table.maxTempo);
    clip.beatsPerBar =
        artist.style != Style::HipHop && artist.style != Style::Electronic && random.chance(0.12)
            ? 3
            : 4;
    clip.swing = random.chance(0.2) ? random.uniform(0.3, 1.0) : 0.0;
    drawLevels(clip, table, random);
    clip.drift = std::clamp(random.normal(table.drift, 0.01), 0.0, 0.08);
    clip.syncopation = std::clamp(
        random.beta(2.0, 3.0) + table.syncopationShift + artist.syncopationOffset, 0.0, 1.0);
    clip.layers = random.integer(1, 4);
    clip.polyrhythm = random.chance(0.08);
    drawHarmony(clip, table, random);
    clip.noise =
        std::clamp(random.beta(1.5, 5.0) + table.noiseShift + artist.noiseOffset, 0.0, 1.0);
    // Articulation by the style alone would go with the tempo and the drums.
    const double staccato =
        random.chance(0.4) ? random.uniform(0.05, 0.95) : random.normal(table.staccato, 0.2);
    clip.staccato = std::clamp(staccato + artist.staccatoOffset, 0.05, 0.95);
    clip.stepwise = random.uniform(0.4, 0.95);
    clip.repetition = random.uniform();
    clip.density = random.beta(1.6, 1.6);
    clip.dynamics =
        std::clamp(random.normal(artist.style == Style::Soft ? 68 : 82, 16), 40.0, 115.0);
    clip.swell = random.chance(0.3) ? random.uniform(-1.0, 1.0) : 0.0;
    clip.room = random.chance(0.7) ? random.uniform(0.1, 0.9) : 0.0;
    clip.sections = random.chance(0.35);
    clip.tuning = std::clamp(random.normal(0.0, 12.0), -50.0, 50.0);
    for (double& tone : clip.tone)
        tone = std::clamp(random.normal(0.0, 4.0), -9.0, 9.0);
    clip.pedal = random.chance(artist.style == Style::Soft ? 0.6 : 0.25);
    if (artist.style == Style::Jazz) {
        clip.beatsPerBar = random.chance(0.15) ? 3 : 4;
        clip.swing = random.uniform(0.5, 1.0);
        clip.richness = random.uniform(0.3, 1.0);
    }
    return clip;
}

double stemDrive(Stem stem, double noise)
{
    constexpr PerStem<double> share = {0.5, 0.6, 0.5, 0.8, 1.0};
    return share[std::size_t(stem)] * noise;
}

std::string name(Style style)
{
    static const char* const names[] = {"pop",     "rock", "electronic",   "soft",
                                        "hip-hop", "jazz", "chamber music"};
    return names[int(style)];
}

std::string name(Voice voice)
{
    static const char* const names[] = {"none", "sung", "rapped"};
    return names[int(voice)];
}

std::string name(Texture texture)
{
    static const char* const names[] = {"band",       "without drums", "duo",
                                        "solo piano", "solo other",    "ensemble"};
    return names[int(texture)];
}

}  // namespace whence
