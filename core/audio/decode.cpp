#include "core/audio/decode.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <new>

#include "core/audio/audio_source.h"
#include "core/error.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// Frames that are decoded at once: about a megabyte of samples.
std::size_t blockFrames(int channels)
{
    return std::max<std::size_t>(1024, (std::size_t(1) << 18) / std::size_t(channels));
}

std::string formatted(const char* pattern, double value)
{
    char text[64];
    std::snprintf(text, sizeof text, pattern, value);
    return text;
}

/// Throws Error for what can't be an audio file.
void checkFile(const fs::path& file)
{
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    if (!fs::exists(status))
        throw Error("The file " + file.string() + " does not exist.");
    if (fs::is_directory(status))
        throw Error(file.string() + " is a folder, not an audio file.");
    if (!fs::is_regular_file(status))
        throw Error(file.string() + " is not a regular file.");
    if (fs::file_size(file, failure) == 0)
        throw Error("The file " + file.string() + " is empty.");
    if (!std::ifstream(file))
        throw Error("The file " + file.string() + " can't be opened for reading.");
}

/// MPEG audio, maybe behind an ID3 tag. It is left to libavformat, because libsndfile's library for
/// it prints to the terminal and keeps silent about truncation.
bool looksLikeMpegAudio(const fs::path& file)
{
    unsigned char start[3] = {};
    std::ifstream(file, std::ios::binary).read(reinterpret_cast<char*>(start), sizeof start);
    return (start[0] == 'I' && start[1] == 'D' && start[2] == '3') ||
           (start[0] == 0xff && (start[1] & 0xe0) == 0xe0);
}

std::unique_ptr<AudioSource> openSource(const fs::path& file)
{
    checkFile(file);
    std::string reason;
    std::unique_ptr<AudioSource> source;
    if (!looksLikeMpegAudio(file))
        source = openWithSndfile(file, reason);
    if (!source)
        source = openWithLibav(file, reason);
    if (!source)
        throw Error("The file " + file.string() + " can't be read as audio: " + reason + ".");
    const AudioFileInfo& info = source->info();
    if (info.sampleRate < 1000 || info.sampleRate > 768000)
        throw Error("The file " + file.string() + " has a sample rate of " +
                    std::to_string(info.sampleRate) +
                    " Hz, which can't be used: 1 kHz to 768 kHz can.");
    return source;
}

}  // namespace

std::string shorterThanClaimed(double seconds, double claimedSeconds)
{
    return "The file is cut off: it ends after " + formatted("%.1f", seconds) + " s of " +
           formatted("%.1f", claimedSeconds) + " s.";
}

struct AudioReader::Source {
    std::unique_ptr<AudioSource> decoder;
    AudioFileInfo info;
    std::int64_t position = 0;    // frames
    std::int64_t badSamples = 0;  // that were not finite
    bool isAtEnd = false;
    std::vector<float> interleaved;
    std::vector<std::string> warnings;

    /// Reads interleaved frames and notes the end.
    std::size_t read(std::size_t frames)
    {
        interleaved.resize(frames * std::size_t(info.channels));
        const std::size_t count = decoder->read(interleaved.data(), frames);
        position += std::int64_t(count);
        if (count < frames && !isAtEnd) {
            isAtEnd = true;
            warnings = decoder->warningsAtEnd(position);
        }
        return count;
    }
};

AudioReader::AudioReader(const fs::path& file) : m_source(std::make_unique<Source>())
{
    m_source->decoder = openSource(file);
    m_source->info = m_source->decoder->info();
    readTags(file, m_source->info);
}

AudioReader::~AudioReader() = default;
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;

const AudioFileInfo& AudioReader::info() const
{
    return m_source->info;
}

