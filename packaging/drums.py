#!/usr/bin/python3
"""Drum recordings for `whence-cli train separator --drums`, from free kits of Debian.

    packaging/drums.py FOLDER

writes 72 recordings of some 12 s (WAV, 44.1 kHz, stereo): beats of six kinds with fills, played on
kits of the packages sonic-pi-samples (CC0), and hydrogen-drumkits: Audiophob (CC0, by
audiophobdubstep) and rumpf_kit_z01_h2 (CC BY 3.0, by Emanuel Rumpf). Its other kits are under the
GPL or share-alike licences: not to be trained on for what is given away under CC BY. Needs
python3-numpy and sox, too. The same numbers are drawn each time.
"""

import random
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy

RATE = 44100  # Hz
COUNT = 72
LENGTH = 12.0  # s
SONIC_PI = Path("/usr/share/sonic-pi/samples")
HYDROGEN = Path("/usr/share/hydrogen/data/drumkits")

# What an instrument's name says that it is; the first that fits counts.
ROLES = [
    ("kick", ["kick", "bass drum"]),
    ("snare", ["snare", "clap"]),
    ("open", ["open"]),
    ("closed", ["closed", "pedal"]),
    ("tom", ["tom"]),
    ("cymbal", ["crash", "ride", "cymbal"]),
    ("other", ["stick", "cowbell"]),
]

# Our choice, as are all numbers here. Sixteenths of a bar: kick, snare, closed and open hi-hat. "x" is a
# beat, "o" a soft one, "?" one that comes half of the times. The last has twelve steps, triplets.
BEATS = {
    "rock": ["x.....?.x.?.....", "....x.......x..?", "x.o.x.o.x.o.x.o.", "..............?."],
    "ballad": ["x.........?.....", "........x.......", "x...o...x...o...", "................"],
    "funk": ["x.?...x..?x..?..", "....x..o.o..x..o", "xoxoxoxoxoxoxox.", "..............?x"],
    "house": ["x...x...x...x...", "....x.......x...", "..o...o...o...o.", "..x...x...x...x."],
    "hip-hop": ["x......?..x..?..", "....x.......x...", "x.x.x.xox.x.x?x.", "................"],
    "swing": ["x..?..x.....", "...o..?..o..", "x..x.ox..x.o", "............"],
}


def read(file):
    """A sample as frames × 2 at RATE."""
    raw = subprocess.run(
        ["sox", str(file), "-t", "f32", "-r", str(RATE), "-c", "2", "-"],
        check=True, capture_output=True).stdout
    return numpy.frombuffer(raw, dtype="<f4").reshape(-1, 2)


def sonic_pi_kit(kick, snare, closed, opened):
    """Files by role; names without what they begin and end with."""
    def files(*patterns):
        return [file for pattern in patterns for file in sorted(SONIC_PI.glob(pattern + ".flac"))]

    return {
        "kick": files(*kick), "snare": files(*snare), "closed": files(*closed), "open": files(*opened),
        "tom": files("drum_tom_*"), "cymbal": files("drum_cymbal_hard", "drum_splash_*"),
        "other": files("drum_cowbell", "perc_snap*")}


def hydrogen_kit(name):
    kit = {role: [] for role, words in ROLES}
    for instrument in ElementTree.parse(HYDROGEN / name / "drumkit.xml").iter():
        if not instrument.tag.endswith("instrument"):
            continue
        texts = {child.tag.split("}")[-1]: child.text or "" for child in instrument.iter()}
        title = texts.get("name", "").lower()
        role = next((role for role, words in ROLES if any(word in title for word in words)), None)
        file = HYDROGEN / name / texts.get("filename", "")
        if role and file.is_file():
            kit[role].append(file)
    return kit


def kits():
    acoustic = ["drum_bass_*"], ["drum_snare_*"], ["drum_cymbal_closed", "drum_cymbal_pedal"]
    electronic = ["bd_*", "elec_*_kick"], ["sn_*", "elec_*snare"], ["drum_cymbal_closed", "elec_tick"]
    return [
        sonic_pi_kit(*acoustic, ["drum_cymbal_open"]),
        sonic_pi_kit(*electronic, ["drum_cymbal_open", "elec_cymbal"]),
        hydrogen_kit("Audiophob"),
        hydrogen_kit("rumpf_kit_z01_h2"),
    ]


def changed_pitch(sample, ratio):
    places = numpy.arange(0, len(sample) - 1, ratio)
    return numpy.stack(
        [numpy.interp(places, numpy.arange(len(sample)), sample[:, c]) for c in range(2)], axis=1)


def record(kit, draw):
    """A beat on a kit."""
    name = draw.choice(sorted(BEATS))
    beat = BEATS[name]
    steps = len(beat[0])
    tempo = draw.uniform(*{"ballad": (55, 90), "hip-hop": (70, 100), "house": (112, 135)}.get(
        name, (80, 160)))
    step = 4 * 60.0 / tempo / steps  # s
    shuffle = draw.choice([0.0, 0.0, 0.33]) if steps == 16 else 0.0
    instruments = {}
    for role, files in kit.items():
        pitch = 2 ** (draw.gauss(0, 1.5) / 12)
        side = draw.uniform(-0.1, 0.1) if role in ("kick", "snare") else draw.uniform(-0.7, 0.7)
        gain = 10 ** (draw.gauss({"kick": 0, "snare": -2, "tom": -4}.get(role, -9), 3) / 20)
        chosen = draw.sample(files, min(len(files), 3 if role == "tom" else 1))
        instruments[role] = [
            gain * changed_pitch(read(file), pitch) * numpy.array([1 - max(0, side), 1 + min(0, side)])
            for file in chosen]
    mix = numpy.zeros((int(LENGTH * RATE), 2))

    def hit(role, time, level):
        if not instruments.get(role):
            return
        sample = draw.choice(instruments[role])
        start = max(0, int((time + draw.gauss(0, 0.004)) * RATE))
        count = min(len(sample), len(mix) - start)
        if count > 0:
            mix[start:start + count] += level * sample[:count]

    bars = int(LENGTH / (steps * step)) + 1
    for bar in range(bars):
        isFill = bar % 4 == 3
        if bar % 4 == 0 and draw.random() < 0.6:
            hit("cymbal", bar * steps * step, draw.uniform(0.5, 1.0))
        for number in range(steps):
            late = shuffle * step if number % 2 else 0.0
            time = (bar * steps + number) * step + late
            if isFill and number >= steps // 2:
                if draw.random() < 0.7:
                    hit(draw.choice(["tom", "tom", "snare"]), time, draw.uniform(0.4, 1.0))
                continue
            for role, row in zip(("kick", "snare", "closed", "open"), beat):
                mark = row[number]
                if mark == "x" or mark == "o" or (mark == "?" and draw.random() < 0.5):
                    soft = 0.45 if mark == "o" else 1.0
                    hit(role, time, soft * draw.uniform(0.7, 1.0))
            if draw.random() < 0.02:
                hit("other", time, draw.uniform(0.3, 0.9))
    return mix * (0.7 / max(1e-6, numpy.abs(mix).max()))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(1)
    for number, kit in zip(range(COUNT), kits() * COUNT):
        file = folder / f"drums{number + 1:02}.wav"
        subprocess.run(
            ["sox", "-t", "f32", "-r", str(RATE), "-c", "2", "-", "-b", "16", str(file)],
            input=record(kit, draw).astype("<f4").tobytes(), check=True)
    print(f"{COUNT} recordings in {folder}")


if __name__ == "__main__":
    main()
