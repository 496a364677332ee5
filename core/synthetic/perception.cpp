#include "core/synthetic/perception.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "core/synthetic/key_fit.h"

namespace whence {

namespace {

constexpr int ticksPerBeat = 12;  // sixteenths and triplets fall on ticks

int tickOf(const Note& note)
{
    return int(std::lround(note.beat * ticksPerBeat));
}

// The mean of what parts contribute, by their weight.
class WeightedMean {
public:
    void add(double value, double weight)
    {
        m_sum += value * weight;
        m_weight += weight;
    }
    double valueOr(double neutral) const { return m_weight > 0.0 ? m_sum / m_weight : neutral; }

private:
    double m_sum = 0.0;
    double m_weight = 0.0;
};

bool hasPitch(const Part& part)
{
    return part.role != Role::Drums && part.role != Role::Rap;
}

bool hasChords(const Part& part)
{
    return part.role == Role::Chords || part.role == Role::Pad;
}

double levelOf(const Composition& piece, const Part& part)
{
    return piece.parameters.level[int(part.stem)];
}

// How much of the interval to the next onset of its part a note leaves silent.
double staccatoOf(const Composition& piece, const Part& part)
{
    WeightedMean mean;
    for (const Note& note : part.notes) {
        const double interval =
            piece.tempo.seconds(note.beat + note.length) - piece.tempo.seconds(note.beat);
        mean.add(std::clamp(1.0 - note.duration / interval, 0.0, 1.0), 1.0);
    }
    return mean.valueOr(0.45);
}

double jitterOf(const Part& part)
{
    double sum = 0.0;
    for (const Note& note : part.notes)
        sum += note.late * note.late;
    return 1000.0 * std::sqrt(sum / double(part.notes.size()));
}

// Drums are heard as groups of like sounds, others as one line.
int soundGroup(const Part& part, const Note& note)
{
    if (part.role != Role::Drums)
        return 0;
    if (note.pitch <= 40)
        return 0;
    const bool percussion = note.pitch == 54 || note.pitch == 56 || note.pitch >= 60;
    return percussion ? note.pitch : 1;
}

// The onsets of every rhythm that can be told apart.
std::map<std::pair<const Part*, int>, std::set<int>> rhythmLines(
    const std::vector<const Part*>& parts)
{
    std::map<std::pair<const Part*, int>, std::set<int>> lines;
    for (const Part* part : parts)
        for (const Note& note : part->notes)
            lines[{part, soundGroup(*part, note)}].insert(tickOf(note));
    return lines;
}

// The share of onsets off the beat that nothing of their own line follows on the stronger place
// after them.
double syncopationOf(const std::set<int>& ticks)
{
    int syncopated = 0;
    for (const int tick : ticks) {
        const int place = ((tick % ticksPerBeat) + ticksPerBeat) % ticksPerBeat;
        const int next = place == 6 ? tick + 6 : place == 3 || place == 9 ? tick + 3 : 0;
        if (next != 0 && !ticks.contains(next))
            ++syncopated;
    }
    return ticks.empty() ? 0.0 : double(syncopated) / double(ticks.size());
}

// Whether two lines have most of their onsets in common.
bool coincide(const std::set<int>& a, const std::set<int>& b)
{
    const auto common = std::ranges::count_if(a, [&](int tick) { return b.contains(tick); });
    const double all = double(a.size() + b.size()) - double(common);
    return double(common) > 0.7 * all;
}

// Two lines are one layer if most of their onsets coincide; held tones are none.
double layersOf(const std::map<std::pair<const Part*, int>, std::set<int>>& lines,
                const Composition& piece)
{
    const double bars =
        piece.duration * piece.parameters.tempo / 60.0 / piece.parameters.beatsPerBar;
    std::vector<const std::set<int>*> layers;
    for (const auto& [key, ticks] : lines) {
        if (double(ticks.size()) < 1.5 * bars)
            continue;
        const std::set<int>& line = ticks;
        if (std::ranges::none_of(layers, [&](const auto* other) { return coincide(line, *other); }))
            layers.push_back(&line);
    }
    return std::clamp(double(layers.size()), 1.0, 5.0);
}

void hearTonality(Perception& heard, const Composition& piece,
                  const std::vector<const Part*>& parts)
{
    PitchClassProfile profile{};
    WeightedMean foreign;
    for (const Part* part : parts)
        if (hasPitch(*part))
            for (const Note& note : part->notes) {
                profile[std::size_t(note.pitch % 12)] +=
                    note.duration * note.velocity * levelOf(piece, *part);
                foreign.add(!belongsToKey(note.pitch, chordAt(piece.chords, note.beat).key),
                            levelOf(piece, *part));
            }
    heard.chromatic = foreign.valueOr(0.0);
    const KeyFit fit = fitKeys(profile);
    heard.majorFit = fit.major;
    heard.minorFit = fit.minor;
}

// Seconds and tritones among the pitch classes of one chord, against all its pairs.
double dissonanceOf(const std::set<int>& pitchClasses)
{
    static constexpr double intervals[] = {0.0, 1.0, 0.4, 0.0, 0.0, 0.0, 0.7};
    double sum = 0.0;
    int pairs = 0;
    for (auto a = pitchClasses.begin(); a != pitchClasses.end(); ++a)
        for (auto b = std::next(a); b != pitchClasses.end(); ++b) {
            const int distance = *b - *a;
            sum += intervals[std::min(distance, 12 - distance)];
            ++pairs;
        }
    return pairs > 0 ? std::min(1.0, 2.0 * sum / pairs) : 0.0;
}

bool isHeard(const Chord& chord, const Composition& piece)
{
    return piece.tempo.seconds(chord.beat + chord.length) > 0.1 &&
           piece.tempo.seconds(chord.beat) < piece.duration - 0.1;
}

void hearChords(Perception& heard, const Composition& piece, const std::vector<const Part*>& parts)
{
    const bool chordal =
        std::ranges::any_of(parts, [](const Part* part) { return hasChords(*part); });
    std::map<const Chord*, std::set<int>> sounding;
    for (const Part* part : parts)
        if (hasChords(*part) || part->role == Role::Bass)
            for (const Note& note : part->notes)
                sounding[&chordAt(piece.chords, note.beat)].insert(note.pitch % 12);
    WeightedMean functional, minor, dissonance;
    const Chord* previous = nullptr;
    for (const Chord& chord : piece.chords) {
        if (!isHeard(chord, piece))
            continue;
        functional.add(chord.functional, chord.length);
        if (chordal)
            minor.add(chord.isMinor(), chord.length);
        dissonance.add(dissonanceOf(sounding[&chord]), chord.length);
        if (previous && previous->key != chord.key)
            heard.modulations += 1.0;
        previous = &chord;
    }
    heard.functional = functional.valueOr(1.0);
    heard.minorShare = minor.valueOr(0.5);
    heard.chordDissonance = dissonance.valueOr(0.0);
}

// Steps, repeated bars and density of the parts that carry a melody.
void hearMelody(Perception& heard, const Composition& piece, const std::vector<const Part*>& parts)
{
    const int barTicks = ticksPerBeat * piece.parameters.beatsPerBar;
    WeightedMean steps, repeats, density;
    for (const Part* part : parts) {
        if (part->role != Role::Melody)
            continue;
        const double level = levelOf(piece, *part);
        std::map<int, std::vector<int>> bars;  // their rhythms
        for (std::size_t i = 0; i < part->notes.size(); ++i) {
            const Note& note = part->notes[i];
            const int tick = tickOf(note);
            if (i > 0)
                steps.add(std::abs(note.pitch - part->notes[i - 1].pitch) <= 2, level);
            bars[tick / barTicks].push_back(tick % barTicks);
        }
        std::set<std::vector<int>> known;
        for (const auto& [index, bar] : bars)
            repeats.add(!known.insert(bar).second, level);
        density.add(double(part->notes.size()) / (piece.duration * piece.tempo.tempo / 60.0),
                    level);
    }
    heard.stepwise = steps.valueOr(0.6);
    heard.repetition = repeats.valueOr(0.5);
    heard.melodyNotesPerBeat = density.valueOr(1.0);
}

// Which of the beats of the clip something of the accompaniment strikes.
double beatCover(const Composition& piece, const std::vector<const Part*>& parts)
{
    std::set<int> struck;
    for (const Part* part : parts)
        if (part->stem != Stem::Vocals && part->role != Role::Melody)
            for (const Note& note : part->notes)
                if (std::abs(note.beat - std::round(note.beat)) < 0.05)
                    struck.insert(int(std::lround(note.beat)));
    int beats = 0;
    for (int beat = int(std::ceil(piece.tempo.startBeat));
         piece.tempo.seconds(beat) < piece.duration - 0.05; ++beat)
        ++beats;
    return beats > 0 ? std::min(1.0, double(struck.size()) / beats) : 0.0;
}

void hearRhythm(Perception& heard, const Composition& piece, const std::vector<const Part*>& parts)
{
    std::set<int> onsets;
    WeightedMean jitter, accompanimentJitter;
    double accompaniment = 0.0;
    const auto carry = [&](double strength, double partJitter) {
        if (strength > heard.carrier) {
            heard.carrier = strength;
            heard.carrierJitter = partJitter;
        }
    };
    for (const Part* part : parts) {
        const double level = levelOf(piece, *part);
        const double own = jitterOf(*part);
        for (const Note& note : part->notes)
            onsets.insert(tickOf(note));
        jitter.add(own, level);
        heard.polyrhythm = std::max(heard.polyrhythm, double(part->polyrhythm));
        const double notesPerBeat =
            double(part->notes.size()) / (piece.duration * piece.tempo.tempo / 60.0);
        if (part->role == Role::Drums)
            carry(0.75 * level, own);
        else if (part->role == Role::Rap)
            carry(0.70 * level, own);
        else
            carry(part->stem != Stem::Vocals && notesPerBeat >= 0.45 ? 0.30 : 0.15, own);
        if (part->stem != Stem::Vocals && part->role != Role::Melody) {
            accompanimentJitter.add(own, level);
            accompaniment += level;
        }
    }
    heard.jitter = jitter.valueOr(0.0);
    heard.accompanimentJitter = accompanimentJitter.valueOr(0.0);
    heard.beatCover = accompaniment > 0.0 ? beatCover(piece, parts) : 0.0;
    heard.onsetsPerSecond = double(onsets.size()) / piece.duration;
    const auto lines = rhythmLines(parts);
    heard.layers = layersOf(lines, piece);
    WeightedMean syncopation;
    for (const auto& [key, ticks] : lines)
        syncopation.add(syncopationOf(ticks), levelOf(piece, *key.first));
    // The factor brings the shares to the range of the parameter they were drawn by.
    heard.syncopation = std::min(1.0, 3.5 * syncopation.valueOr(0.1));
}

void hearTone(Perception& heard, const Composition& piece, const std::vector<const Part*>& parts)
{
    WeightedMean staccato, struck, velocity, drive;
    for (const Part* part : parts) {
        const double level = levelOf(piece, *part);
        drive.add(stemDrive(part->stem, piece.parameters.noise), level);
        for (const Note& note : part->notes)
            velocity.add(note.velocity, level);
        if (part->role == Role::Drums)
            heard.drumLevel = std::max(heard.drumLevel, level);
        if (part->role == Role::Rap)
            heard.rapLevel = std::max(heard.rapLevel, level);
        if (!hasPitch(*part))
            continue;
        if (part->stem == Stem::Vocals)
            heard.sungLevel = std::max(heard.sungLevel, level);
        staccato.add(staccatoOf(piece, *part), level);
        const bool plucked = part->stem != Stem::Vocals && isStruck(part->program);
        struck.add(part->pedal ? 0.5 : double(plucked), level);
    }
    heard.staccato = staccato.valueOr(0.45);
    heard.struckUnpedalled = struck.valueOr(0.5);
    heard.velocity = velocity.valueOr(78.0);
    heard.drive = drive.valueOr(0.0);
}

}  // namespace

Perception perceive(const Composition& piece, StemSubset stems)
{
    std::vector<const Part*> parts;
    for (const Part& part : piece.parts)
        if (stems[std::size_t(part.stem)] && levelOf(piece, part) > 0.0 && !part.notes.empty())
            parts.push_back(&part);
    Perception heard;
    if (parts.empty())
        return heard;
    heard.sounds = true;
    heard.pitched = std::ranges::any_of(parts, [](const Part* part) { return hasPitch(*part); });
    heard.tempo = piece.tempo.tempo;
    heard.drift = piece.tempo.drift;
    hearTone(heard, piece, parts);
    hearRhythm(heard, piece, parts);
    if (heard.pitched) {
        hearTonality(heard, piece, parts);
        hearChords(heard, piece, parts);
        hearMelody(heard, piece, parts);
    }
    return heard;
}

}  // namespace whence
