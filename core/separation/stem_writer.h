#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/audio/decode.h"

namespace whence {

/// Writes a stem block by block in bounded memory, so that it sums up with the others to the
/// recording: as FLAC (24 bit) or, once a sample is beyond full scale, as WAV in floating point.
class StemWriter {
public:
    /// The file will be `folder`/`name`.flac or .wav. Throws Error if it can't be written.
    StemWriter(const std::filesystem::path& folder, const std::string& name, int sampleRate,
               int channels);

    void write(const AudioBuffer& block);
    /// Puts the complete file under its name, which is returned. Throws Error if there is no
    /// sample.
    std::filesystem::path finish();

private:
    void continueAsWav();

    std::filesystem::path m_file;
    int m_sampleRate = 0;  // Hz
    int m_channels = 0;
    bool m_isEmpty = true;
    AudioWriter m_writer;
};

}  // namespace whence
