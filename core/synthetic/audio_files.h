#pragma once

#include <filesystem>

#include "core/audio/audio_buffer.h"

namespace whence {

/// Makes a folder and those above it; it may be there. Throws Error if that is not possible.
void makeFolder(const std::filesystem::path& folder);

/// Writes audio that is already a multiple of 2^-15 everywhere as FLAC of 16 bit, without loss.
/// The file appears when complete; throws Error if it can't be written, as do the next two.
void writeFlac16(const std::filesystem::path& file, const AudioBuffer& audio);

/// MP3 with variable bit rate, about 190 kbit/s for stereo (libsndfile, LAME).
void writeMp3(const std::filesystem::path& file, const AudioBuffer& audio);

/// Ogg Vorbis; quality from 0 (small) to 1.
void writeVorbis(const std::filesystem::path& file, const AudioBuffer& audio, double quality);

}  // namespace whence