AudioBuffer AudioReader::read(std::size_t frames)
{
    Source& source = *m_source;
    const std::size_t channels = std::size_t(source.info.channels);
    AudioBuffer block{source.info.sampleRate, std::vector<std::vector<float>>(channels)};
    for (std::size_t done = 0; done < frames;) {
        const std::size_t wanted = std::min(frames - done, blockFrames(source.info.channels));
        const std::size_t count = source.read(wanted);
        for (std::size_t c = 0; c < channels; ++c) {
            std::vector<float>& samples = block.channels[c];
            samples.resize(done + count);
            for (std::size_t i = 0; i < count; ++i) {
                const float sample = source.interleaved[i * channels + c];
                samples[done + i] = std::isfinite(sample) ? sample : 0.0f;
                source.badSamples += !std::isfinite(sample);
            }
        }
        done += count;
        if (count < wanted)
            break;
    }
    return block;
}

void AudioReader::seek(std::int64_t frame, const Progress& progress)
{
    Source& source = *m_source;
    source.isAtEnd = false;
    source.position = source.decoder->seek(frame);
    const std::int64_t start = source.position;
    while (source.position < frame && !source.isAtEnd) {
        const auto left = std::size_t(frame - source.position);
        source.read(std::min(left, blockFrames(source.info.channels)));
        progress.report(std::min(1.0, double(source.position - start) / double(frame - start)));
    }
}

std::vector<std::string> AudioReader::warnings() const
{
    std::vector<std::string> warnings = m_source->warnings;
    if (m_source->badSamples > 0)
        warnings.push_back("The file contains " + std::to_string(m_source->badSamples) +
                           " samples that are not finite numbers; they were set to 0.");
    return warnings;
}

namespace {

/// Frames that a range means, from `start` up to `end`.
struct FrameRange {
    std::int64_t start = 0;
    std::int64_t end = 0;
};

FrameRange toFrames(const TimeRange& range, int sampleRate)
{
    const auto frames = [&](double seconds) {
        return std::int64_t(std::llround(std::clamp(seconds, 0.0, 1e8) * sampleRate));
    };
    const std::int64_t start = frames(range.start);
    return {start, range.length < 0.0 ? std::int64_t(1) << 60 : start + frames(range.length)};
}

/// What a reader yields from where it stands, `frames` at most.
AudioBuffer readUpTo(AudioReader& reader, std::int64_t frames, std::int64_t expected,
                     const Progress& progress)
{
    AudioBuffer audio{reader.info().sampleRate,
                      std::vector<std::vector<float>>(std::size_t(reader.info().channels))};
    // A header may claim anything, so only so much is reserved by it.
    const std::int64_t largestReserve = (std::int64_t(1) << 26) / reader.info().channels;
    for (auto& channel : audio.channels)
        channel.reserve(std::size_t(std::clamp<std::int64_t>(expected, 0, largestReserve)));
    for (std::int64_t done = 0; done < frames;) {
        const AudioBuffer block =
            reader.read(std::min(std::size_t(frames - done), blockFrames(reader.info().channels)));
        if (block.frames() == 0)
            break;
        append(audio, block);
        done += std::int64_t(block.frames());
        progress.report(expected > 0 ? std::min(1.0, double(done) / double(expected)) : 0.0);
    }
    return audio;
}

}  // namespace

DecodedAudio decodeAudio(const fs::path& file, const TimeRange& range, const Progress& progress)
try {
    AudioReader reader(file);
    DecodedAudio result;
    result.info = reader.info();
    const auto [start, end] = toFrames(range, result.info.sampleRate);
    if (start > 0)
        reader.seek(start, progress.part(0.0, 0.3));
    result.audio = readUpTo(reader, end - start, std::min(end, result.info.frames) - start,
                            progress.part(start > 0 ? 0.3 : 0.0, 1.0));
    if (result.audio.frames() == 0)
        throw Error("The file " + file.string() + " has no samples in the wanted part, from " +
                    formatted("%.2f", range.start) + " s on.");
    result.warnings = reader.warnings();
    return result;
} catch (const std::bad_alloc&) {
    throw Error("The recording " + file.string() + " does not fit into memory.");
}

}  // namespace whence
