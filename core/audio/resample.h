#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/progress.h"

namespace whence {

/// Mean of the channels.
AudioBuffer downmix(const AudioBuffer& audio);

/// Two channels: a mono one twice, the mean of more than two twice, so that none of them is lost.
AudioBuffer toStereo(const AudioBuffer& audio);

/// The same audio at another rate in Hz (soxr HQ), round(frames · rate / old rate) frames long and
/// aligned in time. Throws Error for a rate outside 1 kHz to 768 kHz.
AudioBuffer resample(const AudioBuffer& audio, int sampleRate, const Progress& progress = {});

/// resample() for audio that comes in blocks: the concatenated results equal those of the whole.
class Resampler {
public:
    Resampler(int fromRate, int toRate, int channels);
    ~Resampler();
    Resampler(Resampler&&) noexcept;
    Resampler& operator=(Resampler&&) noexcept;

    /// What is ready after this block; it may be empty.
    AudioBuffer process(const AudioBuffer& block);
    /// What is still to come after the last block.
    AudioBuffer finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace whence
