#include "core/synthetic/harmony.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace whence {

namespace {

const std::array<int, 7>& scaleOf(Mode mode)
{
    static const std::array<int, 7> scales[] = {{0, 2, 4, 5, 7, 9, 11},
                                                {0, 2, 3, 5, 7, 8, 10},
                                                {0, 2, 3, 5, 7, 9, 10},
                                                {0, 2, 4, 5, 7, 9, 10}};
    return scales[int(mode)];
}

// Scale degrees, 0 = tonic, one chord each.
using Degrees = std::vector<int>;

Degrees drawLoop(Mode mode, Random& random)
{
    static const std::vector<Degrees> major = {
        {0, 4, 5, 3}, {0, 3, 4, 3}, {5, 3, 0, 4}, {0, 5, 3, 4}, {0, 3, 0, 4}, {1, 4, 0, 0},
        {0, 2, 3, 4}, {3, 4, 2, 5}, {0, 0, 3, 4}, {0, 5, 1, 4}, {0, 4, 3, 3}, {3, 0, 4, 5}};
    static const std::vector<Degrees> minor = {
        {0, 5, 2, 6}, {0, 3, 4, 0}, {0, 6, 5, 4}, {0, 5, 3, 4}, {0, 3, 6, 2}, {0, 0, 5, 6},
        {0, 2, 6, 3}, {0, 3, 0, 4}, {0, 6, 5, 6}, {0, 4, 0, 3}, {0, 0, 3, 0}, {0, 3, 4, 4}};
    static const std::vector<Degrees> dorian = {
        {0, 3, 0, 3}, {0, 6, 3, 0}, {0, 1, 0, 3}, {0, 2, 3, 0}};
    static const std::vector<Degrees> mixolydian = {
        {0, 6, 3, 0}, {0, 6, 0, 3}, {0, 4, 6, 3}, {0, 3, 6, 0}};
    switch (mode) {
        case Mode::Major:
            return random.pick(major);
        case Mode::Minor:
            return random.pick(minor);
        case Mode::Dorian:
            return random.pick(dorian);
        case Mode::Mixolydian:
            break;
    }
    return random.pick(mixolydian);
}

// A walk through tonic, subdominant and dominant chords that ends with a cadence.
Degrees drawFunctionalWalk(int length, Random& random)
{
    static const Degrees tonics = {0, 0, 5}, subdominants = {3, 1, 3, 5}, dominants = {4, 4, 6};
    Degrees degrees = {0};
    int function = 0;
    while (int(degrees.size()) < length - 2) {
        const double next[3][3] = {{0.2, 0.5, 0.3}, {0.2, 0.3, 0.5}, {0.8, 0.0, 0.2}};
        function = random.weighted(next[function]);
        degrees.push_back(random.pick(function == 0   ? tonics
                                      : function == 1 ? subdominants
                                                      : dominants));
    }
    degrees.push_back(4);
    degrees.push_back(random.chance(0.85) ? 0 : 5);
    return degrees;
}

Chord diatonicChord(const Key& key, int degree, const ClipParameters& clip, Random& random)
{
    Chord chord;
    chord.key = key;
    const int root = scalePitch(key, degree);
    chord.root = ((root % 12) + 12) % 12;
    for (const int step : {0, 2, 4})
        chord.tones.push_back(scalePitch(key, degree + step) - root);
    if (key.mode == Mode::Minor && degree == 4 && random.chance(0.85))
        chord.tones[1] = 4;  // the leading tone of harmonic minor
    if (key.mode == Mode::Minor && degree == 6 && chord.tones[2] == 6)
        chord.tones[2] = 7;
    const bool dominant = degree == 4;
    if (random.chance(dominant ? 0.3 + 0.7 * clip.richness : clip.richness))
        chord.tones.push_back(scalePitch(key, degree + 6) - root);
    if (random.chance(0.4 * clip.richness))
        chord.tones.push_back(scalePitch(key, degree + 1) + 12 - root);
    return chord;
}

Chord foreignChord(const Key& key, const ClipParameters& clip, Random& random)
{
    static const std::vector<std::vector<int>> kinds = {
        {0, 4, 7}, {0, 3, 7}, {0, 3, 6}, {0, 4, 8}, {0, 3, 6, 9}, {0, 4, 6, 10}, {0, 5, 6}};
    Chord chord;
    chord.key = key;
    chord.root = random.integer(0, 11);
    chord.tones = kinds[std::size_t(random.integer(0, clip.richness > 0.0 ? 6 : 3))];
    chord.functional = false;
    return chord;
}

Mode drawMode(const ClipParameters& clip, Random& random)
{
    const bool minor = random.chance(std::clamp(1.4 * clip.minorShare - 0.2, 0.03, 0.97));
    if (!clip.clean && random.chance(0.2))
        return minor ? Mode::Dorian : Mode::Mixolydian;
    return minor ? Mode::Minor : Mode::Major;
}

// Degrees of one progression: of several drawn ones the nearest to the wanted share of minor
// chords.
Degrees drawDegrees(const Key& key, const ClipParameters& clip, Random& random)
{
    Degrees best;
    double bestDistance = std::numeric_limits<double>::max();
    for (int attempt = 0; attempt < 6; ++attempt) {
        const bool walk =
            random.chance(0.4) && (key.mode == Mode::Major || key.mode == Mode::Minor);
        const Degrees degrees = walk ? drawFunctionalWalk(random.chance(0.6) ? 4 : 8, random)
                                     : drawLoop(key.mode, random);
        ClipParameters plain;
        Random chordRandom = random.branch();
        double minorChords = 0.0;
        for (const int degree : degrees)
            minorChords += diatonicChord(key, degree, plain, chordRandom).isMinor();
        const double distance = std::abs(minorChords / double(degrees.size()) - clip.minorShare);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = degrees;
        }
    }
    return best;
}

