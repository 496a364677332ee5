#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// Stereo sound as it is kept in memory while training: 16 bit, left and right in turn.
struct PackedAudio {
    std::vector<std::int16_t> samples;  // empty: silence
    float scale = 1.0f;                 // of full scale

    std::size_t frames() const { return samples.size() / 2; }
};

/// One piece by its sources.
struct StemClip {
    std::string name;
    std::vector<PackedAudio> stems;  // in the order asked for
    std::size_t frames = 0;
};

/// Throws Error if a sample is not finite.
PackedAudio packAudio(const AudioBuffer& audio);

/// Every folder in or under `root` that holds a WAV or FLAC file with the name of a stem is a clip,
/// in the order of their paths; stems without a file are silent. Throws Error if there is none, a
/// file can't be read, or all would take more than `memory` bytes.
std::vector<StemClip> loadStemClips(const std::filesystem::path& root,
                                    const std::vector<std::string>& stems, int sampleRate,
                                    std::size_t memory, const Progress& progress = {});

/// The stems of a clip under these names, as stereo of its length.
StemSet unpackClip(const StemClip& clip, const std::vector<std::string>& stems, int sampleRate);

/// A recording of one source, such as singing.
PackedAudio loadPackedAudio(const std::filesystem::path& file, int sampleRate);

}  // namespace whence
