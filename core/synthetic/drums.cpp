#include <algorithm>
#include <cmath>

#include "core/synthetic/score.h"

namespace whence {

namespace {

// Keys of the General-MIDI percussion map.
enum Key {
    Kick = 36,
    Rim = 37,
    Snare = 38,
    Clap = 39,
    ClosedHat = 42,
    PedalHat = 44,
    LowTom = 45,
    OpenHat = 46,
    MidTom = 47,
    Crash = 49,
    HighTom = 50,
    Ride = 51,
    Tambourine = 54,
    Cowbell = 56,
    HighConga = 63,
    LowConga = 64,
    Cabasa = 69,
    Maracas = 70
};

// One bar, hits on sixteenth steps.
struct Hit {
    int step = 0;
    int key = Kick;
    int velocity = 90;
};
using Groove = std::vector<Hit>;

bool brushed(const Score& score)
{
    return score.clip.style == Style::Soft || score.clip.style == Style::Jazz;
}

void addBackbeat(Groove& groove, const Score& score, Random& random)
{
    const int steps = score.stepsPerBar();
    const bool hipHop = score.clip.style == Style::HipHop;
    const int snare = brushed(score) ? random.pick(std::vector{int(Rim), int(Snare)})
                      : hipHop || score.clip.style == Style::Electronic
                          ? random.pick(std::vector{int(Snare), int(Clap)})
                          : int(Snare);
    const bool halfTime = random.chance(0.12);
    for (int step = 4; step < steps; step += steps == 12 ? 4 : 8)
        if (!halfTime || step * 2 == steps)
            groove.push_back({step, snare, 104});
    if (halfTime && steps == 16)
        groove.push_back({8, snare, 104});
    const double ghosts = 0.25 * score.clip.syncopation * score.clip.density;
    for (int step = 1; step < steps; step += 2)
        if (random.chance(ghosts))
            groove.push_back({step, Snare, 40});
}

void addKick(Groove& groove, const Score& score, Random& random)
{
    const int steps = score.stepsPerBar();
    groove.push_back({0, Kick, 112});
    if (score.clip.style == Style::Electronic || random.chance(0.08)) {
        for (int step = 4; step < steps; step += 4)
            groove.push_back({step, Kick, 108});
        return;
    }
    if (steps == 16 && random.chance(0.75)) {
        const bool early = random.chance(score.clip.syncopation);
        groove.push_back({early ? random.pick(std::vector{6, 7, 10}) : 8, Kick, 104});
    }
    for (int step = 2; step < steps; ++step)
        if (random.chance((step % 2 == 0 ? 0.3 : 0.15) * score.clip.syncopation) && step % 8 != 4)
            groove.push_back({step, Kick, 92});
}

void addCymbals(Groove& groove, const Score& score, Random& random)
{
    const int steps = score.stepsPerBar();
    const int key = random.chance(brushed(score) ? 0.6 : 0.2) ? Ride : ClosedHat;
    const double density = score.clip.density;
    const int spacing = density > 0.72 && score.clip.tempo < 135 ? 1 : density < 0.2 ? 4 : 2;
    const bool offbeat = score.clip.style == Style::Electronic && random.chance(0.5);
    for (int step = 0; step < steps; step += spacing) {
        if (offbeat && step % 4 == 2)
            groove.push_back({step, OpenHat, 84});
        else
            groove.push_back({step, key, step % 4 == 0 ? 86 : step % 2 == 0 ? 70 : 54});
    }
}

/// “Ding, ding-a-ding” on the ride, which swing makes triplets, and the hi-hat's pedal between.
void addSwingCymbals(Groove& groove, const Score& score)
{
    for (int step = 0; step < score.stepsPerBar(); step += 4) {
        groove.push_back({step, Ride, 88});
        if (step % 8 == 4) {
            groove.push_back({step, PedalHat, 70});
            groove.push_back({step + 2, Ride, 68});
        }
    }
}

void addPercussion(Groove& groove, const Score& score, Random& random)
{
    const std::vector<int> keys = {Tambourine, Cowbell, HighConga, LowConga, Cabasa, Maracas};
    const int key = random.pick(keys);
    for (const RhythmStep& rhythm :
         drawRhythm(score, 1.0 + 1.5 * score.clip.density, score.clip.syncopation, random))
        groove.push_back({rhythm.step, key, 74});
}

void addTriplets(Part& part, const Score& score)
{
    for (double beat = 0.0; beat < score.beats() - 1e-6; beat += 2.0 / 3.0)
        part.notes.push_back({.beat = beat, .length = 2.0 / 3.0, .pitch = Cowbell, .velocity = 78});
}

void addFill(Part& part, const Score& score, double bars, Random& random)
{
    static const int toms[] = {HighTom, MidTom, LowTom, Snare};
    const int steps = score.stepsPerBar();
    for (int step = steps - 4; step < steps; step += random.chance(0.7) ? 1 : 2)
        part.notes.push_back({.beat = bars + step / 4.0,
                              .length = 0.25,
                              .pitch = toms[(step - steps + 4) % 4],
                              .velocity = 90 + random.integer(-8, 16)});
}

}  // namespace

Part writeDrums(const Score& score, Random& random)
{
    Part part{.stem = Stem::Drums, .role = Role::Drums, .program = score.clip.artist.drumKit};
    Groove groove;
    addKick(groove, score, random);
    addBackbeat(groove, score, random);
    if (score.clip.style == Style::Jazz)
        addSwingCymbals(groove, score);
    else if (score.clip.layers >= 2)
        addCymbals(groove, score, random);
    for (int layer = 3; layer <= score.clip.layers; ++layer)
        addPercussion(groove, score, random);
    const double dynamics = score.clip.dynamics - 82.0;
    for (int bar = 0; bar < score.bars; ++bar) {
        const double bars = double(bar) * score.clip.beatsPerBar;
        const bool fills = bar % 4 == 3 && !brushed(score) && random.chance(0.45);
        if (bar % 8 == 0 && score.clip.layers >= 2 && !brushed(score) && random.chance(0.5))
            part.notes.push_back({.beat = bars, .length = 4.0, .pitch = Crash, .velocity = 96});
        for (const Hit& hit : groove) {
            if (fills && hit.step >= score.stepsPerBar() - 4 && hit.key != Kick)
                continue;
            const double velocity = hit.velocity + 0.6 * dynamics + random.normal(0.0, 5.0);
            part.notes.push_back({.beat = bars + hit.step / 4.0,
                                  .length = 0.25,
                                  .pitch = hit.key,
                                  .velocity = int(std::clamp(velocity, 15.0, 127.0))});
        }
        if (fills)
            addFill(part, score, bars, random);
    }
    if (score.clip.polyrhythm) {
        addTriplets(part, score);
        part.polyrhythm = true;
    }
    return part;
}

}  // namespace whence
