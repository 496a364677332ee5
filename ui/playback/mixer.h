#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "ui/playback/sample_store.h"

namespace RubberBand {
class RubberBandStretcher;
}

struct SRC_STATE_tag;

namespace whence {

/// What is to be heard: the whole state of playback as one value.
struct PlaybackState {
    std::vector<std::shared_ptr<const SampleStore>> sources;  // of one rate, aligned
    std::vector<float> gains;  // linear, one per source; mute and solo are in them
    bool playing = false;
    double speed = 1.0;          // 0.5 to 2, the pitch is kept
    std::int64_t loopBegin = 0;  // frames; no loop if the end is not behind the beginning
    std::int64_t loopEnd = 0;
    std::int64_t seekTo = 0;  // frame, taken when seekCount changes
    std::uint64_t seekCount = 0;
};

/// Mixes sources sample-aligned in an audio callback. The window's thread hands over whole states;
/// the audio thread reads the latest one and never allocates, locks or waits. Gains move to their
/// targets within 10 ms.
class Mixer {
public:
    static constexpr int kMaxSources = 16;

    /// Mixes at the rate of the sources (Hz) and, where the device has another one, resamples the
    /// sum (libsamplerate, whose processing neither allocates nor locks).
    explicit Mixer(int sampleRate, std::optional<int> deviceRate = {});
    ~Mixer();

    /// Takes over a state. Window's thread.
    void setState(const PlaybackState& state);

    /// Fills interleaved stereo at the device's rate; false once the end has been reached and all
    /// of it is silence. Audio thread.
    bool render(std::span<float> interleaved);

    /// The sources' frame that is heard at the end of the last block. Any thread.
    std::int64_t position() const { return m_audiblePosition; }
    bool atEnd() const { return m_atEnd; }
    /// The seekCount of the seek that position() goes on from. Any thread.
    std::uint64_t seeksDone() const { return m_seeksDone; }
    /// The largest absolute sample of a source, after its gain, since the last call. Window's
    /// thread.
    float takePeak(int source) { return m_peaks[std::size_t(source)].exchange(0.0f); }

private:
    const PlaybackState* enterState();
    void applySeek(const PlaybackState& state);
    int renderSources(const PlaybackState& state, float* interleaved, int frames);
    int convertBlock(const PlaybackState& state, float* interleaved, int frames);
    int mixBlock(const PlaybackState& state, float* interleaved, int frames);
    int stretchBlock(const PlaybackState& state, float* interleaved, int frames);
    void addSource(const PlaybackState& state, int source, float* interleaved, int frames);

    const int m_sampleRate;
    const float m_rampStep;  // largest change of a gain per frame

    // Handing over states: the audio thread marks the one it reads, so that the window's thread
    // frees only others.
    std::atomic<const PlaybackState*> m_latest = nullptr;
    std::atomic<const PlaybackState*> m_inUse = nullptr;
    std::vector<std::unique_ptr<const PlaybackState>> m_states;  // window's thread

    // Audio thread.
    std::int64_t m_position = 0;
    std::uint64_t m_seekCount = 0;
    const SampleStore* m_firstSource = nullptr;
    std::array<float, kMaxSources> m_gains = {};
    std::unique_ptr<RubberBand::RubberBandStretcher> m_stretcher;
    double m_stretcherSpeed = 1.0;
    std::int64_t m_silentFrames = 0;            // fed to the stretcher after the end
    std::vector<float> m_block;                 // interleaved, before stretching
    std::array<std::vector<float>, 2> m_split;  // one channel each, for the stretcher
    struct DeleteConverter {
        void operator()(SRC_STATE_tag* converter) const;
    };
    std::unique_ptr<SRC_STATE_tag, DeleteConverter> m_converter;  // none: equal rates
    double m_ratio = 1.0;            // of the device's rate to the sources'
    std::vector<float> m_input;      // interleaved, before the converter
    int m_unconverted = 0;           // frames at the end of m_input it has not taken yet
    std::int64_t m_silentInput = 0;  // frames it has been given after the end

    // Written by the audio thread, read by any.
    std::atomic<std::int64_t> m_audiblePosition = 0;
    std::atomic<std::uint64_t> m_seeksDone = 0;
    std::atomic<bool> m_atEnd = false;
    std::array<std::atomic<float>, kMaxSources> m_peaks = {};
};

}  // namespace whence
