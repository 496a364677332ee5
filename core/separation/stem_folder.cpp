#include "core/separation/stem_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <set>

#include "core/audio/audio_folder.h"
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

/// Places of the canonical stems, then the others by name.
std::pair<int, std::string> order(const std::string& name)
{
    constexpr std::array canonical = {"vocals", "piano", "drums", "bass", "other"};
    const auto place = std::ranges::find(canonical, lowerCase(name)) - canonical.begin();
    return {int(place), name};
}

/// The files of stems by their names, in order; that of a residual, which writeStems() leaves
/// beside them, only if it is asked for.
std::vector<std::pair<std::string, fs::path>> stemFiles(const fs::path& folder,
                                                        bool withResidual = false)
{
    if (!fs::is_directory(folder))
        throw Error("'" + folder.string() + "' is not a folder of stems.");
    std::vector<std::pair<std::string, fs::path>> files;
    std::set<std::string> names;
    std::error_code failure;
    const fs::directory_iterator entries(folder, failure);
    if (failure)
        throw Error("The folder '" + folder.string() + "' can't be read: " + failure.message() +
                    ".");
    for (const auto& entry : entries) {
        const std::string name = entry.path().stem().string();
        const std::string plain = lowerCase(name);
        if (!entry.is_regular_file() || !hasAudioExtension(entry.path()) || name.starts_with(".") ||
            plain == "mix" || plain == "mixture" || (plain == "residual" && !withResidual))
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

std::string seconds(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.2f s", value);
    return text;
}

/// What lies in `range` of a stem, stereo and at this rate (0: its own). The rest is read too, so
/// that its true length is known, which must be `duration` (below 0: any).
AudioBuffer readStem(const fs::path& file, int sampleRate, const TimeRange& range, double duration,
                     const Progress& progress, std::vector<std::string>* warnings)
{
    constexpr std::size_t blockFrames = 1 << 16;
    AudioReader reader(file);
    const double rate = reader.info().sampleRate;
    const auto first = std::size_t(std::llround(range.start * rate));
    const std::size_t last = range.length < 0.0
                                 ? std::numeric_limits<std::size_t>::max()
                                 : std::size_t(std::llround((range.start + range.length) * rate));
    AudioBuffer stem{reader.info().sampleRate, {{}, {}}};
    std::size_t position = 0;
    for (AudioBuffer block = reader.read(blockFrames); block.frames() > 0;
         block = reader.read(blockFrames)) {
        const std::size_t begin = std::clamp(first, position, position + block.frames());
        const std::size_t end = std::clamp(last, begin, position + block.frames());
        append(stem, toStereo(slice(block, begin - position, end - begin)));
        position += block.frames();
        progress.report(std::min(
            1.0, double(position) / double(std::max<std::int64_t>(1, reader.info().frames))));
    }
    for (const std::string& warning : reader.warnings())
        if (warnings)
            warnings->push_back("Stem " + file.stem().string() + ": " + warning);
    if (duration >= 0.0 && std::abs(double(position) / rate - duration) > lengthTolerance)
        throw Error("The stem '" + file.string() + "' is " + seconds(double(position) / rate) +
                    " long, but the recording " + seconds(duration) + ".");
    return sampleRate == 0 || stem.sampleRate == sampleRate ? stem : resample(stem, sampleRate);
}

void fitLength(AudioBuffer& stem, std::size_t frames)
{
    for (auto& channel : stem.channels)
        channel.resize(frames);
}

AudioBuffer difference(const AudioBuffer& a, const AudioBuffer& b)
{
    StemSet one;
    one.stems = {b};
    return residualOf(a, one);
}

bool soundsLike(const AudioBuffer& stem, const AudioBuffer& recording)
{
    return rmsLevel(difference(recording, stem)) < rmsLevel(recording) - 30.0;
}

/// Index of the file that is the recording beside its stems; -1 if there is none. A stem that
/// sounds alone is the recording too, but then nothing of it is in the others.
int findRecording(const StemSet& stems, const AudioBuffer& recording)
{
    if (stems.count() < 2)
        return -1;
    const AudioBuffer sum = sumOfStems(stems);
    for (int i = 0; i < stems.count(); ++i)
        if (soundsLike(stems.stems[i], recording) &&
            soundsLike(difference(sum, stems.stems[i]), recording))
            return i;
    return -1;
}

}  // namespace

StemSet readStemFolder(const fs::path& folder, const AudioBuffer& recording,
                       const Progress& progress, std::vector<std::string>* warnings)
{
    return readStemFolder(folder, recording, {}, recording.duration(), progress, warnings);
}

StemSet readStemFolder(const fs::path& folder, const AudioBuffer& part, const TimeRange& range,
                       double duration, const Progress& progress,
                       std::vector<std::string>* warnings)
{
    const AudioBuffer stereo = toStereo(part);
    const auto files = stemFiles(folder);
    checkCount(folder, files.size(), 1);
    StemSet result;
    for (const auto& [name, file] : files) {
        const double count = double(files.size());
        result.names.push_back(name);
        result.stems.push_back(readStem(
            file, stereo.sampleRate, range, duration,
            progress.part(result.count() / count, (result.count() + 1) / count), warnings));
        fitLength(result.stems.back(), stereo.frames());
    }
    if (const int whole = findRecording(result, stereo); whole >= 0) {
        result.names.erase(result.names.begin() + whole);
        result.stems.erase(result.stems.begin() + whole);
    }
    checkCount(folder, result.stems.size());
    result.residual = residualOf(stereo, result);
    result.origin =
        "folder of " + std::to_string(result.count()) + (result.count() == 1 ? " file" : " files");
    progress.report(1.0);
    return result;
}

AudioBuffer readStemFolderSum(const fs::path& folder, const Progress& progress,
                              std::vector<std::string>* warnings)
{
    const auto files = stemFiles(folder, true);
    const std::size_t stemCount = stemFiles(folder).size();
    checkCount(folder, stemCount, 1);
    const double passes = files.size() > 2 ? 2.0 * double(files.size()) : double(files.size());
    const auto read = [&](std::size_t i, const AudioBuffer& sum, double pass) {
        AudioBuffer stem =
            readStem(files[i].second, sum.sampleRate, {}, sum.frames() > 0 ? sum.duration() : -1.0,
                     progress.part(pass / passes, (pass + 1.0) / passes),
                     pass < double(files.size()) ? warnings : nullptr);
        if (sum.frames() > 0)
            fitLength(stem, sum.frames());
        return stem;
    };
    StemSet sum{{"sum"}, {read(0, {}, 0.0)}, {}, {}};
    for (std::size_t i = 1; i < files.size(); ++i) {
        sum.stems.push_back(read(i, sum.stems[0], double(i)));
        sum.stems = {sumOfStems(sum)};
    }
    // One stem at a time once more, for they may not fit into memory together.
    for (std::size_t i = 0; files.size() > 2 && i < files.size(); ++i) {
        const AudioBuffer stem = read(i, sum.stems[0], double(files.size() + i));
        const AudioBuffer others = difference(sum.stems[0], stem);
        if (soundsLike(stem, others))
            return others;
    }
    checkCount(folder, stemCount);
    progress.report(1.0);
    return std::move(sum.stems[0]);
}

void writeStems(const fs::path& folder, const StemSet& stems, const Progress& progress)
{
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error("The folder '" + folder.string() + "' can't be made: " + failure.message() +
                    ".");
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
