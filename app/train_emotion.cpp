#include <cstdio>
#include <sstream>

#include "app/commands.h"
#include "app/console.h"
#include "app/emotion_card.h"
#include "app/emotion_material.h"
#include "app/pending_outputs.h"
#include "core/data/dataset.h"
#include "core/error.h"
#include "core/evaluation/metrics.h"
#include "core/model/emotion_model.h"
#include "core/tensors/file_io.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

template <typename Value>
Value choice(const Arguments& arguments, const std::string& option,
             const std::vector<std::pair<std::string, Value>>& values)
{
    const std::string name = arguments.text(option).value_or(values.front().first);
    std::string known;
    for (const auto& [text, value] : values) {
        if (text == name)
            return value;
        known += (known.empty() ? "" : ", ") + text;
    }
    throw UsageError(option + " takes one of " + known + ", not “" + name + "”.");
}

/// Throws Error if the model has other outputs, another input or more channels.
StoredModel startModel(const fs::path& file, const EmotionTrainingOptions& options)
{
    StoredModel model = readStoredModel(file);
    const ModelInfo& card = model.info;
    if (card.features != canonicalFeatures() || card.emotions != canonicalEmotions() ||
        card.spectrogram != LogSpectrogramOptions() || card.normalizesInput ||
        card.baseChannels > options.baseChannels)
        throw Error("The training can't go on from " + file.filename().string() +
                    ": it has other outputs, another spectrogram or more channels (" +
                    std::to_string(card.baseChannels) + ").");
    return model;
}

/// What the card tells of the model the training started from.
std::string originText(const ModelInfo& start, const EmotionTrainingOptions& options)
{
    const std::string how = start.baseChannels == options.baseChannels
                                ? "; it went on from the model " + start.id
                                : "; it was widened from the model " + start.id + " with " +
                                      std::to_string(start.baseChannels) + " base channels";
    return how + ", made by: " + start.source;
}

EmotionTrainingOptions trainingOptions(const Arguments& arguments)
{
    EmotionTrainingOptions options;
    options.baseChannels = arguments.integer("--channels", 1, 1024).value_or(128);
    options.epochs = arguments.integer("--epochs", 1, 100000).value_or(65);
    options.patience = arguments.integer("--patience", 0, 100000).value_or(14);
    options.learningRate = arguments.number("--learning-rate", 1e-9, 1.0).value_or(1e-3);
    options.weightDecay = arguments.number("--weight-decay", 0.0, 1.0).value_or(0.0);
    options.schedule =
        choice<LearningRateSchedule>(arguments, "--schedule",
                                     {{"restarts", LearningRateSchedule::WarmRestarts},
                                      {"cosine", LearningRateSchedule::Cosine},
                                      {"constant", LearningRateSchedule::Constant}});
    options.featureBatch = arguments.integer("--feature-batch", 1, 1024).value_or(8);
    options.emotionBatch = arguments.integer("--emotion-batch", 1, 1024).value_or(8);
    options.balanced = arguments.has("--balanced");
    options.featureWeight = arguments.number("--feature-weight", 0.0, 1000.0).value_or(1.0);
    options.emotionWeight = arguments.number("--emotion-weight", 0.0, 1000.0).value_or(1.0);
    const double tonal = arguments.number("--tonal-weight", 0.0, 1000.0).value_or(1.0);
    for (const std::string& feature : canonicalFeatures())
        options.featureWeights.push_back(
            feature == "tonal_stability" || feature == "minorness" ? tonal : 1.0);
    options.headStart = choice<HeadStart>(arguments, "--head",
                                          {{"least-squares", HeadStart::LeastSquares},
                                           {"zero", HeadStart::Zero},
                                           {"random", HeadStart::Random}});
    options.headRate = arguments.number("--head-rate", 0.0, 1000.0).value_or(1.0);
    options.gainRange = arguments.number("--gain", 0.0, 60.0).value_or(0.0);
    options.tiltRange = arguments.number("--tilt", 0.0, 12.0).value_or(0.0);
    options.masteredShare = arguments.number("--mastered", 0.0, 1.0).value_or(0.0);
    options.mixedPrecision = arguments.has("--bfloat16");
    return options;
}

