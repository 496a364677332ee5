#include <algorithm>
#include <cmath>

#include "core/synthetic/score.h"

namespace whence {

namespace {

double metricalStrength(int step, int stepsPerBar)
{
    if (step == 0)
        return 1.0;
    if (step % 4 == 0)
        return 2 * step == stepsPerBar ? 0.9 : 0.8;
    return step % 2 == 0 ? 0.5 : 0.15;
}

// A rhythm and the contour above the chord's root that a bar repeats.
struct Motif {
    std::vector<RhythmStep> rhythm;
    std::vector<int> steps;  // of the scale, relative to the first note's
};

int nearestScaleStep(const Key& key, int pitch)
{
    int step = 7 * ((pitch - key.tonic) / 12);
    while (scalePitch(key, step + 1) <= pitch)
        ++step;
    return step;
}

int nearestChordStep(const Chord& chord, int step, int low, int high)
{
    for (int distance = 0; distance < 7; ++distance)
        for (const int candidate : {step - distance, step + distance}) {
            const int pitch = scalePitch(chord.key, candidate);
            if (chord.contains(pitch) && pitch >= low && pitch <= high)
                return candidate;
        }
    return step;
}

// Walks over the scale: by step or, to chord tones, by leap; turns round at the ends of the range.
class MelodyLine {
public:
    MelodyLine(const Score& score, int low, int high, Random& random)
        : m_score(score), m_low(low), m_high(high), m_random(random), m_pitch((low + high) / 2)
    {
    }

    int next(const Chord& chord, bool strong)
    {
        int step = nearestScaleStep(chord.key, m_pitch);
        if (m_random.chance(0.25))
            m_direction = -m_direction;
        if (m_random.chance(m_score.clip.stepwise))
            step += m_direction;
        else
            step =
                nearestChordStep(chord, step + m_direction * m_random.integer(2, 5), m_low, m_high);
        return settle(chord, step, strong);
    }

    // The same contour from another start.
    int follow(const Chord& chord, int steps, bool strong)
    {
        return settle(chord, nearestScaleStep(chord.key, m_pitch) + steps, strong);
    }

    int pitch() const { return m_pitch; }

private:
    int settle(const Chord& chord, int step, bool strong)
    {
        if (strong)
            step = nearestChordStep(chord, step, m_low, m_high);
        while (scalePitch(chord.key, step) > m_high)
            step -= 2, m_direction = -1;
        while (scalePitch(chord.key, step) < m_low)
            step += 2, m_direction = 1;
        m_pitch = scalePitch(chord.key, step);
        return m_pitch;
    }

    const Score& m_score;
    int m_low;
    int m_high;
    Random& m_random;
    int m_pitch;
    int m_direction = 1;
};

// The last bar of a phrase: fewer notes, a long one at the end, then a breath.
std::vector<RhythmStep> cadenceRhythm(const Score& score, Random& random)
{
    const int steps = score.stepsPerBar();
    if (random.chance(0.5))
        return {{0, steps * 3 / 4}};
    return {{0, 4}, {4, steps - 8}};
}

int velocityAt(const Score& score, int step, Random& random)
{
    const double accent = 10.0 * (metricalStrength(step, score.stepsPerBar()) - 0.5);
    return int(std::clamp(score.clip.dynamics + accent + random.normal(0.0, 5.0), 20.0, 127.0));
}

double melodyDensity(const Score& score, Stem stem)
{
    const double slow = score.clip.tempo > 125 ? 0.8 : 1.0;
    const double most = stem == Stem::Vocals ? 2.2 : 3.2;
    return slow * (0.5 + (most - 0.5) * score.clip.density);
}

class MelodyWriter {
public:
    MelodyWriter(const Score& score, Part& part, int lowest, Random& random)
        : m_score(score),
          m_part(part),
          m_random(random),
          m_line(score, lowest, lowest + (part.stem == Stem::Vocals ? 15 : 19), random)
    {
        m_density = melodyDensity(score, part.stem);
    }

    void writeBar(int bar)
    {
        const int place = bar % 4;
        const double bars = double(bar) * m_score.clip.beatsPerBar;
        if (place == 3) {
            writeCadence(bars);
        } else if (place > 0 && !m_motifs.empty() &&
                   m_random.chance(0.15 + 0.8 * m_score.clip.repetition)) {
            repeat(m_motifs[std::size_t(m_random.chance(0.7) ? 0 : m_motifs.size() - 1)], bars);
        } else if (place == 0 && bar >= 4 && m_random.chance(m_score.clip.repetition)) {
            repeat(m_motifs.front(), bars);
        } else {
            invent(bars);
        }
    }

private:
    void add(double bars, const RhythmStep& rhythm, int pitch)
    {
        const double beat = bars + rhythm.step / 4.0;
        if (m_random.chance(m_score.clip.chromatic))
            pitch += m_random.chance(0.5) ? 1 : -1;
        m_part.notes.push_back({.beat = beat,
                                .length = rhythm.length / 4.0,
                                .pitch = pitch,
                                .velocity = velocityAt(m_score, rhythm.step, m_random)});
    }

