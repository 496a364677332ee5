#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/dsp/log_spectrogram.h"
#include "core/progress.h"

namespace whence {

/// A recording of any length as one pass over it leaves it: small, but for its spectrogram (about
/// 19 kB a second with the default options).
struct Recording {
    std::filesystem::path file;  // a folder: of stems, whose sum is the recording
    std::optional<AudioBuffer>
        samples;  // of a folder of stems only, which has no file to read again
    AudioFileInfo info;
    double duration = 0.0;  // s, as far as it could be read
    Loudness loudness;
    std::vector<std::string> warnings;  // sentences
    LogSpectrogram spectrogram;         // of its mono mix as it is, with no gain
    std::vector<float> peaks;           // largest absolute mono sample from each frame to the next
};

inline constexpr double shortestRecording = 1.0;  // s, that can be analyzed

/// Throws Error if a recording of this length (s) and peak can't be analyzed: it is too short, or
/// silent throughout.
void refuseUnusable(const std::filesystem::path& file, double duration, float peak);

/// Reads a recording once, block by block. Throws Error if it can't be read or analyzed.
Recording readRecording(const std::filesystem::path& file, const LogSpectrogramOptions& options,
                        const Progress& progress = {});

/// A part of it, with all its channels at its own rate. Throws Error if the part is empty.
AudioBuffer readPart(const Recording& recording, const TimeRange& range,
                     const Progress& progress = {});

/// The spectrogram of the recording if each sample were `gain` times as large.
LogSpectrogram amplified(LogSpectrogram spectrogram, float gain);

}  // namespace whence