/// All options of the command.
std::vector<Option> allOptions()
{
    std::vector<Option> options{{"--out", "FILE", "the model (*.whence-model)"}};
    for (const Option& option : materialOptions())
        options.push_back(option);
    for (const Option& option : std::vector<Option>{
             {"--channels", "N", "base channels of the network (128)"},
             {"--window", "S", "length of the model's window (40)"},
             {"--epochs", "N", "passes over the emotion clips (65)"},
             {"--patience", "N", "epochs without improvement before it stops, 0: never (14)"},
             {"--learning-rate", "X", "of Adam (0.001)"},
             {"--weight-decay", "X", "of Adam (0)"},
             {"--schedule", "NAME", "restarts, cosine or constant (restarts)"},
             {"--feature-batch", "N", "clips of a batch drawn for their features (8)"},
             {"--emotion-batch", "N", "clips of a batch drawn for their emotions (8)"},
             {"--balanced", "", "equally many clips of DEAM and PMEmo in a batch"},
             {"--feature-weight", "X", "of the features in the loss (1)"},
             {"--emotion-weight", "X", "of the emotions in the loss (1)"},
             {"--tonal-weight", "X", "of tonal stability and minorness among the features (1)"},
             {"--start", "FILE", "go on from this model; one with fewer channels is widened"},
             {"--head", "NAME",
              "start of the emotion layer without --start: least-squares, zero or random"},
             {"--head-rate", "X", "learning rate of the emotion layer, times the rest's (1)"},
             {"--gain", "DB", "random change of level, to either side (0)"},
             {"--tilt", "DB", "random tilt per octave, to either side (0)"},
             {"--mastered", "X", "share of the crops changed as by mastering and lossy coding (0)"},
             {"--bfloat16", "", "mixed precision (bfloat16): faster where supported"},
             {"--seed", "N", "of the split, the start and the draws (1)"},
             {"--runs", "N", "train N models with seeds counting up, FILE_0, FILE_1, ... (1)"},
             {"--name", "TEXT", "of the model, for its card"},
             {"--licence", "TEXT", "of the model, for its card"},
             {"--half", "", "store the weights with 16 bits"},
             {"--keep-checkpoint", "", "leave the checkpoint when the training is done"}})
        options.push_back(option);
    options.push_back(threadsOption());
    return options;
}

std::string numberText(double value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.6g", value);
    return buffer;
}

/// The log of a training: one row per epoch.
std::string logText(const std::vector<EpochReport>& history)
{
    std::string text = "epoch,learning_rate,feature_loss,emotion_loss,score,best";
    for (const auto* names : {&canonicalFeatures(), &canonicalEmotions()}) {
        for (const std::string& name : *names)
            text += "," + name + "_r," + name + "_r2," + name + "_rmse";
    }
    text += "\n";
    for (const EpochReport& report : history) {
        text += std::to_string(report.epoch) + "," + numberText(report.learningRate) + "," +
                numberText(report.featureLoss) + "," + numberText(report.emotionLoss) + "," +
                numberText(report.score) + "," + (report.best ? "1" : "0");
        for (const OutputQuality& quality : report.validation)
            text += "," + numberText(quality.r) + "," + numberText(quality.r2) + "," +
                    numberText(quality.rmse);
        text += "\n";
    }
    return text;
}

OutputQuality assess(std::span<const double> predicted, std::span<const double> truth)
{
    const Metrics metrics = computeMetrics(predicted, truth);
    return {.r = metrics.r, .r2 = metrics.r2, .rmse = metrics.rmse};
}

std::string epochNote(const EpochReport& report)
{
    double r = 0.0;
    const int features = int(canonicalFeatures().size());
    for (int i = 0; i < features; ++i)
        r += report.validation[std::size_t(i)].r / features;
    char buffer[200];
    std::snprintf(buffer, sizeof buffer,
                  "epoch %d: loss %.4f + %.4f, validation RMSE of emotions %.4f, mean r of "
                  "features %.3f%s",
                  report.epoch, report.featureLoss, report.emotionLoss, report.score, r,
                  report.best ? ", best so far" : "");
    return buffer;
}

