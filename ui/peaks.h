#pragma once

#include <cstdint>
#include <vector>

#include "core/audio/audio_buffer.h"

namespace whence {

/// The smallest and largest sample of a stretch of audio.
struct PeakRange {
    float minimum = 0.0f;
    float maximum = 0.0f;

    bool operator==(const PeakRange&) const = default;
};

/// Peaks of the mean of a recording's channels at powers of two of a block, for drawing any stretch
/// at any zoom in time proportional to its width in pixels.
class Peaks {
public:
    static constexpr int kBlock = 256;  // frames of one range on the finest level

    /// Adds audio at the end.
    void append(const AudioBuffer& audio);

    std::int64_t frames() const { return m_frames; }

    /// The range of the frames from `begin` up to `end`, to the accuracy of a block.
    PeakRange range(std::int64_t begin, std::int64_t end) const;

private:
    void addRange(const PeakRange& range);

    std::int64_t m_frames = 0;
    PeakRange m_open;                              // of the block that is not yet full
    std::vector<std::vector<PeakRange>> m_levels;  // level l: kBlock · 2^l frames a range
};

}  // namespace whence
