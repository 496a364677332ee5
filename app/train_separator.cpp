#include <algorithm>
#include <cstdio>
#include <sstream>

#include "app/commands.h"
#include "app/console.h"
#include "app/pending_outputs.h"
#include "app/separator_material.h"
#include "core/error.h"
#include "core/separation/joined_separator.h"
#include "core/tensors/file_io.h"
#include "core/tensors/tensor_file.h"
#include "core/training/separator_training.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

std::vector<int> filters(const std::string& text)
{
    std::vector<int> result;
    std::istringstream words(text);
    for (std::string word; std::getline(words, word, ',');) {
        std::istringstream number(word);
        int value = 0;
        if (!(number >> value) || !number.eof())
            throw UsageError("--filters takes numbers such as 24,40,56, not “" + text + "”.");
        result.push_back(value);
    }
    return result;
}

/// The form of the network to train, in the card.
void setForm(SeparatorInfo& card, const Arguments& arguments)
{
    const std::string network = arguments.text("--network").value_or("unet");
    if (network != "unet" && network != "bands")
        throw UsageError("--network is unet or bands, not “" + network + "”.");
    if (network == "unet") {
        if (const auto text = arguments.text("--filters"))
            card.filters = filters(*text);
        return;
    }
    card.kind = SeparatorKind::BandSplit;
    card.filters.clear();
    BandSplitForm& form = card.bands;
    form.count = arguments.integer("--bands", 1, 512).value_or(form.count);
    form.channels = arguments.integer("--band-channels", 1, 512).value_or(form.channels);
    form.blocks = arguments.integer("--band-blocks", 1, 16).value_or(form.blocks);
}

SeparatorTrainingOptions trainingOptions(const Arguments& arguments)
{
    SeparatorTrainingOptions options;
    setForm(options.card, arguments);
    options.steps = arguments.integer("--steps", 1, 10'000'000).value_or(options.steps);
    options.batch = arguments.integer("--batch", 1, 1024).value_or(options.batch);
    options.excerptFrames = arguments.integer("--excerpt", 1, 8192).value_or(options.excerptFrames);
    options.learningRate =
        arguments.number("--learning-rate", 1e-9, 1.0).value_or(options.learningRate);
    options.decay = arguments.number("--decay", 0.0, 1.0).value_or(options.decay);
    options.spectrumShare =
        arguments.number("--spectrum-share", 0.0, 1.0).value_or(options.spectrumShare);
    options.averaging = arguments.number("--averaging", 0.0, 0.99999).value_or(options.averaging);
    options.remixShare = arguments.number("--remix", 0.0, 1.0).value_or(options.remixShare);
    options.vocalFreeShare =
        arguments.number("--vocal-free", 0.0, 1.0).value_or(options.vocalFreeShare);
    options.extraVocalsShare =
        arguments.number("--vocals-share", 0.0, 1.0).value_or(options.extraVocalsShare);
    options.extraDrumsShare =
        arguments.number("--drums-share", 0.0, 1.0).value_or(options.extraDrumsShare);
    options.validateEvery =
        arguments.integer("--validate-every", 1, 1'000'000).value_or(options.validateEvery);
    options.seed = arguments.seed();
    options.mixedPrecision = arguments.has("--bfloat16");
    if (const auto file = arguments.path("--start"))
        options.start = readTensorFile(*file, "whence-separator").tensors;
    return options;
}

std::string logText(const std::vector<SeparatorTrainingReport>& reports)
{
    std::string text = "step,learning_rate,training_loss,validation_loss,best\n";
    for (const SeparatorTrainingReport& report : reports) {
        char line[200];
        std::snprintf(line, sizeof line, "%d,%.6g,%.6g,%.6g,%d\n", report.step, report.learningRate,
                      report.trainingLoss, report.validationLoss, int(report.best));
        text += line;
    }
    return text;
}

std::string note(const SeparatorTrainingReport& report)
{
    char text[200];
    std::snprintf(text, sizeof text, "step %d: loss %.4f, validation %.4f%s", report.step,
                  report.trainingLoss, report.validationLoss, report.best ? ", best so far" : "");
    return text;
}

/// Writes the separator with the figures of its quality: it appears with them or not at all.
void measureAndWrite(const fs::path& file, SeparatorInfo card, const TensorMap& tensors,
                     const Arguments& arguments, const Progress& progress)
{
    card.name = arguments.text("--name").value_or(card.name);
    card.licence = arguments.text("--licence").value_or(card.licence);
    const auto precision =
        arguments.has("--half") ? TensorPrecision::Float16 : TensorPrecision::Float32;
    PendingOutputs pending;
    const fs::path unmeasured = pending.file(file);
    writeTensorFile(unmeasured, {"whence-separator", toJson(card), tensors, {}}, precision);
    const std::string table = measureSeparator(unmeasured, arguments, precision, progress);
    pending.commit();
    printResult(table);
}

