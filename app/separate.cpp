#include <algorithm>
#include <optional>

#include "app/commands.h"
#include "app/console.h"
#include "app/pending_outputs.h"
#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/audio/resample.h"
#include "core/error.h"
#include "core/separation/separator.h"
#include "core/separation/stem_writer.h"
#include "core/store/model_files.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// A recording, or a part of it, as blocks of stereo at another rate.
class StereoReader {
public:
    StereoReader(const fs::path& file, const TimeRange& range, int sampleRate,
                 const Progress& progress)
        : m_reader(file)
    {
        const int rate = m_reader.info().sampleRate;
        m_reader.seek(std::int64_t(range.start * rate), progress);
        if (range.length >= 0.0)
            m_left = std::int64_t(range.length * rate);
        if (rate != sampleRate)
            m_resampler.emplace(rate, sampleRate, 2);
    }

    /// About `frames` frames; none at the end.
    AudioBuffer read(std::size_t frames)
    {
        while (!m_isFinished) {
            const std::size_t wanted = std::size_t(std::min(m_left, std::int64_t(frames)));
            const AudioBuffer block = wanted > 0 ? m_reader.read(wanted) : AudioBuffer{};
            m_left -= std::int64_t(block.frames());
            m_isFinished = block.frames() == 0;
            if (!m_resampler)
                return m_isFinished ? AudioBuffer{} : toStereo(block);
            AudioBuffer result =
                m_isFinished ? m_resampler->finish() : m_resampler->process(toStereo(block));
            if (result.frames() > 0)
                return result;
        }
        return {};
    }

    std::vector<std::string> warnings() const { return m_reader.warnings(); }
    double duration() const
    {
        return double(m_reader.info().frames) / std::max(1, m_reader.info().sampleRate);
    }

private:
    AudioReader m_reader;
    std::optional<Resampler> m_resampler;
    std::int64_t m_left = std::int64_t(1) << 62;  // frames
    bool m_isFinished = false;
};

/// Takes audio in blocks of any size and gives it back in others.
class FrameQueue {
public:
    void push(const AudioBuffer& block)
    {
        if (block.frames() == 0)
            return;
        m_samples.resize(block.channels.size());
        for (std::size_t c = 0; c < block.channels.size(); ++c)
            m_samples[c].insert(m_samples[c].end(), block.channels[c].begin(),
                                block.channels[c].end());
    }

    /// The next frames; zeros once there are no more.
    AudioBuffer pop(std::size_t frames, int sampleRate)
    {
        AudioBuffer result{sampleRate, {}};
        for (std::vector<float>& samples : m_samples) {
            const std::size_t count = std::min(frames, samples.size());
            std::vector<float>& channel = result.channels.emplace_back(frames, 0.0f);
            std::copy_n(samples.begin(), count, channel.begin());
            samples.erase(samples.begin(), samples.begin() + std::ptrdiff_t(count));
        }
        return result;
    }

private:
    std::vector<std::vector<float>> m_samples;
};

/// What the stems leave of the recording.
AudioBuffer residualOf(AudioBuffer recording, const std::vector<AudioBuffer>& stems)
{
    for (const AudioBuffer& stem : stems)
        for (std::size_t c = 0; c < recording.channels.size() && c < stem.channels.size(); ++c)
            for (std::size_t i = 0; i < recording.channels[c].size(); ++i)
                recording.channels[c][i] -= stem.channels[c][i];
    return recording;
}

/// Returns the names of the files.
std::vector<std::string> separateInto(const fs::path& folder, const fs::path& track,
                                      const TimeRange& range, const Separator& separator,
                                      const SeparationOptions& options, const Progress& progress)
{
    const int rate = separator.info().sampleRate;
    StereoReader reader(track, range, rate, progress.part(0.0, 0.0));
    FrameQueue heard;
    std::vector<StemWriter> writers;
    for (const std::string& stem : separator.info().stems)
        writers.emplace_back(folder, stem, rate, 2);
    writers.emplace_back(folder, "residual", rate, 2);

    std::size_t frames = 0;
    float loudest = 0.0f;
    const auto read = [&](std::size_t count) {
        AudioBuffer block = reader.read(count);
        heard.push(block);
        frames += block.frames();
        loudest = std::max(loudest, peak(block));
        return block;
    };
    const auto write = [&](const std::vector<AudioBuffer>& stems) {
        for (std::size_t i = 0; i < stems.size(); ++i)
            writers[i].write(stems[i]);
        writers.back().write(residualOf(heard.pop(stems.front().frames(), rate), stems));
    };
    const double duration = range.length >= 0.0 ? range.length : reader.duration() - range.start;
    separator.separateStream(read, write, std::max(0.0, duration), options, progress);
    if (frames == 0)
        throw Error(track.string() + " ends before this part.");
    if (loudest == 0.0f)
        throw Error(track.string() + " is silent throughout, so there is nothing to separate.");
    std::vector<std::string> files;
    for (StemWriter& writer : writers)
        files.push_back(writer.finish().filename().string());
    for (const std::string& warning : reader.warnings())
        printNote(warning);
    return files;
}

int run(const Arguments& arguments, const Progress& progress)
{
    const auto folder = arguments.path("--out");
    if (!folder)
        throw UsageError("\"separate\" needs --out DIR.");
    const fs::path track = arguments.operands().front();
    const TimeRange range{arguments.number("--start", 0.0, 1e7).value_or(0.0),
                          arguments.number("--length", 0.01, 1e7).value_or(-1.0)};
    SeparationOptions options;
    options.instrumental = arguments.has("--instrumental");
    options.highBand = arguments.has("--drop-high-band") ? HighBand::Drop : options.highBand;
    AudioReader{track};  // what can't be read is refused before the separator is loaded
    PendingOutputs pending;
    const fs::path temporary = pending.folder(*folder);
    const Separator separator = Separator::load(
        modelFile(arguments.text("--separator").value_or(""), ModelKind::Separator));
    std::vector<std::string> files;
    pending.fill([&] {
        files = separateInto(temporary, track, range, separator, options,
                             progress.part(0.0, 1.0, "separating the sources"));
    });
    pending.commit();
    std::string text;
    for (const std::string& file : files)
        text += (*folder / file).string() + "\n";
    if (!separator.info().notice.empty())
        printNote("(" + separator.info().name + ": " + separator.info().notice + ")");
    printResult(text);
    return 0;
}

}  // namespace

Command separateCommand()
{
    return {.name = "separate",
            .operands = "TRACK",
            .minimumOperands = 1,
            .maximumOperands = 1,
            .summary = "Separates a recording into its sources.",
            .details =
                "Writes a FLAC file for each stem and one for the residual: what the stems "
                "leave of the recording, so that all files together sum up to it; those that "
                "go beyond full scale become WAV files in floating point. A recording of any "
                "length is separated in bounded memory.",
            .options = {{"--out", "DIR", "folder for the stems"},
                        {"--separator", "SEP",
                         "separator, a file or a name (default: the built-in one)"},
                        {"--start", "S", "separate from here on, in s"},
                        {"--length", "S", "separate so many s"},
                        {"--instrumental", "",
                         "nobody sings: the vocals' share goes to the other stems"},
                        {"--drop-high-band", "",
                         "leave out what lies above the masks' band, as the reference does"},
                        threadsOption()},
            .run = run};
}

}  // namespace whence
