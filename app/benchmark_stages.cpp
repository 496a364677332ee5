#include "app/benchmark_stages.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <memory>
#include <random>

#include "app/benchmark_input.h"
#include "core/analysis.h"
#include "core/audio/resample.h"
#include "core/explain/recording.h"
#include "core/model/network_benchmark.h"
#include "core/separation/stem_folder.h"
#include "core/store/model_files.h"

namespace whence {

namespace {

constexpr double megabyte = 1e6;

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// VmHWM: the largest resident set of this process so far.
double peakMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return 1024.0 * std::stod(line.substr(6));
    return 0.0;
}

std::string lengthText(double seconds)
{
    return std::to_string(int(std::lround(seconds))) + " s";
}

EmotionModel randomModel(const BenchmarkSize& size)
{
    ModelInfo info;
    info.baseChannels = size.baseChannels;
    info.windowSeconds = size.seconds;
    info.windowFrames = windowFrames(size.seconds, info.spectrogram);
    return randomEmotionModel(info);
}

EmotionModel builtInModel()
{
    return EmotionModel::load(modelFile("", ModelKind::Emotion));
}

Separator randomSeparator(const BenchmarkSize& size)
{
    SeparatorInfo info = spleeterInfo(5);
    info.filters = size.separatorFilters;
    return Separator::withRandomWeights(info);
}

BenchmarkWork spectrogramWork(const BenchmarkSize& size)
{
    const auto file = std::make_shared<TemporaryAudioFile>(generatedMusic(size.seconds, 2, 44100));
    return {[file] {
        return secondsOf([&] {
            const AudioBuffer audio = decodeAudio(file->path()).audio;
            const AudioBuffer mono = resample(downmix(audio), LogSpectrogramOptions{}.sampleRate);
            computeLogSpectrogram(mono.channels.front());
        });
    }};
}

BenchmarkWork readingWork(const BenchmarkSize& size)
{
    const auto file = std::make_shared<TemporaryAudioFile>(generatedMusic(size.seconds, 2, 44100));
    return {[file] { return secondsOf([&] { readRecording(file->path(), {}); }); }};
}

BenchmarkWork networkWork(const EmotionModel& model)
{
    const ModelInfo& info = model.info();
    const AudioBuffer music = generatedMusic(info.windowSeconds, 1, info.spectrogram.sampleRate);
    const LogSpectrogram window = sliceOrLoop(
        computeLogSpectrogram(music.channels.front(), info.spectrogram), 0, info.windowFrames);
    return {[model, window] { return secondsOf([&] { model.predict(window); }); },
            networkOperations(info.baseChannels, window.bands, window.frames),
            "plain network / inference path",
            [channels = info.baseChannels, bands = window.bands, frames = window.frames] {
                return makePlainNetworkTiming(channels, bands, frames);
            }};
}

/// LIME as audioLIME does it: every row is predicted, the same mix or not, and fitted per feature.
double secondsOfSampledLime(const EmotionModel& model, const StemSet& stems,
                            const BenchmarkSize& size)
{
    const ModelInfo& info = model.info();
    const auto coalitions = randomCoalitions(stems.count(), size.measuredRows, 1);
    const double seconds = secondsOf([&] {
        const MixSpectrograms spectrograms(stems, info.spectrogram, info.windowFrames,
                                           MixGain::OfFullMix);
        const auto window = [&](int row) {
            std::vector<float> gains;
            for (int i = 0; i < stems.count(); ++i)
                gains.push_back(float(coalitions[std::size_t(row)] >> i & 1));
            return spectrograms.window(gains);
        };
        const MixTable table{stems.names, false, coalitions,
                             model.predict(size.measuredRows, window)};
        for (std::size_t feature = 0; feature < info.features.size(); ++feature)
            fitSurrogate(coalitions, stems.count(), table.featureValues(int(feature)));
    });
    return seconds * size.rows / size.measuredRows;
}

BenchmarkWork explanationWork(const EmotionModel& model, const StemSet& stems,
                              const BenchmarkSize& size)
{
    const ModelInfo& info = model.info();
    const std::vector<Coalition> coalitions = allCoalitions(stems.count());
    const int bands = computeLogSpectrogram({}, info.spectrogram).bands;
    return {
        [=] {
            return secondsOf(
                [&] { explainBySources(predictMixes(stems, model, coalitions), model.info()); });
        },
        double(coalitions.size()) * networkOperations(info.baseChannels, bands, info.windowFrames),
        std::to_string(size.rows) + "-row LIME / exact 2^" + std::to_string(stems.count()),
        [=] { return [=] { return secondsOfSampledLime(model, stems, size); }; }};
}

BenchmarkWork separationWork(const Separator& separator, const AudioBuffer& music)
{
    const SeparatorInfo& info = separator.info();
    const double samples = music.duration() * info.sampleRate + info.stft.frameSize;
    const double segments = std::ceil(samples / (double(info.segmentFrames) * info.stft.hop));
    return {[=] { return secondsOf([&] { separator.separate(music); }); },
            segments * operationsPerSegment(info)};
}

BenchmarkWork trainingWork(const BenchmarkSize& size)
{
    const LogSpectrogramOptions options;
    const int bands = computeLogSpectrogram({}, options).bands;
    const int frames = windowFrames(size.seconds, options);
    // Backwards costs twice as much as forwards.
    return {makeTrainingStepTiming(size.baseChannels, bands, frames, size.batch),
            3.0 * size.batch * networkOperations(size.baseChannels, bands, frames)};
}

StemSet lastStems(StemSet stems, int count)
{
    const int extra = stems.count() - count;
    stems.names.erase(stems.names.begin(), stems.names.begin() + extra);
    stems.stems.erase(stems.stems.begin(), stems.stems.begin() + extra);
    return stems;
}

/// The last stems of the bundled example in the model's window, as mono at the model's rate.
StemSet exampleStems(const ModelInfo& info, int count)
{
    const AudioBuffer recording = readStemFolderSum(exampleFolder());
    const StemSet stems = readStemFolder(exampleFolder(), recording);
    return lastStems(toMono(cutStems(stems, 0.0, info.windowSeconds), info.spectrogram.sampleRate),
                     count);
}

BenchmarkWork exampleSeparationWork(const BenchmarkSize& size)
{
    const AudioBuffer recording = readStemFolderSum(exampleFolder());
    return separationWork(
        Separator::load(modelFile("", ModelKind::Separator)),
        slice(recording, 0, std::size_t(size.exampleSeconds * recording.sampleRate)));
}

BenchmarkWork analysisWork(const BenchmarkSize& size)
{
    AnalysisOptions options;
    options.shifts = size.shifts;
    options.baselines = size.shifts > 0;
    return {[options, model = builtInModel()] {
        return secondsOf([&] { analyze(exampleFolder(), model, {}, options); });
    }};
}

}  // namespace

