#include "core/explain/recording.h"

#include <algorithm>
#include <cmath>

#include "core/audio/resample.h"
#include "core/error.h"
#include "core/separation/stem_folder.h"

namespace whence {

namespace {

constexpr std::size_t blockFrames = 1 << 16;

// The largest absolute sample of each hop of mono audio that comes in blocks.
class HopPeaks {
public:
    explicit HopPeaks(const LogSpectrogramOptions& options) : m_options(options) {}

    void process(const std::vector<float>& samples)
    {
        for (const float sample : samples) {
            if (m_position++ == frameStart(int(m_peaks.size()), m_options))
                m_peaks.push_back(0.0f);
            m_peaks.back() = std::max(m_peaks.back(), std::abs(sample));
        }
    }

    std::vector<float> finish() { return std::move(m_peaks); }

private:
    LogSpectrogramOptions m_options;
    std::int64_t m_position = 0;
    std::vector<float> m_peaks;
};

// Takes the blocks of a recording and measures all that a Recording tells of its sound.
class RecordingMeter {
public:
    RecordingMeter(int sampleRate, int channels, const LogSpectrogramOptions& options)
        : m_loudness(sampleRate, channels),
          m_resampler(sampleRate, options.sampleRate, 1),
          m_spectrogram(options),
          m_peaks(options)
    {
    }

    void process(const AudioBuffer& block)
    {
        m_frames += std::int64_t(block.frames());
        m_loudness.add(block);
        processMono(m_resampler.process(downmix(block)));
    }

    void finish(Recording& recording)
    {
        processMono(m_resampler.finish());
        recording.duration = double(m_frames) / recording.info.sampleRate;
        recording.loudness = m_loudness.result();
        recording.spectrogram = m_spectrogram.finish();
        recording.peaks = m_peaks.finish();
    }

private:
    void processMono(const AudioBuffer& mono)
    {
        if (mono.frames() == 0)
            return;
        m_spectrogram.process(mono.channels.front());
        m_peaks.process(mono.channels.front());
    }

    std::int64_t m_frames = 0;
    LoudnessMeter m_loudness;
    Resampler m_resampler;
    LogSpectrogramStream m_spectrogram;
    HopPeaks m_peaks;
};

void readFile(Recording& recording, const LogSpectrogramOptions& options, const Progress& progress)
{
    AudioReader reader(recording.file);
    recording.info = reader.info();
    RecordingMeter meter(recording.info.sampleRate, recording.info.channels, options);
    std::int64_t frames = 0;
    for (AudioBuffer block = reader.read(blockFrames); block.frames() > 0;
         block = reader.read(blockFrames)) {
        meter.process(block);
        frames += std::int64_t(block.frames());
        progress.report(
            std::min(1.0, double(frames) / double(std::max(frames, recording.info.frames))));
    }
    meter.finish(recording);
    recording.warnings = reader.warnings();
}

void readStems(Recording& recording, const LogSpectrogramOptions& options, const Progress& progress)
{
    recording.samples =
        readStemFolderSum(recording.file, progress.part(0.0, 0.5), &recording.warnings);
    recording.info.format = "folder of stems";
    recording.info.sampleRate = recording.samples->sampleRate;
    recording.info.channels = int(recording.samples->channels.size());
    recording.info.frames = std::int64_t(recording.samples->frames());
    RecordingMeter meter(recording.info.sampleRate, recording.info.channels, options);
    for (std::size_t start = 0; start < recording.samples->frames(); start += blockFrames) {
        meter.process(slice(*recording.samples, start, blockFrames));
        progress.part(0.5, 1.0).report(double(start) / double(recording.samples->frames()));
    }
    meter.finish(recording);
}

}  // namespace

void refuseUnusable(const std::filesystem::path& file, double duration, float peak)
{
    const std::string name = file.filename().string();
    if (duration < shortestRecording)
        throw Error(name + " is too short to be analyzed: it lasts " +
                    std::to_string(duration).substr(0, 4) + " s, at least 1 s is needed.");
    if (peak <= 0.0f)
        throw Error(name + " is silent throughout, so there is nothing to analyze.");
}

Recording readRecording(const std::filesystem::path& file, const LogSpectrogramOptions& options,
                        const Progress& progress)
{
    Recording recording;
    recording.file = file;
    std::error_code failure;  // reading tells what is wrong
    if (std::filesystem::is_directory(file, failure))
        readStems(recording, options, progress);
    else
        readFile(recording, options, progress);
    refuseUnusable(file, recording.duration, std::ranges::max(recording.peaks));
    return recording;
}

AudioBuffer readPart(const Recording& recording, const TimeRange& range, const Progress& progress)
{
    if (!recording.samples)
        return decodeAudio(recording.file, range, progress).audio;
    const int rate = recording.samples->sampleRate;
    return slice(*recording.samples, std::size_t(std::llround(range.start * rate)),
                 std::size_t(std::llround(range.length * rate)));
}

LogSpectrogram amplified(LogSpectrogram spectrogram, float gain)
{
    if (gain == 1.0f)
        return spectrogram;
    constexpr double ln10 = 2.302585092994046;
    for (float& value : spectrogram.values)
        value = float(std::log1p(double(gain) * std::expm1(value * ln10)) / ln10);
    return spectrogram;
}

}  // namespace whence
