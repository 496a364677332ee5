#include "core/data/spectrogram_cache.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

#include "core/audio/decode.h"
#include "core/audio/resample.h"
#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

// A cache file: magic, options, shape and step as little-endian numbers, the values, and at the end
// the SHA-256 of all that in hexadecimal.
constexpr std::string_view magic = "WHSPEC01";
constexpr std::size_t checksumSize = 64;

void append(std::string& bytes, std::uint64_t value, int size)
{
    for (int i = 0; i < size; ++i)
        bytes += char(value >> 8 * i & 0xff);
}

void append(std::string& bytes, double value)
{
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    append(bytes, bits, 8);
}

/// Takes numbers off the front of bytes that are known to be long enough.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : m_bytes(bytes) {}
    std::uint64_t integer(int size)
    {
        std::uint64_t value = 0;
        for (int i = 0; i < size; ++i)
            value |= std::uint64_t(static_cast<unsigned char>(m_bytes[i])) << 8 * i;
        m_bytes.remove_prefix(size);
        return value;
    }
    double number()
    {
        const std::uint64_t bits = integer(8);
        double value = 0.0;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }

private:
    std::string_view m_bytes;
};

constexpr std::size_t headerSize = magic.size() + 3 * 4 + 4 * 8 + 2 * 4 + 8;

std::string header(const PackedSpectrogram& packed)
{
    std::string bytes(magic);
    append(bytes, std::uint32_t(packed.options.sampleRate), 4);
    append(bytes, std::uint32_t(packed.options.frameSize), 4);
    append(bytes, std::uint32_t(packed.options.bandsPerOctave), 4);
    append(bytes, packed.options.framesPerSecond);
    append(bytes, packed.options.minFrequency);
    append(bytes, packed.options.maxFrequency);
    append(bytes, packed.options.referenceFrequency);
    append(bytes, std::uint32_t(packed.bands), 4);
    append(bytes, std::uint32_t(packed.frames), 4);
    append(bytes, double(packed.step));
    return bytes;
}

std::string cacheName(const fs::path& recording, const LogSpectrogramOptions& options,
                      Preparation preparation)
{
    const std::string key = sha256OfFile(recording) + header({.options = options}) +
                            (preparation == Preparation::Parity ? "parity" : "peak");
    return sha256(key) + ".spectrogram";
}

