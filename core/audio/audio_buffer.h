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

}  // namespace whence
