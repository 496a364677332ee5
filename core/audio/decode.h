#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/progress.h"

namespace whence {

/// What an audio file says of itself, before its samples are read.
struct AudioFileInfo {
    std::string format;  // "Ogg Vorbis", for people
    int sampleRate = 0;  // Hz
    int channels = 0;
    std::int64_t frames = 0;  // as the header claims or the bit rate suggests; 0 if unknown
    bool isFloatWav = false;  // a WAV file of floating-point samples
    std::string title;        // from the tags, empty if none; likewise below
    std::string artist;
    std::string album;
};

/// Reads an audio file block by block in bounded memory: libsndfile, and libavformat for MP3 and
/// what libsndfile refuses (AAC, ALAC, WMA, Matroska, the sound of videos). Samples that are not
/// finite become 0; more than two channels stay as they are.
class AudioReader {
public:
    /// Throws Error if the file is missing, empty, a directory, not audio or without a sample.
    explicit AudioReader(const std::filesystem::path& file);
    ~AudioReader();
    AudioReader(AudioReader&&) noexcept;
    AudioReader& operator=(AudioReader&&) noexcept;

    const AudioFileInfo& info() const;

    /// The next `frames` frames, fewer at the end of the file, none after it.
    AudioBuffer read(std::size_t frames);

    /// Goes to a frame, counted from the first; to the end if the file is shorter. Formats that
    /// know no exact positions are decoded up to there.
    void seek(std::int64_t frame, const Progress& progress = {});

    /// What is wrong with what has been read so far ("ends after 61.2 s of 133.0 s"), a sentence
    /// each. Complete once read() has returned the last frame.
    std::vector<std::string> warnings() const;

private:
    struct Source;
    std::unique_ptr<Source> m_source;
};

/// A part of a recording in seconds; a negative length means up to its end.
struct TimeRange {
    double start = 0.0;    // s
    double length = -1.0;  // s
};

/// A recording in memory and what a reader must know of how it was read.
struct DecodedAudio {
    AudioFileInfo info;
    AudioBuffer audio;                  // at the file's own rate, with all its channels
    std::vector<std::string> warnings;  // sentences
};

/// Reads a file, or a part of it, whole. Throws Error as AudioReader does, and if the part is
/// empty.
DecodedAudio decodeAudio(const std::filesystem::path& file, const TimeRange& range = {},
                         const Progress& progress = {});

/// Writes audio as WAV (32 bit float) or FLAC (24 bit, at most 8 channels, clipped at full scale),
/// by the file's extension. The file appears under its name only when complete. Throws Error if it
/// can't be written or there is no sample.
void writeAudio(const std::filesystem::path& file, const AudioBuffer& audio);

/// writeAudio() block by block in bounded memory. Without finish() nothing is left of the file.
class AudioWriter {
public:
    AudioWriter(const std::filesystem::path& file, int sampleRate, int channels);
    ~AudioWriter();
    AudioWriter(AudioWriter&&) noexcept;
    AudioWriter& operator=(AudioWriter&&) noexcept;

    void write(const AudioBuffer& block);
    /// Puts the complete file under its name.
    void finish();

private:
    struct Target;
    std::unique_ptr<Target> m_target;
};

}  // namespace whence