bool isIntact(const fs::path& file)
{
    if (!fs::exists(file))
        return false;
    try {
        readPacked(file);
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

PackedSpectrogram pack(const LogSpectrogram& spectrogram)
{
    PackedSpectrogram result{
        .options = spectrogram.options, .bands = spectrogram.bands, .frames = spectrogram.frames};
    const float largest = spectrogram.values.empty() ? 0.0f : std::ranges::max(spectrogram.values);
    result.step = largest / 65535.0f;
    const float factor = largest > 0.0f ? 65535.0f / largest : 0.0f;
    result.values.reserve(spectrogram.values.size());
    for (const float value : spectrogram.values)
        result.values.push_back(
            std::uint16_t(std::lround(std::clamp(value * factor, 0.0f, 65535.0f))));
    return result;
}

LogSpectrogram unpack(const PackedSpectrogram& packed)
{
    return unpackWindow(packed, 0, packed.frames);
}

LogSpectrogram unpackWindow(const PackedSpectrogram& packed, int start, int frames)
{
    LogSpectrogram result{.options = packed.options, .bands = packed.bands, .frames = frames};
    result.values.resize(std::size_t(packed.bands) * frames);
    for (int band = 0; band < packed.bands; ++band) {
        const std::uint16_t* const source =
            packed.values.data() + std::size_t(band) * packed.frames;
        float* const target = result.values.data() + std::size_t(band) * frames;
        const int until = std::min(frames, packed.frames - start);
        for (int i = 0; i < until; ++i)
            target[i] = packed.step * float(source[start + i]);
        const int length = packed.frames - start;
        for (int i = until; i < frames; ++i)
            target[i] = packed.step * float(source[start + i % length]);
    }
    return result;
}

void writePacked(const fs::path& file, const PackedSpectrogram& packed)
{
    std::string bytes = header(packed);
    bytes.reserve(bytes.size() + 2 * packed.values.size() + checksumSize);
    for (const std::uint16_t value : packed.values)
        append(bytes, value, 2);
    bytes += sha256(bytes);
    writeFileAtomically(file, bytes);
}

PackedSpectrogram readPacked(const fs::path& file)
{
    return parsePacked(readFile(file), file.string());
}

PackedSpectrogram parsePacked(const std::string& bytes, const std::string& name)
{
    if (bytes.size() < headerSize + checksumSize || !bytes.starts_with(magic))
        throw Error(name + " is not a spectrogram of the cache.");
    const std::string_view content(bytes.data(), bytes.size() - checksumSize);
    if (sha256(content) != bytes.substr(content.size()))
        throw Error(name + " is damaged: its checksum does not fit.");
    Cursor cursor(content.substr(magic.size()));
    PackedSpectrogram result;
    result.options.sampleRate = int(cursor.integer(4));
    result.options.frameSize = int(cursor.integer(4));
    result.options.bandsPerOctave = int(cursor.integer(4));
    result.options.framesPerSecond = cursor.number();
    result.options.minFrequency = cursor.number();
    result.options.maxFrequency = cursor.number();
    result.options.referenceFrequency = cursor.number();
    const std::uint64_t bands = cursor.integer(4);
    const std::uint64_t frames = cursor.integer(4);
    result.step = float(cursor.number());
    const std::uint64_t count = (content.size() - headerSize) / 2;
    if (bands == 0 || frames == 0 || bands > count || frames > count || bands * frames != count ||
        content.size() != headerSize + 2 * count || !std::isfinite(result.step))
        throw Error(name + " is damaged: its size does not fit.");
    result.bands = int(bands);
    result.frames = int(frames);
    result.values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
        result.values.push_back(std::uint16_t(cursor.integer(2)));
    return result;
}

PackedSpectrogram preparedSpectrogram(std::vector<float> samples, const std::string& name,
                                      const LogSpectrogramOptions& options, Preparation preparation,
                                      ParityRoute route)
{
    if (preparation == Preparation::Parity) {
        samples = prepareLikeReference(samples, route);
    } else {
        float largest = 0.0f;
        for (const float sample : samples)
            largest = std::max(largest, std::abs(sample));
        for (float& sample : samples)
            sample = largest > 0.0f ? sample / largest : 0.0f;
        if (largest == 0.0f)
            samples.clear();
    }
    if (samples.empty())
        throw Error(name + " is silent: there is nothing to learn from it.");
    return pack(computeLogSpectrogram(samples, options));
}

PackedSpectrogram scaledSpectrogram(std::vector<float> samples, float factor,
                                    const LogSpectrogramOptions& options)
{
    for (float& sample : samples)
        sample *= factor;
    return pack(computeLogSpectrogram(samples, options));
}

fs::path cacheSpectrogram(const fs::path& recording, const fs::path& cacheFolder,
                          const LogSpectrogramOptions& options, Preparation preparation,
                          const Progress& progress)
{
    const fs::path file = cacheFolder / cacheName(recording, options, preparation);
    if (isIntact(file))
        return file;
    const DecodedAudio decoded = decodeAudio(recording, {}, progress);
    AudioBuffer mono = resample(downmix(decoded.audio), options.sampleRate);
    const PackedSpectrogram packed =
        preparedSpectrogram(std::move(mono.channels.front()), recording.string(), options,
                            preparation, parityRoute(decoded.info, options.sampleRate));
    try {
        writePacked(file, packed);
    } catch (const Error& error) {
        throw CacheWriteError(error.what());
    }
    return file;
}

}  // namespace whence