BenchmarkSize quickSize()
{
    return {.baseChannels = 4,
            .seconds = 2.0,
            .stems = 2,
            .batch = 2,
            .separatorFilters = {2, 2, 4, 4, 4, 4},
            .rows = 1000,
            .measuredRows = 10,
            .exampleSeconds = 2.0,
            .shifts = 0};
}

std::vector<BenchmarkStage> benchmarkStages(const BenchmarkSize& size)
{
    const std::string length = lengthText(size.seconds);
    const std::string mixes = std::to_string(1 << size.stems);
    const std::string base = "base " + std::to_string(size.baseChannels);
    std::vector<BenchmarkStage> stages = {
        {"spectrogram", "file (WAV) to spectrogram, " + length,
         [size] { return spectrogramWork(size); }, 0.04},
        {"reading", "reading with loudness and spectrogram, " + length,
         [size] { return readingWork(size); }},
        {"network", "network (" + base + "), one window of " + length,
         [size] { return networkWork(randomModel(size)); }, 0.08},
        {"explanation",
         "explanation (" + base + "), " + mixes + " mixes of " + length + ", 7 features",
         [size] {
             return explanationWork(randomModel(size),
                                    lastStems(generatedStems(size.seconds, 22050), size.stems),
                                    size);
         },
         2.5, 700.0 * megabyte},
        {"separation", "separation (5 U-Nets of Spleeter's size), " + length,
         [size] {
             return separationWork(randomSeparator(size), generatedMusic(size.seconds, 2, 44100));
         },
         1.2, 2000.0 * megabyte},
        {"training",
         "training step (" + base + "), " + std::to_string(size.batch) + " windows of " + length,
         [size] { return trainingWork(size); }, 6.5},
        {"built_in_network", "built-in model, one window",
         [] { return networkWork(builtInModel()); }},
        {"built_in_explanation", "built-in model, bundled example, " + mixes + " mixes",
         [size] {
             const EmotionModel model = builtInModel();
             return explanationWork(model, exampleStems(model.info(), size.stems), size);
         }},
        {"built_in_separation", "built-in separator, bundled example",
         [size] { return exampleSeparationWork(size); }},
        {"built_in_analysis", "whole analysis of the bundled example with its stems",
         [size] { return analysisWork(size); }},
    };
    if (size.baseChannels != BenchmarkSize{}.baseChannels)
        for (BenchmarkStage& stage : stages)
            stage.targetSeconds = stage.targetMemory = 0.0;
    return stages;
}

BenchmarkResult measureStage(const BenchmarkStage& stage, int runs, const Progress& progress)
{
    const BenchmarkWork work = stage.make();
    const double steps = runs + 1.0;
    progress.report(0.0);
    work.run();
    BenchmarkResult result{.name = stage.name,
                           .task = stage.task,
                           .peakMemory = peakMemory(),
                           .operations = work.operations,
                           .comparison = work.comparison,
                           .targetSeconds = stage.targetSeconds,
                           .targetMemory = stage.targetMemory};
    std::function<double()> peak;
    if (work.operations > 0.0) {
        peak = makeConvolutionPeak();
        peak();
    }
    std::function<double()> comparison;
    if (work.makeComparison)
        comparison = work.makeComparison();
    for (int run = 0; run < runs; ++run) {
        progress.report((run + 1.0) / steps);
        result.seconds.push_back(work.run());
        if (peak)
            result.convolutionPeak.push_back(peak());
        if (comparison)
            result.comparisonSeconds.push_back(comparison());
    }
    progress.report(1.0);
    return result;
}

}  // namespace whence