/// "a.whence-model" → "a_2.whence-model" for the third of several runs.
fs::path numbered(const fs::path& file, int run, int runs)
{
    if (runs == 1)
        return file;
    return file.parent_path() /
           (file.stem().string() + "_" + std::to_string(run) + file.extension().string());
}

/// Trains one network and writes its model; returns its figures on the test sets.
std::vector<TestFigures> trainOnce(const Arguments& arguments, const EmotionMaterial& material,
                                   EmotionTrainingOptions options, const CardTexts& texts,
                                   const fs::path& file, const Progress& progress)
{
    options.checkpoint = file;
    options.checkpoint += ".checkpoint";
    fs::path log = file;
    log.replace_extension(".csv");
    std::vector<EpochReport> history;
    const TrainedNetwork trained = trainEmotionNetwork(
        material.data, options, assess,
        [&](const EpochReport& report) {
            history.push_back(report);
            writeFileAtomically(log, logText(history));
            printNote(epochNote(report));
        },
        progress.part(0.0, 0.95));
    // The model appears with its figures or not at all.
    PendingOutputs pending;
    const auto figures = writeTrainedModel(pending.file(file), material, options, trained, texts,
                                           progress.part(0.95, 1.0, "measuring"));
    pending.commit();
    if (!arguments.has("--keep-checkpoint"))
        fs::remove(options.checkpoint);
    return figures;
}

int train(const Arguments& arguments, const Progress& progress)
{
    const auto file = arguments.path("--out");
    if (!file)
        throw UsageError("Training needs --out FILE for the model.");
    if (file->has_parent_path())
        fs::create_directories(file->parent_path());
    fs::path cache = *file;
    cache += ".cache";
    cache = arguments.path("--cache").value_or(cache);
    EmotionTrainingOptions options = trainingOptions(arguments);
    const LogSpectrogramOptions spectrogram;
    CardTexts texts = cardTexts(arguments, allOptions());
    if (const auto origin = arguments.path("--start")) {
        StoredModel start = startModel(*origin, options);
        texts.command += originText(start.info, options);
        options.start = std::move(start.tensors);
    }
    options.windowFrames = windowFrames(texts.windowSeconds, spectrogram);
    const auto seed = arguments.seed();
    const int runs = arguments.integer("--runs", 1, 100).value_or(1);

    const EmotionMaterial material =
        gatherMaterial(arguments, cache, spectrogram, seed, progress.part(0.0, 0.2));
    options.material = material.description + (arguments.has("--parity") ? "parity " : "") +
                       arguments.text("--sound-font").value_or("");
    std::vector<std::vector<TestFigures>> figures;
    for (int run = 0; run < runs; ++run) {
        options.seed = seed + std::uint64_t(run);
        const Progress part =
            progress.part(0.2 + 0.8 * run / runs, 0.2 + 0.8 * (run + 1) / runs, "training");
        figures.push_back(
            trainOnce(arguments, material, options, texts, numbered(*file, run, runs), part));
    }
    printResult(figuresText(figures));
    return 0;
}

}  // namespace

Command trainEmotionCommand()
{
    Command command;
    command.name = "train emotion";
    command.summary = "Trains a model of perceptual features and emotions.";
    command.details =
        "Learns the features of Mid-level and the emotions of DEAM, PMEmo or both together, in\n"
        "mixed batches, or both from synthesized music. The defaults are the paper's. After each\n"
        "epoch a checkpoint is written beside the model (FILE.checkpoint): the same command goes\n"
        "on from there after an interruption. FILE.csv logs every epoch. A model of fewer\n"
        "channels given with --start is widened and begins with the same predictions.";
    command.options = allOptions();
    command.run = train;
    return command;
}

}  // namespace whence
