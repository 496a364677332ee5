#!/usr/bin/python3
"""Sung and spoken voices for `whence-cli train separator --vocals`, from Debian's festival.

    packaging/voices.py FOLDER

writes 48 recordings of some seconds each (WAV, 44.1 kHz): phrases that festival sings note by note
in the two diphone voices, half of them at another pitch (other formants, so other singers), some in
two parts; and lines spoken fast and rhythmically. It needs the packages festival,
festvox-kallpc16k, festvox-kdlpc16k, festvox-us-slt-hts (all under licences of the MIT kind) and sox.
The same numbers are drawn each time. The words are those of Shakespeare's Sonnet 18.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

LINES = [
    "Shall I compare thee to a summer's day? Thou art more lovely and more temperate.",
    "Rough winds do shake the darling buds of May, and summer's lease hath all too short a date.",
    "Sometime too hot the eye of heaven shines, and often is his gold complexion dimmed.",
    "And every fair from fair sometime declines, by chance or nature's changing course untrimmed.",
    "But thy eternal summer shall not fade, nor lose possession of that fair thou owest.",
    "So long as men can breathe or eyes can see, so long lives this, and this gives life to thee.",
]
SYLLABLES = (
    "shall I come pair thee to a sum mer day thou art more love lee and so rough winds do shake the "
    "dar ling buds of may time too hot the eye of heav en shines gold dim fair from chance or nay "
    "but thy sum shall not fade nor lose long as men can breathe see lives this gives life to thee"
).split()
NOTES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
SCALES = {"major": [0, 2, 4, 5, 7, 9, 11], "minor": [0, 2, 3, 5, 7, 8, 10]}
SINGERS = ["kal_diphone", "ked_diphone"]
SPEAKERS = SINGERS + ["cmu_us_slt_arctic_hts"]
SUNG, SPOKEN = 36, 12


def run(*command):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def draw_melody(draw):
    """Notes (MIDI number or None for a rest, beats, syllable) of a phrase between C3 and A4."""
    scale = SCALES[draw.choice(list(SCALES))]
    tonic = draw.randrange(12)
    pitches = [note for note in range(48, 70) if (note - tonic) % 12 in scale]
    place = draw.randrange(len(pitches) // 4, 3 * len(pitches) // 4)
    first = draw.randrange(len(SYLLABLES))
    melody = []
    for i in range(draw.randrange(14, 22)):
        if i % 8 == 7 and draw.random() < 0.7:
            melody.append((None, draw.choice([0.5, 1.0, 2.0]), ""))
            continue
        place = min(len(pitches) - 1, max(0, place + draw.choice([-3, -2, -1, -1, 0, 1, 1, 2, 3])))
        beats = draw.choice([0.5, 0.5, 1.0, 1.0, 1.5, 2.0, 3.0])
        melody.append((pitches[place], beats, SYLLABLES[(first + i) % len(SYLLABLES)]))
    return melody


def sing(melody, tempo, transposed, voice, file):
    xml = ['<?xml version="1.0"?>',
           '<!DOCTYPE SINGING PUBLIC "-//SINGING//DTD SINGING mark up//EN" "Singing.v0_1.dtd" []>',
           f'<SINGING BPM="{tempo}">']
    for note, beats, syllable in melody:
        if note is None:
            xml.append(f'<REST BEATS="{beats}"></REST>')
        else:
            name = NOTES[(note + transposed) % 12] + str((note + transposed) // 12 - 1)
            xml.append(f'<PITCH NOTE="{name}"><DURATION BEATS="{beats}">{syllable}</DURATION></PITCH>')
    text = file.with_suffix(".xml")
    text.write_text("\n".join(xml + ["</SINGING>"]))
    run("text2wave", "-mode", "singing", "-eval", f"(voice_{voice})", text, "-o", file)


def sung(draw, folder, out):
    melody, tempo, voice = draw_melody(draw), draw.randrange(60, 130), draw.choice(SINGERS)
    parts = [0] if draw.random() < 0.75 else [0, draw.choice([3, 4, -5])]
    files = [folder / f"part{i}.wav" for i in range(len(parts))]
    for shift, file in zip(parts, files):
        sing(melody, tempo, shift, voice, file)
    effects = []
    if draw.random() < 0.5:
        effects += ["pitch", draw.choice([-200, 300, 500, 700, 900])]
    if draw.random() < 0.6:
        effects += ["tremolo", f"{draw.uniform(4.5, 6.5):.2f}", draw.randrange(8, 25)]
    if draw.random() < 0.5:
        effects += ["reverb", draw.randrange(15, 60)]
    finish(files, effects, out)


def spoken(draw, folder, out):
    text, file = folder / "line.txt", folder / "line.wav"
    text.write_text(draw.choice(LINES) + " " + draw.choice(LINES))
    voice = draw.choice(SPEAKERS)
    run("text2wave", "-eval", f"(voice_{voice})", text, "-o", file)
    effects = ["tempo", "-s", f"{draw.uniform(1.0, 1.6):.2f}"]
    if draw.random() < 0.5:
        effects += ["pitch", draw.choice([-300, -150, 200, 400])]
    if draw.random() < 0.3:
        effects += ["reverb", draw.randrange(10, 40)]
    finish([file], effects, out)


def finish(files, effects, out):
    run("sox", *(["-m"] if len(files) > 1 else []), *files, "-b", 16, "-R", out, "gain", -9,
        "rate", 44100, "highpass", 60, *effects, "norm", -3)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(SUNG + SPOKEN):
        draw = random.Random(1000 + number)
        with tempfile.TemporaryDirectory() as scratch:
            make = sung if number < SUNG else spoken
            make(draw, Path(scratch), folder / f"voice{number + 1:02d}.wav")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