    bool isStrong(const RhythmStep& rhythm) const
    {
        return rhythm.step % 4 == 0 || rhythm.length > 4;
    }

    void invent(double bars)
    {
        Motif motif;
        motif.rhythm = drawRhythm(m_score, m_density, m_score.clip.syncopation, m_random);
        int previous = 0;
        for (const RhythmStep& rhythm : motif.rhythm) {
            const Chord& chord = chordAt(m_score.chords, bars + rhythm.step / 4.0);
            const int pitch = m_line.next(chord, isStrong(rhythm));
            const int step = nearestScaleStep(chord.key, pitch);
            motif.steps.push_back(motif.steps.empty() ? 0 : step - previous);
            previous = step;
            add(bars, rhythm, pitch);
        }
        m_motifs.push_back(std::move(motif));
    }

    void repeat(const Motif& motif, double bars)
    {
        for (std::size_t i = 0; i < motif.rhythm.size(); ++i) {
            const RhythmStep& rhythm = motif.rhythm[i];
            const Chord& chord = chordAt(m_score.chords, bars + rhythm.step / 4.0);
            add(bars, rhythm, m_line.follow(chord, motif.steps[i], i == 0));
        }
    }

    void writeCadence(double bars)
    {
        for (const RhythmStep& rhythm : cadenceRhythm(m_score, m_random))
            add(bars, rhythm, m_line.next(chordAt(m_score.chords, bars + rhythm.step / 4.0), true));
    }

    const Score& m_score;
    Part& m_part;
    Random& m_random;
    MelodyLine m_line;
    std::vector<Motif> m_motifs;
    double m_density = 1.0;
};

}  // namespace

std::vector<RhythmStep> drawRhythm(const Score& score, double notesPerBeat, double syncopation,
                                   Random& random)
{
    const int steps = score.stepsPerBar();
    const int count = std::clamp(int(std::lround(notesPerBeat * score.clip.beatsPerBar)), 1, steps);
    std::vector<double> weights;
    for (int step = 0; step < steps; ++step)
        weights.push_back(std::pow(metricalStrength(step, steps), 2.5 - 1.5 * syncopation));
    std::vector<bool> chosen(std::size_t(steps), false);
    for (int i = 0; i < count; ++i) {
        const auto step = std::size_t(random.weighted(weights));
        chosen[step] = true;
        weights[step] = 0.0;
    }
    for (int step = 4; step < steps; step += 4) {  // strong onsets come early
        const int ahead = step - (random.chance(0.75) ? 2 : 1);
        if (chosen[std::size_t(step)] && !chosen[std::size_t(ahead)] &&
            random.chance(0.8 * syncopation)) {
            chosen[std::size_t(step)] = false;
            chosen[std::size_t(ahead)] = true;
        }
    }
    std::vector<RhythmStep> rhythm;
    for (int step = 0; step < steps; ++step)
        if (chosen[std::size_t(step)])
            rhythm.push_back({step, 0});
    for (std::size_t i = 0; i < rhythm.size(); ++i)
        rhythm[i].length = (i + 1 < rhythm.size() ? rhythm[i + 1].step : steps) - rhythm[i].step;
    return rhythm;
}

Part writeMelody(const Score& score, Stem stem, int program, int lowest, Random& random)
{
    Part part{.stem = stem, .role = Role::Melody, .program = program};
    MelodyWriter writer(score, part, lowest, random);
    for (int bar = 0; bar < score.bars; ++bar)
        writer.writeBar(bar);
    return part;
}

Part writeRap(const Score& score, Random& random)
{
    Part part{.stem = Stem::Vocals, .role = Role::Rap};
    const double notesPerBeat = 1.8 + 1.6 * score.clip.density;
    const int speaking = int(score.clip.artist.singer.lowestPitch) + 1;
    std::vector<RhythmStep> pattern;
    for (int bar = 0; bar < score.bars; ++bar) {
        if (pattern.empty() || !random.chance(0.5))
            pattern = drawRhythm(score, notesPerBeat, 0.3 * score.clip.syncopation, random);
        const bool lineEnds = bar % 2 == 1;
        for (const RhythmStep& rhythm : pattern) {
            if (lineEnds && rhythm.step > score.stepsPerBar() - 4)
                continue;  // a breath between lines
            const double declination = 2.0 - 4.0 * (bar % 2 + rhythm.step / 16.0) / 2.0;
            const bool stressed = rhythm.step % 4 == 0;
            const double pitch =
                speaking + declination + (stressed ? 1.5 : 0.0) + random.uniform(-1.5, 1.5);
            part.notes.push_back(
                {.beat = bar * score.clip.beatsPerBar + rhythm.step / 4.0,
                 .length = std::min(rhythm.length, 4) / 4.0,
                 .pitch = int(std::lround(pitch)),
                 .velocity = std::clamp(
                     int(velocityAt(score, rhythm.step, random)) + (stressed ? 14 : -8), 30, 127)});
        }
    }
    return part;
}

}  // namespace whence
