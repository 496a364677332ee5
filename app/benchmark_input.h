#pragma once

#include <filesystem>

#include "core/audio/audio_buffer.h"
#include "core/separation/stem_set.h"

namespace whence {

/// Notes that fade away over soft noise, from a seed; the same for the same arguments.
AudioBuffer generatedMusic(double seconds, int channels, int sampleRate, unsigned seed = 1);

/// Five mono stems of it with the usual names.
StemSet generatedStems(double seconds, int sampleRate);

/// The folder of the bundled example's stems. Throws Error if it is not there.
std::filesystem::path exampleFolder();

/// Audio as a WAV file in the system's folder for temporary files, as long as this lives.
class TemporaryAudioFile {
public:
    explicit TemporaryAudioFile(const AudioBuffer& audio);
    ~TemporaryAudioFile();
    TemporaryAudioFile(const TemporaryAudioFile&) = delete;
    TemporaryAudioFile& operator=(const TemporaryAudioFile&) = delete;

    std::filesystem::path path() const { return m_folder / "music.wav"; }

private:
    std::filesystem::path m_folder;
};

}  // namespace whence
