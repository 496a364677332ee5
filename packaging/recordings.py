#!/usr/bin/python3
"""Pictures of recordings and their stems for the manual, and the level of each stem on the mix.

Usage: packaging/recordings.py FOLDER RECORDING...

Separates each RECORDING with the built-in separator and writes recording-NAME.jpg into FOLDER: spectrograms of
the mix and of the stems, all on the scale of the mix. Prints the levels in dB. Needs ffmpeg and the
Debian packages python3-numpy, python3-scipy and python3-matplotlib.
"""

import pathlib
import subprocess
import sys
import tempfile

import matplotlib
import numpy
from scipy.signal import spectrogram

matplotlib.use("Agg")
import matplotlib.pyplot as plot

RATE = 22050  # Hz, that the model hears
STEMS = ["vocals", "piano", "drums", "bass", "other"]
LOWEST = 50  # Hz, of the pictures
RANGE = 70  # dB below the loudest point of the mix


def whence():
    root = pathlib.Path(__file__).resolve().parent.parent
    for build in ["release", "dev"]:
        program = root / "build" / build / "bin" / "whence-cli"
        if program.exists():
            return program
    sys.exit("recordings.py: build the program first (packaging/run.sh)")


def samples(file):
    """Both channels in turn, for levels; and mono at RATE, for pictures."""

    def decode(*options):
        command = ["ffmpeg", "-v", "error", "-i", file, *options, "-f", "f32le", "-"]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        return numpy.frombuffer(output, "<f4")

    return decode("-ac", "2"), decode("-ac", "1", "-ar", str(RATE))


def decibels(values, of):
    return 20 * numpy.log10(numpy.sqrt(numpy.mean(values**2)) / of)


def picture(mono):
    """Power in dB by frequency band (24 per octave, from LOWEST Hz) and column of time."""
    _, _, power = spectrogram(mono, RATE, "hann", 4096, 3072)
    edges = LOWEST * 2 ** (numpy.arange(24 * numpy.log2(RATE / 2 / LOWEST) + 1) / 24)
    bins = numpy.round(edges * 4096 / RATE).astype(int)
    bands = [power[low:max(low + 1, high)].max(0) for low, high in zip(bins, bins[1:])]
    return 10 * numpy.log10(numpy.array(bands) + 1e-20)


def draw(parts, seconds, file):
    figure, axes = plot.subplots(3, 2, figsize=(10, 7), sharex=True, sharey=True,
                                 layout="constrained")
    top = None
    for axis, (label, mono) in zip(axes.T.flat, parts):
        level = picture(mono)
        top = level.max() if top is None else top
        image = axis.imshow(level - top, vmin=-RANGE, vmax=0, cmap="magma", origin="lower",
                            aspect="auto", extent=(0, seconds, 0, len(level)))
        axis.set_yticks([24 * numpy.log2(hertz / LOWEST) for hertz in (100, 1000, 10000)],
                        ["100", "1000", "10000"])
        axis.set_title(label, loc="left", fontsize=11)
    for axis in axes[:, 0]:
        axis.set_ylabel("Hz")
    for axis in axes[-1]:
        axis.set_xlabel("s")
    figure.colorbar(image, ax=axes, label="dB, 0: loudest point of the mix", fraction=0.025, pad=0.02)
    for quality in range(85, 20, -5):
        figure.savefig(file, dpi=70, pil_kwargs={"quality": quality})
        if file.stat().st_size <= 150_000:
            break
    plot.close(figure)


def main(folder, recordings):
    folder.mkdir(parents=True, exist_ok=True)
    for recording in recordings:
        name = recording.stem.split("_")[0]
        with tempfile.TemporaryDirectory() as stems:
            subprocess.run([whence(), "separate", recording, "--out", stems], check=True,
                           stdout=subprocess.DEVNULL)
            mix, mono = samples(recording)
            level = numpy.sqrt(numpy.mean(mix**2))
            parts = [("mix", mono)]
            print(name, end="")
            for stem in STEMS:
                (file,) = pathlib.Path(stems).glob(stem + ".*")
                both, mono = samples(file)
                parts.append((f"{stem}, {decibels(both, level):.1f} dB", mono))
                print(f"  {stem} {decibels(both, level):.1f}", end="", flush=True)
            print()
        draw(parts, len(mono) / RATE, folder / f"recording-{name}.jpg")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), [pathlib.Path(name) for name in sys.argv[2:]])
