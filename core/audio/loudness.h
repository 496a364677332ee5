#pragma once

#include "core/audio/audio_buffer.h"

namespace whence {

/// Loudness by EBU R 128 (libebur128). Silence has -infinity everywhere.
struct Loudness {
    double integrated = 0.0;  // LUFS
    double range = 0.0;       // LU
    double truePeak = 0.0;    // dBTP
};

Loudness measureLoudness(const AudioBuffer& audio);

/// Root mean square over all channels in dB relative to full scale; -infinity for silence.
double rmsLevel(const AudioBuffer& audio);

/// The largest absolute sample of all channels.
float peak(const AudioBuffer& audio);

}  // namespace whence