int join(const std::string& text, const fs::path& file, const Arguments& arguments,
         const Progress& progress)
{
    const std::vector<fs::path> networks = fileList(text);
    if (networks.size() != 2)
        throw UsageError("--join takes two files, those of the separators.");
    const double share = arguments.number("--join-share", 0.0, 1.0).value_or(0.5);
    const JoinedSeparator joined = joinSeparators(networks[0], networks[1], share);
    measureAndWrite(file, joined.info, joined.tensors, arguments, progress);
    return 0;
}

int train(const Arguments& arguments, const Progress& progress)
{
    const auto file = arguments.path("--out");
    if (!file)
        throw UsageError("Training needs --out FILE for the separator.");
    if (file->has_parent_path())
        fs::create_directories(file->parent_path());
    if (const auto networks = arguments.text("--join"))
        return join(*networks, *file, arguments, progress.part(0.0, 1.0, "measuring"));
    SeparatorTrainingOptions options = trainingOptions(arguments);
    options.checkpoint = *file;
    options.checkpoint += ".checkpoint";
    fs::path log = *file;
    log.replace_extension(".csv");

    const SeparatorTrainingData data =
        gatherSeparatorMaterial(arguments, options, progress.part(0.0, 0.1, "synthesizing"));
    std::vector<SeparatorTrainingReport> reports;
    const TrainedSeparator trained = trainSeparator(
        data, options,
        [&](const SeparatorTrainingReport& report) {
            reports.push_back(report);
            writeFileAtomically(log, logText(reports));
            printNote(note(report));
        },
        progress.part(0.1, 0.95, "training"));
    SeparatorInfo card = options.card;
    describeSeparatorTraining(card, arguments, data, options);
    measureAndWrite(*file, card, trained.tensors, arguments, progress.part(0.95, 1.0, "measuring"));
    if (!arguments.has("--keep-checkpoint"))
        fs::remove(options.checkpoint);
    return 0;
}

}  // namespace

Command trainSeparatorCommand()
{
    Command command;
    command.name = "train separator";
    command.summary = "Trains a compact separator of vocals, piano, drums, bass and other.";
    command.details =
        "Learns from clips synthesized for it, or from a folder of clips (folders with\n"
        "files named vocals, piano, drums, bass, other, as FLAC or WAV). At each\n"
        "validation a checkpoint is written beside the separator (FILE.checkpoint): the\n"
        "same command goes on from there after an interruption. FILE.csv logs the\n"
        "training. The quality on held-out clips goes into the card, beside that of a\n"
        "constant mask, of harmonic/percussive separation and of the ideal ratio mask.\n"
        "With --join nothing is trained: the separator is made of two that were, and\n"
        "measured: the mean of the masks of a U-Net and a band-split network, or of the\n"
        "weights of two networks of which one went on from the other (--start).";
    command.options = {{"--out", "FILE", "the separator (*.whence-separator)"}};
    for (const Option& option : separatorMaterialOptions())
        command.options.push_back(option);
    for (const Option& option : std::vector<Option>{
             {"--network", "NAME", "unet, or bands for a band-split recurrent network (unet)"},
             {"--join", "FILE,FILE", "make one separator of these two instead of training"},
             {"--join-share", "X", "of the second in the mean of weights (0.5)"},
             {"--filters", "N,N,...", "channels of the U-Net's steps (24,40,56,72,96,120)"},
             {"--bands", "N", "of the band-split network (64)"},
             {"--band-channels", "N", "of each band (48)"},
             {"--band-blocks", "N", "of recurrent layers (2)"},
             {"--steps", "N", "of the training (3000)"},
             {"--batch", "N", "excerpts of a step (4)"},
             {"--excerpt", "N", "frames of an excerpt (128)"},
             {"--learning-rate", "X", "of Adam (0.002)"},
             {"--decay", "X", "share of the steps over which the rate falls to 0 (0.5)"},
             {"--spectrum-share", "X",
              "share of the steps, at the end, on the SI-SDR of the masked spectra (0)"},
             {"--start", "FILE", "start from the weights of this separator of the same form"},
             {"--bfloat16", "", "mixed precision (bfloat16), U-Nets only: faster where supported"},
             {"--averaging", "X", "of the weights, from step to step (0.998)"},
             {"--remix", "X", "share of excerpts with stems of different clips (0.4)"},
             {"--vocal-free", "X", "share of excerpts without vocals (0.25)"},
             {"--validate-every", "N", "steps (100)"},
             {"--seed", "N", "of the clips, the start and the draws (1)"},
             {"--name", "TEXT", "of the separator, for its card"},
             {"--licence", "TEXT", "of the separator, for its card"},
             {"--half", "", "store the weights with 16 bits"},
             {"--keep-checkpoint", "", "leave the checkpoint when the training is done"}})
        command.options.push_back(option);
    command.options.push_back(threadsOption());
    command.run = train;
    return command;
}

}  // namespace whence
