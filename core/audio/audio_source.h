#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/audio/decode.h"

namespace whence {

/// An audio file as one of the decoding libraries reads it; internal to AudioReader.
class AudioSource {
public:
    virtual ~AudioSource() = default;

    virtual const AudioFileInfo& info() const = 0;

    /// The next frames, interleaved; fewer than asked for only at the end.
    virtual std::size_t read(float* samples, std::size_t frames) = 0;

    /// Goes to a frame or to one before it that is cheaper to reach; returns where it is now.
    virtual std::int64_t seek(std::int64_t frame) = 0;

    /// What the library found wrong with what has been read up to `position`, and whether the file
    /// is shorter than it claims; sentences. Asked once read() has come to the end.
    virtual std::vector<std::string> warningsAtEnd(std::int64_t position) const = 0;
};

/// Null if libsndfile does not know the format; `reason` then says why, for people. Throws Error if
/// it knows it and finds no sample.
std::unique_ptr<AudioSource> openWithSndfile(const std::filesystem::path& file,
                                             std::string& reason);

/// Null if libavformat finds no sound it can decode; `reason` then says why, for people.
std::unique_ptr<AudioSource> openWithLibav(const std::filesystem::path& file, std::string& reason);

/// Title, artist and album by the file's tags; those it lacks stay as they are. The result is valid
/// UTF-8 without control characters.
void readTags(const std::filesystem::path& file, AudioFileInfo& info);

/// "The file ends after 61.2 s of 133.0 s."
std::string shorterThanClaimed(double seconds, double claimedSeconds);

}  // namespace whence
