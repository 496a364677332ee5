#include <algorithm>
#include <cmath>

#include "core/synthetic/score.h"

namespace whence {

namespace {

int velocity(const Score& score, double offset, Random& random)
{
    return int(std::clamp(score.clip.dynamics + offset + random.normal(0.0, 4.0), 20.0, 127.0));
}

// The tone of the bass below a chord: in the octave from E1 on.
int bassPitch(const Chord& chord, int tone)
{
    const int pitch = (chord.root + tone) % 12;
    return pitch < 4 ? 36 + pitch : 24 + pitch;
}

// A chromatic accompaniment strays from its chord now and then.
int strayed(int pitch, const Score& score, Random& random)
{
    return random.chance(0.5 * score.clip.chromatic) ? pitch + (random.chance(0.5) ? 1 : -1)
                                                     : pitch;
}

enum class BassLine { Roots, Eighths, RootAndFifth, Walking, Octaves, Rhythm };

BassLine drawBassLine(const Score& score, Random& random)
{
    const bool lively = score.clip.density > 0.35;
    switch (score.clip.style) {
        case Style::Soft:
            return random.pick(std::vector{BassLine::Roots, BassLine::RootAndFifth,
                                           lively ? BassLine::Walking : BassLine::Roots});
        case Style::Jazz:
            return random.pick(std::vector{BassLine::Walking, BassLine::Walking, BassLine::Walking,
                                           BassLine::RootAndFifth});
        case Style::Chamber:
            return random.pick(std::vector{BassLine::Roots, BassLine::Walking, BassLine::Rhythm});
        case Style::Electronic:
            return random.pick(std::vector{BassLine::Eighths, BassLine::Octaves, BassLine::Rhythm,
                                           BassLine::Roots});
        case Style::Rock:
            return lively ? random.pick(
                                std::vector{BassLine::Eighths, BassLine::Eighths, BassLine::Rhythm})
                          : BassLine::RootAndFifth;
        default:
            return random.pick(std::vector{BassLine::Rhythm, BassLine::Eighths, BassLine::Roots,
                                           BassLine::RootAndFifth, BassLine::Octaves});
    }
}

class BassWriter {
public:
    BassWriter(const Score& score, Part& part, Random& random)
        : m_score(score), m_part(part), m_random(random)
    {
        m_rhythm =
            drawRhythm(score, 0.7 + 1.5 * score.clip.density, score.clip.syncopation, random);
    }

    void write(BassLine line)
    {
        switch (line) {
            case BassLine::Roots:
                for (const Chord& chord : m_score.chords)
                    add(chord.beat, chord.length, bassPitch(chord, 0));
                break;
            case BassLine::RootAndFifth:
                pulse(m_score.clip.beatsPerBar == 4 ? 2.0 : 1.5, [](const Chord& chord, int i) {
                    return bassPitch(chord, i % 2 ? chord.tones[2] : 0);
                });
                break;
            case BassLine::Eighths:
                pulse(0.5, [](const Chord& chord, int) { return bassPitch(chord, 0); });
                break;
            case BassLine::Octaves:
                pulse(0.5,
                      [](const Chord& chord, int i) { return bassPitch(chord, 0) + 12 * (i % 2); });
                break;
            case BassLine::Walking:
                pulse(1.0, [this](const Chord& chord, int i) { return walk(chord, i); });
                break;
            case BassLine::Rhythm:
                writeRhythm();
                break;
        }
    }

private:
    void add(double beat, double length, int pitch)
    {
        m_part.notes.push_back({.beat = beat,
                                .length = length,
                                .pitch = strayed(pitch, m_score, m_random),
                                .velocity = velocity(m_score, 4.0, m_random)});
    }

    template <typename Pitch>
    void pulse(double length, const Pitch& pitch)
    {
        int count = 0;
        for (double beat = 0.0; beat < m_score.beats() - 1e-6; beat += length)
            add(beat, length, pitch(chordAt(m_score.chords, beat), count++));
    }

    // Chord tones on the strong beats, a step to the next chord's root between.
    int walk(const Chord& chord, int count)
    {
        const double beat = count;
        if (beat < chord.beat + 0.5)
            return bassPitch(chord, 0);
        const Chord& next = chordAt(m_score.chords, beat + 1.0);
        if (&next != &chord) {
            const int goal = bassPitch(next, 0);
            for (const int step : {-1, 1, -2, 2})
                if (belongsToKey(goal + step, chord.key))
                    return goal + step;
        }
        return bassPitch(chord, m_random.pick(chord.tones));
    }

    void writeRhythm()
    {
        for (int bar = 0; bar < m_score.bars; ++bar)
            for (const RhythmStep& rhythm : m_rhythm) {
                const double beat = bar * m_score.clip.beatsPerBar + rhythm.step / 4.0;
                const Chord& chord = chordAt(m_score.chords, beat);
                const double choice = m_random.uniform();
                const int tone = choice < 0.75 ? 0 : choice < 0.9 ? chord.tones[2] : 12;
                add(beat, rhythm.length / 4.0, bassPitch(chord, tone));
            }
    }

