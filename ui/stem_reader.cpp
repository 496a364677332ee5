#include "ui/stem_reader.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/audio/decode.h"
#include "core/audio/resample.h"
#include "core/error.h"
#include "core/report/wording.h"
#include "core/separation/stem_folder.h"
#include "core/store/stem_cache.h"
#include "core/tensors/checksum.h"
#include "ui/sound_files.h"

namespace whence {

namespace {

constexpr double kBlockSeconds = 1.0;     // read at once
constexpr float kSteps24 = 0x1p23f;       // of a file with 24 bits, up to full scale
constexpr double kPublishSeconds = 15.0;  // of music, between two pictures of the waveform

/// A stem while it is being separated: resampled to the recording's rate and stored.
class StoredStem {
public:
    StoredStem(int fromRate, int toRate, std::int64_t frames)
        : m_resampler(fromRate, toRate, 2), m_samples(std::make_shared<SampleStore>(toRate, frames))
    {
    }

    void write(const AudioBuffer& block) { add(m_resampler.process(block)); }

    Sound finish()
    {
        add(m_resampler.finish());
        m_samples->close();
        return {m_samples, m_peaks};
    }

private:
    void add(const AudioBuffer& audio)
    {
        if (audio.frames() == 0)
            return;
        AudioBuffer rounded = audio;
        for (std::vector<float>& channel : rounded.channels)
            for (float& sample : channel)
                sample = std::nearbyint(sample * kSteps24) / kSteps24;
        m_samples->append(rounded);
        m_peaks->append(rounded);
    }

    Resampler m_resampler;
    std::shared_ptr<SampleStore> m_samples;
    std::shared_ptr<Peaks> m_peaks = std::make_shared<Peaks>();
};

/// Reads a recording in stereo blocks of another rate.
class ResampledReader {
public:
    ResampledReader(const std::filesystem::path& file, int rate)
        : m_reader(file), m_resampler(m_reader.info().sampleRate, rate, 2)
    {
    }

    int fileRate() const { return m_reader.info().sampleRate; }

