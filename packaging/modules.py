#!/usr/bin/python3
"""Multitracks for `whence-cli evaluate separation`, from tracker modules of Debian's pingus-data.

    packaging/modules.py FOLDER [SINGING]

writes a folder per module with its stems (WAV, 44.1 kHz, at most 40 s): drums, bass, piano and other,
each its instruments alone, told by their names, so that the stems sum to the module. With SINGING, a
recording of a voice alone (WAV, 44.1 kHz), it is their vocals, as loud as the rest. It needs the
packages pingus-data, libopenmpt0, python3-numpy and python3-scipy. The modules are under the GPL,
version 2 or later: material to measure by, not to train on what is given away under CC BY.
"""

import ctypes
import sys
from pathlib import Path

import numpy
from scipy.io import wavfile

MUSIC = Path("/usr/share/games/pingus/data/music")
MODULES = ["gd-cancn.it", "gd-giirm.s3m", "gd-ite.it"] + [f"pingus-{i}.it" for i in range(1, 10)]
RATE = 44100  # Hz
LENGTH = 40 * RATE
BLOCK = 4096  # frames
MAX_RESIDUAL = 1e-3  # of the mix's level
WORDS = {
    "other": ["bassoon", "bass-oboe"],
    "drums": ["drum", "snare", "hihat", "hat:", "tom", "crash", "cymbal", "conga"],
    "bass": ["bass"],
    "piano": ["piano"],
}


class Interactive(ctypes.Structure):
    """openmpt_module_ext_interface_interactive of libopenmpt_ext.h."""

    _fields_ = [(f"before{i}", ctypes.c_void_p) for i in range(12)] + [
        ("mute", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int32, ctypes.c_int)),
        ("is_muted", ctypes.c_void_p),
        ("play", ctypes.c_void_p),
        ("stop", ctypes.c_void_p),
    ]


def openmpt():
    library = ctypes.CDLL("libopenmpt.so.0")
    library.openmpt_module_ext_create_from_memory.restype = ctypes.c_void_p
    library.openmpt_module_ext_create_from_memory.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, *[ctypes.c_void_p] * 7]
    library.openmpt_module_ext_get_module.restype = ctypes.c_void_p
    library.openmpt_module_ext_get_module.argtypes = [ctypes.c_void_p]
    library.openmpt_module_ext_get_interface.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_size_t]
    library.openmpt_module_ext_destroy.argtypes = [ctypes.c_void_p]
    for name in ("instrument", "sample"):
        getattr(library, f"openmpt_module_get_num_{name}s").argtypes = [ctypes.c_void_p]
        get = getattr(library, f"openmpt_module_get_{name}_name")
        get.argtypes, get.restype = [ctypes.c_void_p, ctypes.c_int32], ctypes.c_char_p
    read = library.openmpt_module_read_interleaved_float_stereo
    read.argtypes = [ctypes.c_void_p, ctypes.c_int32, ctypes.c_size_t, ctypes.c_void_p]
    read.restype = ctypes.c_size_t
    return library


def stem_of(instrument):
    """The stem an instrument belongs to, by its name."""
    name = instrument.lower()
    return next((stem for stem, words in WORDS.items() if any(word in name for word in words)), "other")


def render(library, data, stem):
    """The instruments of one stem, or all of them (None): stereo, frames x 2, and all stems' names."""
    extended = library.openmpt_module_ext_create_from_memory(data, len(data), *[None] * 7)
    if not extended:
        raise SystemExit("libopenmpt can't read one of the modules.")
    module = library.openmpt_module_ext_get_module(extended)
    interactive = Interactive()
    if not library.openmpt_module_ext_get_interface(
            extended, b"interactive", ctypes.byref(interactive), ctypes.sizeof(interactive)):
        raise SystemExit("This libopenmpt can't mute single instruments.")
    kind = "instrument" if library.openmpt_module_get_num_instruments(module) else "sample"
    count = getattr(library, f"openmpt_module_get_num_{kind}s")(module)
    get_name = getattr(library, f"openmpt_module_get_{kind}_name")
    stems = [stem_of(get_name(module, i).decode("utf-8", "replace")) for i in range(count)]
    for i, known in enumerate(stems):
        interactive.mute(extended, i, int(stem is not None and known != stem))
    blocks, frames = [], 0
    while frames < LENGTH:
        block = numpy.zeros((BLOCK, 2), numpy.float32)
        done = library.openmpt_module_read_interleaved_float_stereo(
            module, RATE, BLOCK, block.ctypes.data)
        if done == 0:
            break
        blocks.append(block[:done])
        frames += done
    library.openmpt_module_ext_destroy(extended)
    return numpy.concatenate(blocks)[:LENGTH], sorted(set(stems))


def singing_of(file):
    rate, samples = wavfile.read(file)
    if rate != RATE:
        raise SystemExit(f"{file} has {rate} Hz; it needs {RATE} Hz.")
    samples = samples / (32768.0 if samples.dtype == numpy.int16 else 1.0)
    return samples if samples.ndim == 1 else samples.mean(axis=1)


def level(samples):
    return numpy.sqrt(numpy.mean(numpy.square(samples)))


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    singing = singing_of(sys.argv[2]) if len(sys.argv) == 3 else None
    library = openmpt()
    for number, name in enumerate(MODULES):
        data = (MUSIC / name).read_bytes()
        mix, names = render(library, data, None)
        stems = {stem: render(library, data, stem)[0] for stem in names}
        residual = level(mix - sum(stems.values())) / level(mix)
        if residual > MAX_RESIDUAL:  # an instrument with random variation sounds otherwise each time
            print(f"{name} is left out: its stems do not sum to it ({residual:.2g} of its level).")
            continue
        if singing is not None:
            start = number * len(singing) // len(MODULES)
            voice = numpy.resize(numpy.roll(singing, -start), len(mix)).astype(numpy.float32)
            stems["vocals"] = numpy.stack([voice * level(mix) / level(voice)] * 2, axis=1)
        # As loud as the mix may be without clipping.
        scale = 0.9 / max(1e-9, numpy.abs(sum(stems.values())).max())
        target = folder / Path(name).stem
        target.mkdir(parents=True, exist_ok=True)
        for stem, samples in stems.items():
            wavfile.write(target / f"{stem}.wav", RATE, (scale * samples).astype(numpy.float32))
        print(f"{target}: {', '.join(stems)}, {len(mix) / RATE:.0f} s, residual {residual:.1e}")


if __name__ == "__main__":
    main()
