#include "core/synthetic/audio_files.h"

#include <sndfile.h>

#include <algorithm>
#include <vector>

#include "core/error.h"
#include "core/tensors/file_io.h"

namespace whence {

namespace {

struct Format {
    int code = 0;            // of libsndfile
    double compression = 0;  // 0 best quality to 1; negative: the format has none
};

void writeTo(const std::filesystem::path& file, const AudioBuffer& audio, const Format& format)
{
    SF_INFO info{};
    info.samplerate = audio.sampleRate;
    info.channels = int(audio.channels.size());
    info.format = format.code;
    SNDFILE* const handle = sf_open(file.c_str(), SFM_WRITE, &info);
    if (!handle)
        throw Error("\"" + file.string() + "\" can't be written: " + sf_strerror(nullptr) + ".");
    double compression = format.compression;
    if (compression >= 0.0)
        sf_command(handle, SFC_SET_COMPRESSION_LEVEL, &compression, sizeof compression);
    sf_command(handle, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    // In small blocks: libvorbis overflows its stack on whole songs.
    constexpr std::size_t block = 4096;
    std::vector<float> interleaved;
    sf_count_t written = 0;
    for (std::size_t start = 0; start < audio.frames(); start += block) {
        interleaved.clear();
        for (std::size_t i = start; i < std::min(start + block, audio.frames()); ++i)
            for (const auto& channel : audio.channels)
                interleaved.push_back(channel[i]);
        written += sf_writef_float(handle, interleaved.data(),
                                   sf_count_t(interleaved.size() / audio.channels.size()));
    }
    const bool failed = sf_error(handle) != SF_ERR_NO_ERROR;
    if (sf_close(handle) != 0 || failed || written != sf_count_t(audio.frames()))
        throw Error("\"" + file.string() + "\" can't be written completely.");
}

void write(const std::filesystem::path& file, const AudioBuffer& audio, const Format& format)
{
    writeFileAtomically(
        file, [&](const std::filesystem::path& temporary) { writeTo(temporary, audio, format); });
}

}  // namespace

void makeFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error("The folder \"" + folder.string() + "\" can't be made: " + error.message() +
                    ".");
}

void writeFlac16(const std::filesystem::path& file, const AudioBuffer& audio)
{
    write(file, audio, {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 0.4});
}

void writeMp3(const std::filesystem::path& file, const AudioBuffer& audio)
{
    write(file, audio, {SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 0.2});
}

void writeVorbis(const std::filesystem::path& file, const AudioBuffer& audio, double quality)
{
    write(file, audio, {SF_FORMAT_OGG | SF_FORMAT_VORBIS, 1.0 - quality});
}

}  // namespace whence