Key modulated(const Key& key, Random& random)
{
    static const int shifts[] = {2, 1, 5, 7, 3, 4, 9, 6};
    Key next = key;
    next.tonic = (key.tonic + random.pick(shifts)) % 12;
    if (random.chance(0.2))
        next.mode = key.mode == Mode::Major ? Mode::Minor : Mode::Major;
    return next;
}

double chordLength(const ClipParameters& clip, Random& random)
{
    const double weights[] = {0.25, 0.6, 0.15};
    const double bar = clip.beatsPerBar;
    switch (random.weighted(weights)) {
        case 0:
            return clip.beatsPerBar == 4 ? bar / 2 : bar;
        case 1:
            return bar;
        default:
            return 2 * bar;
    }
}

}  // namespace

int scalePitch(const Key& key, int step)
{
    const int octave = step >= 0 ? step / 7 : -((6 - step) / 7);
    return key.tonic + 12 * octave + scaleOf(key.mode)[std::size_t(step - 7 * octave)];
}

bool belongsToKey(int pitch, const Key& key)
{
    const int above = (((pitch - key.tonic) % 12) + 12) % 12;
    const auto& scale = scaleOf(key.mode);
    return std::ranges::find(scale, above) != scale.end() ||
           (key.mode == Mode::Minor && above == 11);
}

bool Chord::isMinor() const
{
    return std::ranges::find(tones, 3) != tones.end();
}

bool Chord::contains(int pitch) const
{
    return std::ranges::any_of(tones, [&](int tone) { return (pitch - root - tone) % 12 == 0; });
}

std::vector<Chord> composeHarmony(const ClipParameters& clip, int bars, Random& random)
{
    Key key;
    key.tonic = random.integer(0, 11);
    key.mode = drawMode(clip, random);
    const double length = chordLength(clip, random);
    const double end = double(bars) * clip.beatsPerBar;
    const double section = end / double(clip.modulations + 1);
    Degrees degrees = drawDegrees(key, clip, random);
    std::vector<Chord> loop;
    std::vector<Chord> chords;
    int modulation = 0;
    std::size_t place = 0;
    for (double beat = 0.0; beat < end; beat += length) {
        if (modulation < clip.modulations && beat >= section * (modulation + 1)) {
            ++modulation;
            key = modulated(key, random);
            degrees = drawDegrees(key, clip, random);
            loop.clear();
            place = 0;
        }
        if (loop.size() == place)  // the first time round; after that the loop repeats
            loop.push_back(random.chance(clip.functional)
                               ? diatonicChord(key, degrees[place], clip, random)
                               : foreignChord(key, clip, random));
        Chord chord = loop[place];
        chord.beat = beat;
        chord.length = std::min(length, end - beat);
        chords.push_back(std::move(chord));
        place = (place + 1) % degrees.size();
    }
    return chords;
}

const Chord& chordAt(const std::vector<Chord>& chords, double beat)
{
    assert(!chords.empty());
    const auto after =
        std::ranges::upper_bound(chords, beat + 1e-6, {}, [](const Chord& c) { return c.beat; });
    return after == chords.begin() ? chords.front() : *(after - 1);
}

std::vector<int> leadVoices(const Chord& chord, const std::vector<int>& previous, int voices,
                            int center)
{
    std::vector<int> best;
    double bestCost = std::numeric_limits<double>::max();
    for (int lowest = center - 12; lowest <= center + 4; ++lowest) {
        if (!chord.contains(lowest))
            continue;
        std::vector<int> voicing;
        for (int pitch = lowest; int(voicing.size()) < voices && pitch < lowest + 30; ++pitch)
            if (chord.contains(pitch))
                voicing.push_back(pitch);
        double cost = 0.0;
        for (std::size_t i = 0; i < voicing.size(); ++i) {
            cost += 0.3 * std::abs(voicing[i] - center - 1);
            if (i < previous.size())
                cost += std::abs(voicing[i] - previous[i]);
        }
        if (cost < bestCost) {
            bestCost = cost;
            best = voicing;
        }
    }
    return best;
}

}  // namespace whence
