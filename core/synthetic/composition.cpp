#include "core/synthetic/composition.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/synthetic/score.h"

namespace whence {

namespace {

bool isSustained(int program)
{
    return (program >= 40 && program <= 44) || (program >= 48 && program <= 51) ||
           (program >= 88 && program <= 95) || (program >= 16 && program <= 23);
}

int lowestMelodyPitch(int program, Random& random)
{
    if (program >= 72 && program <= 75)
        return random.integer(67, 74);
    if (program == 42 || program == 43 || program == 57 || program == 58 || program == 70)
        return random.integer(43, 50);
    return random.integer(55, 68);
}

bool sounds(const ClipParameters& clip, Stem stem)
{
    return clip.level[int(stem)] > 0.0;
}

void writePiano(const Score& score, std::vector<Part>& parts, Random& random)
{
    const ClipParameters& clip = score.clip;
    const bool alone = clip.texture == Texture::SoloPiano || clip.texture == Texture::Duo;
    const int program = clip.artist.piano;
    parts.push_back(writeChords(score, Stem::Piano, program,
                                alone || (!sounds(clip, Stem::Bass) && random.chance(0.5)),
                                random));
    const bool leads = clip.texture == Texture::SoloPiano ||
                       (clip.voice != Voice::Sung && !sounds(clip, Stem::Other));
    if (leads) {
        parts.push_back(writeMelody(score, Stem::Piano, program, random.integer(64, 74), random));
        parts.back().pedal = parts[parts.size() - 2].pedal;
    }
}

void writeOther(const Score& score, std::vector<Part>& parts, Random& random)
{
    const ClipParameters& clip = score.clip;
    const int chords = clip.artist.chords;
    const bool alone = clip.texture == Texture::SoloOther || clip.texture == Texture::Duo;
    const bool accompanies = clip.texture != Texture::SoloOther || random.chance(0.6);
    if (accompanies)
        parts.push_back(isSustained(chords) && !alone
                            ? writePad(score, chords, random)
                            : writeChords(score, Stem::Other, chords, alone, random));
    const bool nobodySings = clip.voice != Voice::Sung;
    const bool leads = clip.texture == Texture::SoloOther || clip.texture == Texture::Ensemble ||
                       random.chance(nobodySings ? 0.75 : 0.2);
    if (leads) {
        const int program = clip.artist.lead;
        parts.push_back(
            writeMelody(score, Stem::Other, program, lowestMelodyPitch(program, random), random));
        parts.back().pan = random.uniform(-0.5, 0.5);
    }
    if (clip.texture == Texture::Ensemble)
        parts.push_back(
            writePad(score, random.pick(std::vector{48, 49, 44, 41, 42, 60, 71}), random));
}

std::vector<Part> writeParts(const Score& score, Random& random)
{
    const ClipParameters& clip = score.clip;
    std::vector<Part> parts;
    Random vocals = random.branch(), piano = random.branch(), drums = random.branch(),
           bass = random.branch(), other = random.branch();
    if (clip.voice == Voice::Sung)
        parts.push_back(
            writeMelody(score, Stem::Vocals, 0, int(clip.artist.singer.lowestPitch), vocals));
    if (clip.voice == Voice::Rapped)
        parts.push_back(writeRap(score, vocals));
    if (sounds(clip, Stem::Piano))
        writePiano(score, parts, piano);
    if (sounds(clip, Stem::Drums))
        parts.push_back(writeDrums(score, drums));
    if (sounds(clip, Stem::Bass))
        parts.push_back(writeBass(score, bass));
    if (sounds(clip, Stem::Other))
        writeOther(score, parts, other);
    return parts;
}

// In a piece of more than one section some stems rest in one of them.
void arrange(const Score& score, std::vector<Part>& parts, Random& random)
{
    if (score.bars < 4 || !score.clip.sections)
        return;
    const double half = double(score.bars / 2) * score.clip.beatsPerBar;
    PerStem<bool> present{};
    for (const Part& part : parts)
        present[int(part.stem)] = true;
    if (std::ranges::count(present, true) < 3)
        return;
    const Stem resting = random.pick(parts).stem;
    const bool first = random.chance(0.6);
    for (Part& part : parts)
        if (part.stem == resting)
            std::erase_if(part.notes, [&](const Note& n) { return (n.beat < half) == first; });
}

double articulated(const Part& part, const ClipParameters& clip, double length)
{
    switch (part.role) {
        case Role::Pad:
            return 0.98 * length;
        case Role::Rap:
            return 0.85 * length;
        case Role::Melody:
            if (part.stem == Stem::Vocals)
                return (1.0 - 0.2 * clip.staccato) * length;
            [[fallthrough]];
        default:
            return (1.0 - clip.staccato) * length;
    }
}

// The off-beat eighth and the sixteenths around it come late.
double swung(double beat, double swing)
{
    const double whole = std::floor(beat);
    const double place = beat - whole;
    const double middle = 0.5 + swing / 6.0;
    return whole +
           (place < 0.5 ? place * 2.0 * middle : middle + (place - 0.5) * 2.0 * (1.0 - middle));
}

void performPart(const Composition& piece, Part& part, Random& random)
{
    const ClipParameters& clip = piece.parameters;
    const double jitter = clip.jitter[int(part.stem)] / 1000.0;
    double lastBeat = -1.0;
    double late = 0.0;
    for (Note& note : part.notes) {
        if (note.beat != lastBeat)  // the notes of a chord are late together
            late = std::clamp(random.normal(0.0, jitter), -2.5 * jitter, 2.5 * jitter);
        lastBeat = note.beat;
        const double swing = part.polyrhythm ? 0.0 : clip.swing;
        const double written = piece.tempo.seconds(swung(note.beat, swing));
        const double end =
            piece.tempo.seconds(swung(note.beat + articulated(part, clip, note.length), swing));
        note.late = late + 0.1 * random.normal(0.0, jitter);
        note.onset = written + note.late;
        note.duration = std::max(end - written, 0.04);
        if (part.pedal) {
            const Chord& chord = chordAt(piece.chords, note.beat);
            note.duration =
                std::max(note.duration, piece.tempo.seconds(chord.beat + chord.length) - written);
        }
        const double place = note.onset / piece.duration - 0.5;
        note.velocity = std::clamp(int(note.velocity + 30.0 * clip.swell * place), 10, 127);
    }
}

// A voice sings one note at a time; elsewhere a note ends where its own pitch is struck again.
bool cutsOff(const Part& part, const Note& note, const Note& next)
{
    return part.stem == Stem::Vocals || next.pitch == note.pitch;
}

// Keeps what sounds within the clip, in order and without overlaps. What began before it is taken
// up where the clip begins, unless it is a stroke.
void trim(Part& part, double duration)
{
    for (Note& note : part.notes)
        if (note.onset < 0.0 && part.role != Role::Drums) {
            note.duration += note.onset;
            note.onset = 0.0;
        }
    std::erase_if(part.notes, [&](const Note& n) {
        return n.onset < 0.0 || n.onset > duration - 0.05 || n.duration < 0.02;
    });
    std::ranges::stable_sort(part.notes, {}, &Note::onset);
    for (auto note = part.notes.begin(); note != part.notes.end(); ++note) {
        note->duration = std::min(note->duration, duration - note->onset);
        for (auto next = note + 1; next != part.notes.end(); ++next) {
            if (next->onset >= note->onset + note->duration)
                break;
            if (cutsOff(part, *note, *next)) {
                note->duration = next->onset - note->onset;
                break;
            }
        }
    }
    std::erase_if(part.notes, [](const Note& n) { return n.duration < 0.02; });
}

}  // namespace

double TempoMap::seconds(double beat) const
{
    // The integral of 1 / tempo, to first order in the drift.
    const double turn = 2.0 * std::numbers::pi / driftPeriod;
    const auto integral = [&](double b) {
        return b + drift * std::numbers::sqrt2 / turn * std::cos(turn * b + driftPhase);
    };
    return 60.0 / tempo * (integral(beat) - integral(startBeat));
}

bool isStruck(int program)
{
    return program <= 15 || (program >= 24 && program <= 39) || (program >= 45 && program <= 47) ||
           (program >= 104 && program <= 108) || program == 55 || program == 98 ||
           (program >= 112 && program <= 119);
}

Composition compose(const ClipParameters& parameters, double duration, Random& random)
{
    Composition piece;
    piece.parameters = parameters;
    piece.duration = duration;
    piece.tempo = {.tempo = parameters.tempo,
                   .drift = parameters.drift,
                   .driftPeriod = random.uniform(6.0, 24.0),
                   .driftPhase = random.uniform(0.0, 2.0 * std::numbers::pi)};
    if (random.chance(0.4))  // an excerpt begins anywhere
        piece.tempo.startBeat = random.uniform(0.0, 2.0 * parameters.beatsPerBar);
    const double beats = duration * parameters.tempo / 60.0 * 1.1 + piece.tempo.startBeat;
    const int bars = int(std::ceil(beats / parameters.beatsPerBar)) + 1;
    piece.chords = composeHarmony(parameters, bars, random);
    const Score score{piece.parameters, piece.chords, bars};
    piece.parts = writeParts(score, random);
    arrange(score, piece.parts, random);
    perform(piece, random);
    return piece;
}

void perform(Composition& piece, Random& random)
{
    for (Part& part : piece.parts) {
        performPart(piece, part, random);
        trim(part, piece.duration);
    }
    std::erase_if(piece.parts, [](const Part& part) { return part.notes.empty(); });
}

}  // namespace whence