    const Score& m_score;
    Part& m_part;
    Random& m_random;
    std::vector<RhythmStep> m_rhythm;
};

enum class Figure { Blocks, Pulse, Arpeggio, Broken, Comping, Strummed };

Figure drawFigure(const Score& score, int program, Random& random)
{
    const bool guitar = program >= 24 && program <= 31;
    if (guitar)
        return random.pick(
            std::vector{Figure::Strummed, Figure::Strummed, Figure::Arpeggio, Figure::Pulse});
    if (score.clip.density < 0.25)
        return random.pick(std::vector{Figure::Blocks, Figure::Broken});
    return random.pick(std::vector{Figure::Pulse, Figure::Arpeggio, Figure::Broken, Figure::Comping,
                                   Figure::Comping, Figure::Blocks});
}

// Chords in a figure that goes on through the whole piece.
class ChordWriter {
public:
    ChordWriter(const Score& score, Part& part, Random& random)
        : m_score(score), m_part(part), m_random(random)
    {
        m_voices = part.stem == Stem::Piano ? 3 + int(score.clip.richness > 0.5) : 3;
        m_center = random.integer(52, 66);
        m_rhythm =
            drawRhythm(score, 0.6 + 1.6 * score.clip.density, score.clip.syncopation, random);
    }

    void write(Figure figure)
    {
        const double fast = m_score.clip.density > 0.6 && m_score.clip.tempo < 110 ? 0.25 : 0.5;
        switch (figure) {
            case Figure::Blocks:
                for (const Chord& chord : m_score.chords)
                    addChord(chord.beat, chord.length, 0.0, 0.0);
                break;
            case Figure::Pulse:
                for (double beat = 0.0; beat < m_score.beats() - 1e-6; beat += 1.0)
                    addChord(beat, 1.0, std::fmod(beat, 2.0) < 0.5 ? 4.0 : -2.0, 0.0);
                break;
            case Figure::Arpeggio:
                broken(fast, {0, 1, 2, 3, 2, 1});
                break;
            case Figure::Broken:
                broken(0.5, {0, 2, 1, 2});
                break;
            case Figure::Comping:
            case Figure::Strummed:
                rhythmic(figure == Figure::Strummed ? 0.012 : 0.0);
                break;
        }
    }

    void writeLeftHand()
    {
        const bool octaves = m_random.chance(0.3);
        const bool alternating = m_score.clip.density > 0.4 && m_random.chance(0.5);
        for (const Chord& chord : m_score.chords) {
            const double step = alternating ? 1.0 : chord.length;
            for (double beat = chord.beat; beat < chord.beat + chord.length - 1e-6; beat += step) {
                const bool fifth = alternating && int(beat - chord.beat) % 2 == 1;
                const int pitch = bassPitch(chord, fifth ? chord.tones[2] : 0) + 12;
                addNote(beat, step, pitch, 0.0);
                if (octaves && !fifth)
                    addNote(beat, step, pitch - 12, 0.0);
            }
        }
    }

private:
    const std::vector<int>& voicingAt(double beat)
    {
        const Chord& chord = chordAt(m_score.chords, beat);
        if (&chord != m_voiced) {
            m_voicing =
                leadVoices(chord, m_voicing, std::max(m_voices, int(chord.tones.size())), m_center);
            m_voiced = &chord;
        }
        return m_voicing;
    }

    void addNote(double beat, double length, int pitch, double accent)
    {
        m_part.notes.push_back({.beat = beat,
                                .length = length,
                                .pitch = strayed(pitch, m_score, m_random),
                                .velocity = velocity(m_score, accent - 6.0, m_random)});
    }

    void addChord(double beat, double length, double accent, double strum)
    {
        double late = 0.0;
        for (const int pitch : voicingAt(beat)) {
            addNote(beat + late, length - late, pitch, accent);
            late += strum;
        }
    }

    void broken(double length, const std::vector<int>& order)
    {
        std::size_t place = 0;
        double chordStart = -1.0;
        for (double beat = 0.0; beat < m_score.beats() - 1e-6; beat += length) {
            const auto& voicing = voicingAt(beat);
            if (m_voiced->beat != chordStart) {
                chordStart = m_voiced->beat;
                place = 0;
            }
            const int voice = order[place++ % order.size()];
            const int size = int(voicing.size());
            addNote(beat, length, voicing[std::size_t(voice % size)] + 12 * (voice / size),
                    place == 1 ? 5.0 : 0.0);
        }
    }

    void rhythmic(double strum)
    {
        for (int bar = 0; bar < m_score.bars; ++bar)
            for (const RhythmStep& rhythm : m_rhythm)
                addChord(bar * m_score.clip.beatsPerBar + rhythm.step / 4.0, rhythm.length / 4.0,
                         rhythm.step % 4 == 0 ? 4.0 : 0.0, strum);
    }

    const Score& m_score;
    Part& m_part;
    Random& m_random;
    int m_voices = 3;
    int m_center = 60;
    const Chord* m_voiced = nullptr;
    std::vector<int> m_voicing;
    std::vector<RhythmStep> m_rhythm;
};

}  // namespace

Part writeBass(const Score& score, Random& random)
{
    Part part{.stem = Stem::Bass, .role = Role::Bass, .program = score.clip.artist.bass};
    BassWriter(score, part, random).write(drawBassLine(score, random));
    return part;
}

Part writeChords(const Score& score, Stem stem, int program, bool withBass, Random& random)
{
    Part part{.stem = stem, .role = Role::Chords, .program = program};
    part.pedal = stem == Stem::Piano && score.clip.pedal && program < 6;
    ChordWriter writer(score, part, random);
    writer.write(drawFigure(score, program, random));
    if (withBass)
        writer.writeLeftHand();
    return part;
}

Part writePad(const Score& score, int program, Random& random)
{
    Part part{.stem = Stem::Other, .role = Role::Pad, .program = program};
    ChordWriter(score, part, random).write(Figure::Blocks);
    return part;
}

}  // namespace whence
