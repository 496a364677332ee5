#include "core/store/stem_cache.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

using Json = nlohmann::json;

constexpr float steps24 = 0x1p23f;                    // of a file with 24 bits, up to full scale
constexpr float largest24 = (steps24 - 1) / steps24;  // sample of such a file
constexpr const char* descriptionName = "stems.json";

float rounded(float sample)
{
    return std::nearbyint(sample * steps24) / steps24 + 0.0f;  // + 0: no negative zero
}

bool fits24Bits(const AudioBuffer& audio)
{
    for (const std::vector<float>& channel : audio.channels)
        for (const float sample : channel)
            if (!(std::abs(rounded(sample)) <= largest24))
                return false;
    return audio.channels.size() <= 8 && audio.sampleRate <= 655350;  // the limits of FLAC
}

void roundSamples(AudioBuffer& audio)
{
    for (std::vector<float>& channel : audio.channels)
        for (float& sample : channel)
            if (!std::isfinite(sample))
                sample = 0.0f;
    if (!fits24Bits(audio))
        return;
    for (std::vector<float>& channel : audio.channels)
        std::ranges::transform(channel, channel.begin(), rounded);
}

std::string entryKey(const StemKey& key)
{
    const Json description = {
        {"format", 1},
        {"audio", key.audioSha256},
        {"separator", key.separatorId},
        {"highBand", int(key.options.highBand)},
        {"instrumental", key.options.instrumental},
        {"start", key.range.start},
        {"length", key.range.length},
        {"variant", key.variant},
    };
    return sha256(description.dump(-1, ' ', true, Json::error_handler_t::replace));
}

/// Writes a stem and returns the file's name.
std::string writeStem(const fs::path& folder, const std::string& name, const AudioBuffer& audio)
{
    const std::string file = name + (fits24Bits(audio) ? ".flac" : ".wav");
    writeAudio(folder / file, audio);
    return file;
}

/// Reads the file of a description that is known to be as it was written.
StemSet readStems(const fs::path& folder, const Progress& progress)
{
    const Json description =
        Json::parse(readFile(folder / descriptionName, 1 << 20), nullptr, false);
    const Error damaged("The cache entry " + folder.string() + " can't be understood.");
    if (!description.is_object())
        throw damaged;
    try {
        StemSet stems;
        stems.origin = description.at("origin").get<std::string>();
        const Json& files = description.at("stems");
        for (std::size_t i = 0; i < files.size(); ++i) {
            const double share = 1.0 / double(files.size() + 1);
            stems.names.push_back(files[i].at("name").get<std::string>());
            stems.stems.push_back(
                decodeAudio(folder / files[i].at("file").get<std::string>(), {},
                            progress.part(double(i) * share, double(i + 1) * share))
                    .audio);
        }
        if (const Json& residual = description.at("residual"); residual.is_string())
            stems.residual = decodeAudio(folder / residual.get<std::string>()).audio;
        return stems;
    } catch (const Json::exception&) {
        throw damaged;
    }
}

}  // namespace

StemSet roundForStorage(StemSet stems)
{
    for (AudioBuffer& stem : stems.stems)
        roundSamples(stem);
    roundSamples(stems.residual);
    return stems;
}

StemCache::StemCache(const fs::path& folder, std::uintmax_t maximumBytes)
    : m_entries(folder, maximumBytes)
{
}

std::optional<StemSet> StemCache::find(const StemKey& key, const Progress& progress) const
{
    std::optional<StemSet> stems;
    m_entries.read(
        entryKey(key),
        [&](const fs::path& folder) { stems = readStems(folder, progress.part(0.3, 1.0)); },
        progress.part(0.0, 0.3));
    return stems;
}

void StemCache::store(const StemKey& key, const StemSet& stems, const Progress& progress) const
{
    m_entries.write(entryKey(key), [&](const fs::path& folder) {
        Json description = {{"origin", stems.origin}, {"stems", Json::array()}};
        for (std::size_t i = 0; i < stems.stems.size(); ++i) {
            // A stem's name may not be fit for a file.
            description["stems"].push_back(
                {{"name", stems.names[i]},
                 {"file", writeStem(folder, "stem" + std::to_string(i), stems.stems[i])}});
            progress.report(double(i + 1) / double(stems.stems.size() + 1));
        }
        description["residual"] = nullptr;
        if (!stems.residual.channels.empty())
            description["residual"] = writeStem(folder, "residual", stems.residual);
        writeFileAtomically(folder / descriptionName,
                            description.dump(2, ' ', false, Json::error_handler_t::replace));
    });
}

CachedStems separateOnce(const StemCache* cache, const StemKey& key,
                         const std::function<StemSet(const Progress&)>& separate,
                         const Progress& progress)
{
    CachedStems result;
    if (cache)
        if (auto stems = cache->find(key, progress)) {
            result.stems = std::move(*stems);
            result.areFromCache = true;
            return result;
        }
    result.stems = roundForStorage(separate(progress.part(0.0, cache ? 0.95 : 1.0)));
    if (!cache)
        return result;
    try {
        cache->store(key, result.stems, progress.part(0.95, 1.0));
    } catch (const Error& error) {
        result.warnings.push_back("The stems were not kept for the next time: " +
                                  std::string(error.what()));
    }
    return result;
}

}  // namespace whence
