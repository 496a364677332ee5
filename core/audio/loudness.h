#pragma once

#include <memory>

#include "core/audio/audio_buffer.h"
#include "core/progress.h"

namespace whence {

/// Loudness by EBU R 128 (libebur128). Silence has -infinity as loudness and true peak and no
/// range; so has what is shorter than 0.4 s, but for its peak.
struct Loudness {
    double integrated = 0.0;  // LUFS
    double range = 0.0;       // LU
    double truePeak = 0.0;    // dBTP
};

Loudness measureLoudness(const AudioBuffer& audio, const Progress& progress = {});

/// measureLoudness() for audio that comes in blocks. Of more than 64 channels the first 64 count.
class LoudnessMeter {
public:
    LoudnessMeter(int sampleRate, int channels);
    ~LoudnessMeter();
    LoudnessMeter(LoudnessMeter&&) noexcept;
    LoudnessMeter& operator=(LoudnessMeter&&) noexcept;

    void add(const AudioBuffer& block);
    Loudness result() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Root mean square over all channels in dB relative to full scale; -infinity for silence.
double rmsLevel(const AudioBuffer& audio);

/// The largest absolute sample of all channels.
float peak(const AudioBuffer& audio);

}  // namespace whence
