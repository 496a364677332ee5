#include "core/separation/stem_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/audio/resample.h"
#include "core/error.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostStems = 10;
constexpr double lengthTolerance = 0.1;  // s
constexpr float silence = 3.16e-5f;      // -90 dBFS

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

bool isAudioFile(const fs::path& file)
{
    static const std::set<std::string> extensions = {
        ".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".aac", ".aif", ".aiff",
        ".au",  ".w64",  ".wma", ".mka",  ".mp4", ".mkv", ".caf", ".oga"};
    return extensions.contains(lowerCase(file.extension().string()));
}

/// Places of the canonical stems, then the others by name.
std::pair<int, std::string> order(const std::string& name)
{
    constexpr std::array canonical = {"vocals", "piano", "drums", "bass", "other"};
    const auto place = std::ranges::find(canonical, lowerCase(name)) - canonical.begin();
    return {int(place), name};
}

/// The files of stems by their names, in order.
std::vector<std::pair<std::string, fs::path>> stemFiles(const fs::path& folder)
{
    if (!fs::is_directory(folder))
        throw Error("'" + folder.string() + "' is not a folder of stems.");
    std::vector<std::pair<std::string, fs::path>> files;
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().stem().string();
        const std::string plain = lowerCase(name);
        if (!entry.is_regular_file() || !isAudioFile(entry.path()) || name.starts_with(".") ||
            plain == "mix" || plain == "mixture")
            continue;
        if (!names.insert(plain).second)
            throw Error("The folder '" + folder.string() + "' has two files of the stem '" + name +
                        "'.");
        files.emplace_back(name, entry.path());
    }
    std::ranges::sort(files, {}, [](const auto& file) { return order(file.first); });
    return files;
}

/// `spare` files may be there beside the stems: one that is the recording.
void checkCount(const fs::path& folder, std::size_t count, std::size_t spare = 0)
{
    if (count == 0)
        throw Error("The folder '" + folder.string() + "' holds no audio files as stems.");
    if (count > mostStems + spare)
        throw Error("The folder '" + folder.string() + "' holds " + std::to_string(count) +
                    " audio files, but at most 10 stems can be used.");
}

AudioBuffer readStem(const fs::path& file, int sampleRate)
{
    const AudioBuffer audio = toStereo(decodeAudio(file).audio);
    return audio.sampleRate == sampleRate || sampleRate == 0 ? audio : resample(audio, sampleRate);
}

void fitLength(AudioBuffer& stem, std::size_t frames, const fs::path& file)
{
    const double difference = (double(stem.frames()) - double(frames)) / stem.sampleRate;
    if (std::abs(difference) > lengthTolerance) {
        const auto seconds = [&](std::size_t count) {
            return std::to_string(std::llround(100.0 * double(count) / stem.sampleRate) / 100.0)
                .substr(0, 7);
        };
        throw Error("The stem '" + file.string() + "' is " + seconds(stem.frames()) +
                    " s long, but the recording " + seconds(frames) + " s.");
    }
    for (auto& channel : stem.channels)
        channel.resize(frames);
}

bool soundsLike(const AudioBuffer& stem, const AudioBuffer& recording)
{
    StemSet one;
    one.stems = {stem};
    return rmsLevel(residualOf(recording, one)) < rmsLevel(recording) - 30.0;
}

}  // namespace

StemSet readStemFolder(const fs::path& folder, const AudioBuffer& recording,
                       const Progress& progress)
{
    const AudioBuffer stereo = toStereo(recording);
    const auto files = stemFiles(folder);
    checkCount(folder, files.size(), 1);
    StemSet result;
    bool leftOut = false;
    for (const auto& [name, file] : files) {
        AudioBuffer stem = readStem(file, stereo.sampleRate);
        fitLength(stem, stereo.frames(), file);
        progress.report(double(result.count() + 1) / double(files.size()));
        if (files.size() > 1 && !leftOut && soundsLike(stem, stereo)) {
            leftOut = true;
            continue;
        }
        result.names.push_back(name);
        result.stems.push_back(std::move(stem));
    }
    checkCount(folder, result.stems.size());
    result.residual = residualOf(stereo, result);
    result.origin =
        "folder of " + std::to_string(result.count()) + (result.count() == 1 ? " file" : " files");
    progress.report(1.0);
    return result;
}

AudioBuffer readStemFolderSum(const fs::path& folder, const Progress& progress)
{
    const auto files = stemFiles(folder);
    checkCount(folder, files.size(), 1);
    StemSet stems;
    for (const auto& [name, file] : files) {
        AudioBuffer stem = readStem(file, stems.stems.empty() ? 0 : stems.stems[0].sampleRate);
        if (!stems.stems.empty())
            fitLength(stem, stems.stems[0].frames(), file);
        stems.stems.push_back(std::move(stem));
        progress.report(double(stems.count()) / double(files.size()));
    }
    const AudioBuffer sum = sumOfStems(stems);
    for (const AudioBuffer& file : stems.stems) {
        StemSet one;
        one.stems = {file};
        const AudioBuffer others = residualOf(sum, one);
        if (stems.count() > 2 && soundsLike(file, others))
            return others;
    }
    checkCount(folder, stems.stems.size());
    return sum;
}

void writeStems(const fs::path& folder, const StemSet& stems, const Progress& progress)
{
    fs::create_directories(folder);
    const auto write = [&](const std::string& name, const AudioBuffer& audio) {
        writeAudio(folder / (name + (peak(audio) > 1.0f ? ".wav" : ".flac")), audio);
    };
    for (int s = 0; s < stems.count(); ++s) {
        write(stems.names[s], stems.stems[s]);
        progress.report(double(s + 1) / (stems.count() + 1));
    }
    if (peak(stems.residual) > silence)
        write("residual", stems.residual);
    progress.report(1.0);
}

}  // namespace whence
