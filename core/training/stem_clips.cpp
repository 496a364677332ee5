#include "core/training/stem_clips.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/audio/resample.h"
#include "core/error.h"

namespace whence {

namespace {

std::filesystem::path stemFile(const std::filesystem::path& folder, const std::string& stem)
{
    for (const char* extension : {".flac", ".wav"})
        if (const auto file = folder / (stem + extension); std::filesystem::exists(file))
            return file;
    return {};
}

std::vector<std::filesystem::path> clipFolders(const std::filesystem::path& root,
                                               const std::vector<std::string>& stems)
{
    if (!std::filesystem::is_directory(root))
        throw Error("'" + root.string() + "' is not a folder with recordings by their stems.");
    std::set<std::filesystem::path> folders = {root};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.is_directory())
            folders.insert(entry.path());
    std::vector<std::filesystem::path> clips;
    for (const auto& folder : folders)
        if (std::ranges::any_of(stems, [&](const auto& s) { return !stemFile(folder, s).empty(); }))
            clips.push_back(folder);
    return clips;
}

}  // namespace

PackedAudio packAudio(const AudioBuffer& audio)
{
    for (const auto& channel : audio.channels)
        for (const float sample : channel)
            if (!std::isfinite(sample))
                throw Error("A sound has samples that are no finite numbers.");
    const float highest = peak(audio);
    if (highest == 0.0f)
        return {};
    const AudioBuffer stereo = toStereo(audio);
    PackedAudio packed{std::vector<std::int16_t>(2 * stereo.frames()), highest};
    for (std::size_t c = 0; c < 2; ++c)
        for (std::size_t i = 0; i < stereo.frames(); ++i)
            packed.samples[2 * i + c] =
                std::int16_t(std::lround(stereo.channels[c][i] / highest * 32767.0f));
    return packed;
}

PackedAudio loadPackedAudio(const std::filesystem::path& file, int sampleRate)
{
    const AudioBuffer audio = decodeAudio(file).audio;
    return packAudio(audio.sampleRate == sampleRate ? audio : resample(audio, sampleRate));
}

std::vector<StemClip> loadStemClips(const std::filesystem::path& root,
                                    const std::vector<std::string>& stems, int sampleRate,
                                    std::size_t memory, const Progress& progress)
{
    const auto folders = clipFolders(root, stems);
    std::vector<StemClip> clips;
    std::size_t used = 0;
    for (const auto& folder : folders) {
        StemClip clip{std::filesystem::relative(folder, root).string(), {}, 0};
        for (const std::string& stem : stems) {
            const auto file = stemFile(folder, stem);
            clip.stems.push_back(file.empty() ? PackedAudio() : loadPackedAudio(file, sampleRate));
            clip.frames = std::max(clip.frames, clip.stems.back().frames());
            used += clip.stems.back().samples.size() * sizeof(std::int16_t);
        }
        if (used > memory)
            throw Error("The clips in '" + root.string() + "' take more than the " +
                        std::to_string(memory >> 20) + " MiB allowed for them.");
        if (clip.frames > 0)
            clips.push_back(std::move(clip));
        progress.report(double(clips.size()) / double(folders.size()));
    }
    if (clips.empty())
        throw Error("There is no clip with a sound in '" + root.string() +
                    "': a folder with files named after the stems, such as vocals.flac.");
    return clips;
}

StemSet unpackClip(const StemClip& clip, const std::vector<std::string>& stems, int sampleRate)
{
    StemSet set;
    for (std::size_t stem = 0; stem < stems.size(); ++stem) {
        const PackedAudio& packed = clip.stems[stem];
        AudioBuffer audio{sampleRate, {2, std::vector<float>(clip.frames)}};
        for (std::size_t i = 0; i < packed.samples.size(); ++i)
            audio.channels[i % 2][i / 2] = float(packed.samples[i]) / 32767.0f * packed.scale;
        set.names.push_back(stems[stem]);
        set.stems.push_back(std::move(audio));
    }
    return set;
}

}  // namespace whence
