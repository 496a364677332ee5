#include <fcntl.h>
#include <sndfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <system_error>

#include "core/audio/decode.h"
#include "core/error.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr std::int64_t largestWav = (std::int64_t(1) << 32) - 4096;  // bytes of samples

/// The file below libsndfile, which itself does not tell reliably that a disk is full.
struct Output {
    int descriptor = -1;
    int failure = 0;  // errno of the first failed call

    ~Output()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
};

sf_count_t outputLength(void* user)
{
    struct stat status {};
    return ::fstat(static_cast<Output*>(user)->descriptor, &status) == 0 ? status.st_size : 0;
}

sf_count_t outputSeek(sf_count_t offset, int origin, void* user)
{
    return ::lseek(static_cast<Output*>(user)->descriptor, offset, origin);
}

sf_count_t outputRead(void* target, sf_count_t count, void* user)
{
    return ::read(static_cast<Output*>(user)->descriptor, target, std::size_t(count));
}

sf_count_t outputWrite(const void* bytes, sf_count_t count, void* user)
{
    Output& output = *static_cast<Output*>(user);
    sf_count_t done = 0;
    while (done < count) {
        const ssize_t written = ::write(output.descriptor, static_cast<const char*>(bytes) + done,
                                        std::size_t(count - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            output.failure = output.failure ? output.failure : errno;
            break;
        }
        done += written;
    }
    return done;
}

sf_count_t outputPosition(void* user)
{
    return ::lseek(static_cast<Output*>(user)->descriptor, 0, SEEK_CUR);
}

Error writeError(const fs::path& file, const std::string& reason)
{
    return Error("The file " + file.string() + " can't be written: " + reason + ".");
}

/// The format that the file's extension asks for.
int formatOf(const fs::path& file, int channels)
{
    std::string extension = file.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char c) { return char(std::tolower(c)); });
    if (extension == ".wav")
        return SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    if (extension != ".flac")
        throw writeError(file, "its name must end in .wav or .flac");
    if (channels > 8)
        throw writeError(file, "FLAC holds at most 8 channels, not " + std::to_string(channels));
    return SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
}

}  // namespace

struct AudioWriter::Target {
    fs::path name;
    SF_INFO format{};
    std::int64_t frames = 0;
    AtomicFile file;
    Output output;
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> handle{nullptr, sf_close};
    std::vector<float> interleaved;

    explicit Target(const fs::path& path) : name(path), file(path) {}

    void check(bool isGood) const
    {
        if (output.failure)
            throw writeError(name, std::generic_category().message(output.failure));
        if (!isGood)
            throw writeError(name, sf_strerror(handle.get()));
    }
};

AudioWriter::AudioWriter(const fs::path& file, int sampleRate, int channels)
{
    SF_INFO format{};
    format.samplerate = sampleRate;
    format.channels = channels;
    format.format = formatOf(file, channels);
    m_target = std::make_unique<Target>(file);
    m_target->format = format;
    m_target->output.descriptor = ::open(m_target->file.path().c_str(), O_RDWR | O_CLOEXEC);
    if (m_target->output.descriptor < 0)
        throw writeError(file, std::generic_category().message(errno));
    SF_VIRTUAL_IO functions{outputLength, outputSeek, outputRead, outputWrite, outputPosition};
    m_target->handle.reset(
        sf_open_virtual(&functions, SFM_WRITE, &m_target->format, &m_target->output));
    m_target->check(m_target->handle != nullptr);
    sf_command(m_target->handle.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
    // Without a chunk of peaks, whose time stamp would make equal audio different files.
    sf_command(m_target->handle.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
}

AudioWriter::~AudioWriter() = default;
AudioWriter::AudioWriter(AudioWriter&&) noexcept = default;
AudioWriter& AudioWriter::operator=(AudioWriter&&) noexcept = default;

void AudioWriter::write(const AudioBuffer& block)
{
    Target& target = *m_target;
    const std::size_t channels = std::size_t(target.format.channels);
    assert(block.channels.size() == channels || block.frames() == 0);
    const std::int64_t bytes =
        (target.frames + std::int64_t(block.frames())) * std::int64_t(channels * sizeof(float));
    if ((target.format.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV && bytes > largestWav)
        throw writeError(target.name, "WAV holds at most 4 GiB; FLAC holds more");
    constexpr std::size_t step = 4096;
    for (std::size_t start = 0; start < block.frames(); start += step) {
        const std::size_t count = std::min(step, block.frames() - start);
        target.interleaved.resize(count * channels);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t c = 0; c < channels; ++c) {
                const float sample = block.channels[c][start + i];
                target.interleaved[i * channels + c] = std::isfinite(sample) ? sample : 0.0f;
            }
        const sf_count_t written =
            sf_writef_float(target.handle.get(), target.interleaved.data(), sf_count_t(count));
        target.check(written == sf_count_t(count));
        target.frames += written;
    }
}

void AudioWriter::finish()
{
    Target& target = *m_target;
    if (target.frames == 0)
        throw writeError(target.name, "there is no sample to write");
    target.handle.reset();  // writes what is left and the header
    target.check(true);
    target.file.commit();
}

void writeAudio(const fs::path& file, const AudioBuffer& audio)
{
    AudioWriter writer(file, audio.sampleRate, int(audio.channels.size()));
    writer.write(audio);
    writer.finish();
}

}  // namespace whence
