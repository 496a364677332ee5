#pragma once

#include <cstddef>
#include <vector>

namespace whence {

/// Samples in memory: one vector per channel, all equally long, full scale at -1 and 1.
struct AudioBuffer {
    int sampleRate = 0;  // Hz
    std::vector<std::vector<float>> channels;

    std::size_t frames() const { return channels.empty() ? 0 : channels.front().size(); }
    double duration() const { return sampleRate > 0 ? double(frames()) / sampleRate : 0.0; }  // s
};

/// Frames `start` to start + `frames`; what is outside the recording is left out.
AudioBuffer slice(const AudioBuffer& audio, std::size_t start, std::size_t frames);

/// Puts a block with as many channels behind the audio.
void append(AudioBuffer& audio, const AudioBuffer& block);

}  // namespace whence
