#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

#include "core/audio/audio_buffer.h"

namespace whence {

/// Stereo samples of one source in a temporary file mapped to memory, so that hours of stems cost
/// no working memory and any frame is an address. One thread appends while others read.
class SampleStore {
public:
    /// Makes room for `frames` frames in a file that vanishes with this object. Throws Error if the
    /// folder has no room for it.
    SampleStore(int sampleRate, std::int64_t frames,
                const std::filesystem::path& folder = std::filesystem::temp_directory_path());
    ~SampleStore();
    SampleStore(const SampleStore&) = delete;
    SampleStore& operator=(const SampleStore&) = delete;

    /// Adds stereo audio at the end; what does not fit any more is left out. Throws Error if it
    /// can't be written.
    void append(const AudioBuffer& audio);

    /// Nothing more will come: what has been written is all there is.
    void close();

    int sampleRate() const { return m_sampleRate; }       // Hz
    std::int64_t frames() const { return m_frames; }      // room
    std::int64_t framesReady() const { return m_ready; }  // written so far

    /// Interleaved left and right from this frame on; valid up to framesReady().
    const float* data(std::int64_t frame) const { return m_data + 2 * frame; }

private:
    const int m_sampleRate;
    const std::int64_t m_room;
    std::atomic<std::int64_t> m_frames;
    int m_file = -1;
    const float* m_data = nullptr;
    std::atomic<std::int64_t> m_ready = 0;
};

}  // namespace whence