    /// At least one frame, about as many as wanted; none at the end.
    AudioBuffer read(std::size_t frames)
    {
        while (!m_isFinished) {
            const AudioBuffer block = m_reader.read(frames);
            m_isFinished = block.frames() == 0;
            AudioBuffer result =
                m_isFinished ? m_resampler.finish() : m_resampler.process(toStereo(block));
            if (result.frames() > 0)
                return result;
        }
        return {};
    }

private:
    AudioReader m_reader;
    Resampler m_resampler;
    bool m_isFinished = false;
};

/// The part of the i-th of these stems.
Progress partOf(const Progress& all, std::size_t i, const std::vector<std::string>& names)
{
    const auto count = double(names.size());
    return all.part(double(i) / count, double(i + 1) / count);
}

}  // namespace

Sound readSound(const std::filesystem::path& path, IncomingSound& incoming,
                const Progress& progress)
{
    if (std::filesystem::is_directory(path))
        return soundOf(toStereo(readStemFolderSum(path, progress)));
    AudioReader reader(path);
    const AudioFileInfo info = reader.info();
    if (info.frames <= 0)  // the header does not say how long it is
        return soundOf(toStereo(decodeAudio(path, {}, progress).audio));

    const auto samples = std::make_shared<SampleStore>(info.sampleRate, info.frames);
    const auto peaks = std::make_shared<Peaks>();
    incoming.samples = samples;
    double unpublished = kPublishSeconds;
    const auto frames = std::size_t(std::lround(kBlockSeconds * info.sampleRate));
    for (AudioBuffer block = reader.read(frames); block.frames() > 0; block = reader.read(frames)) {
        const AudioBuffer stereo = toStereo(block);
        samples->append(stereo);
        peaks->append(stereo);
        unpublished += kBlockSeconds;
        if (unpublished >= kPublishSeconds) {
            incoming.peaks = std::make_shared<const Peaks>(*peaks);
            unpublished = 0.0;
        }
        progress.report(std::min(1.0, double(samples->framesReady()) / double(info.frames)));
    }
    samples->close();
    return {samples, peaks};
}

StemSounds separateSound(const Recording& recording, const Separator& separator,
                         const SeparationOptions& options, const Progress& progress)
{
    const int rate = separator.info().sampleRate;
    ResampledReader reader(recording.file, rate);
    const auto frames = std::int64_t(std::ceil(recording.duration * reader.fileRate()));
    std::vector<StoredStem> writers;
    for (std::size_t stem = 0; stem < separator.info().stems.size(); ++stem)
        writers.emplace_back(rate, reader.fileRate(), frames);
    separator.separateStream([&](std::size_t wanted) { return reader.read(wanted); },
                             [&](const std::vector<AudioBuffer>& blocks) {
                                 for (std::size_t stem = 0; stem < blocks.size(); ++stem)
                                     writers[stem].write(blocks[stem]);
                             },
                             recording.duration, options, progress);
    StemSounds result{{}, separator.info().name, {}};
    for (std::size_t stem = 0; stem < writers.size(); ++stem)
        result.stems.push_back(
            {QString::fromStdString(separator.info().stems[stem]), writers[stem].finish()});
    return result;
}

StemSounds separateOnce(const Recording& recording, const Separator& separator,
                        const SeparationOptions& options, const std::filesystem::path& cacheFolder,
                        const Progress& progress)
{
    if (cacheFolder.empty())
        return separateSound(recording, separator, options, progress);
    const EntryCache cache(cacheFolder / "recordings", StemCache::defaultMaximum);
    const std::string key =
        sha256("stems 1 " + sha256OfFile(recording.file, progress.part(0.0, 0.05)) + " " +
               separator.info().id + " " + std::to_string(int(options.highBand)) +
               (options.instrumental ? " i" : " v"));
    const Progress work = progress.part(0.05, 1.0);
    const std::vector<std::string>& names = separator.info().stems;
    StemSounds stems{{}, separator.info().name, {}};
    const auto readStems = [&](const std::filesystem::path& folder) {
        for (std::size_t i = 0; i < names.size(); ++i)
            stems.stems.push_back({QString::fromStdString(names[i]),
                                   readWrittenSound(folder, names[i], partOf(work, i, names))});
    };
    if (cache.read(key, readStems))
        return stems;
    stems = separateSound(recording, separator, options, work.part(0.0, 0.9));
    try {
        cache.write(key, [&](const std::filesystem::path& folder) {
            const Progress writing = work.part(0.9, 1.0);
            for (std::size_t i = 0; i < names.size(); ++i)
                writeSound(folder, names[i], stems.stems[i].sound, partOf(writing, i, names));
        });
    } catch (const Error& error) {
        stems.warning = QCoreApplication::translate(
                            "whence::Document", "The stems could not be kept for the next time: %1")
                            .arg(QString::fromUtf8(error.what()))
                            .toStdString();
    }
    return stems;
}

StemSounds readStemSounds(const Recording& recording, const std::filesystem::path& folder,
                          const Progress& progress)
{
    const AudioBuffer whole = recording.samples
                                  ? *recording.samples
                                  : decodeAudio(recording.file, {}, progress.part(0.0, 0.3)).audio;
    std::vector<std::string> warnings;
    const StemSet set = readStemFolder(folder, whole, progress.part(0.3, 1.0), &warnings);
    StemSounds result{{}, set.origin, joined(warnings, " ")};
    for (int stem = 0; stem < set.count(); ++stem)
        result.stems.push_back({QString::fromStdString(set.names[std::size_t(stem)]),
                                soundOf(toStereo(set.stems[std::size_t(stem)]))});
    return result;
}

WindowSound readWindowSound(const Recording& recording, const StemSounds& stems,
                            const TimeRange& range, int modelRate, const Progress& progress)
{
    const AudioBuffer part = readPart(recording, range, progress);
    const AudioBuffer mix = toStereo(part);
    WindowSound sound;
    sound.start = range.start;
    for (const StemSound& stem : stems.stems) {
        const SampleStore& samples = *stem.sound.samples;
        sound.stems.names.push_back(stem.name.toStdString());
        sound.stems.stems.push_back(
            framesOf(samples, std::llround(range.start * samples.sampleRate()), mix.frames()));
    }
    sound.stems.origin = stems.origin;
    sound.stems.residual = residualOf(mix, sound.stems);
    sound.mono = toMono(sound.stems, modelRate);
    sound.recording = resample(downmix(part), modelRate);
    return sound;
}

}  // namespace whence
