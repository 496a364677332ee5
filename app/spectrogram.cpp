#include <algorithm>

#include "app/commands.h"
#include "app/console.h"
#include "app/pending_outputs.h"
#include "core/audio/decode.h"
#include "core/audio/resample.h"
#include "core/dsp/log_spectrogram.h"
#include "core/error.h"
#include "core/explain/recording.h"
#include "core/model/emotion_model.h"
#include "core/store/model_files.h"
#include "core/tensors/npy.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// The spectrogram at the gain the model hears: the peak of the mono mix is 1.
LogSpectrogram normalizedSpectrogram(const fs::path& track, const LogSpectrogramOptions& options,
                                     const Progress& progress)
{
    Recording recording = readRecording(track, options, progress);
    for (const std::string& warning : recording.warnings)
        printNote(warning);
    return amplified(std::move(recording.spectrogram), 1.0f / std::ranges::max(recording.peaks));
}

/// As the authors' programs make it of the same file.
LogSpectrogram paritySpectrogram(const fs::path& track, const LogSpectrogramOptions& options,
                                 const Progress& progress)
{
    const DecodedAudio decoded = decodeAudio(track, {}, progress.part(0.0, 0.4));
    const AudioBuffer mono =
        resample(downmix(decoded.audio), options.sampleRate, progress.part(0.4, 0.6));
    const std::vector<float> samples =
        prepareLikeReference(mono.channels.front(), parityRoute(decoded.info, options.sampleRate));
    if (samples.empty())
        throw Error(track.string() + " is silent throughout.");
    return computeLogSpectrogram(samples, options, progress.part(0.6, 1.0));
}

int run(const Arguments& arguments, const Progress& progress)
{
    const auto file = arguments.path("--out");
    if (!file)
        throw UsageError("\"spectrogram\" needs --out F.npy.");
    const fs::path track = arguments.operands().front();
    const LogSpectrogramOptions options =
        arguments.has("--model")
            ? EmotionModel::load(modelFile(*arguments.text("--model"), ModelKind::Emotion))
                  .info()
                  .spectrogram
            : LogSpectrogramOptions{};
    PendingOutputs pending;
    const fs::path temporary = pending.file(*file);
    const Progress stage = progress.part(0.0, 1.0, "computing the spectrogram");
    const LogSpectrogram spectrogram = arguments.has("--parity")
                                           ? paritySpectrogram(track, options, stage)
                                           : normalizedSpectrogram(track, options, stage);
    pending.fill([&] {
        writeNpy(temporary, {{spectrogram.bands, spectrogram.frames}, spectrogram.values});
    });
    pending.commit();
    printResult(file->string() + ": " + std::to_string(spectrogram.bands) + " bands × " +
                std::to_string(spectrogram.frames) + " frames, float32, log10(1 + magnitude)\n");
    return 0;
}

}  // namespace

Command spectrogramCommand()
{
    return {.name = "spectrogram",
            .operands = "TRACK",
            .minimumOperands = 1,
            .maximumOperands = 1,
            .summary = "Writes what a model sees of a recording as a NumPy array.",
            .details =
                "Bands × frames of log10(1 + magnitude), the lowest band first, of the mono "
                "mix with its peak at 1.",
            .options = {{"--out", "F.npy", "where to write"},
                        {"--model", "MODEL",
                         "with this model's settings (default: those of the paper)"},
                        {"--parity", "",
                         "normalize as the authors' programs do: by 16-bit arithmetic (but for WAV "
                         "files in floating point at the model's rate), silence at both ends "
                         "trimmed"}},
            .run = run};
}

}  // namespace whence
