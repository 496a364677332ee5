#include "app/commands.h"
#include "app/console.h"
#include "app/pending_outputs.h"
#include "app/separation_figures.h"
#include "app/separator_material.h"
#include "core/error.h"
#include "core/store/model_files.h"
#include "core/synthetic/clip_parameters.h"
#include "core/tensors/file_io.h"
#include "core/training/stem_clips.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

int run(const Arguments& arguments, const Progress& progress)
{
    PendingOutputs pending;
    const auto csv = arguments.path("--csv");
    const fs::path temporary = csv ? pending.file(*csv) : fs::path();
    const Separator separator = Separator::load(
        modelFile(arguments.text("--separator").value_or(""), ModelKind::Separator));
    const SeparatorInfo& card = separator.info();
    SeparationOptions options;
    options.instrumental = arguments.has("--instrumental");

    SeparationComparison comparison;
    std::string recordings;
    if (arguments.operands().empty()) {
        if (card.stems.size() != stemNames.size())
            throw Error("Synthesized clips have " + std::to_string(stemNames.size()) + " stems, " +
                        card.name + " has " + std::to_string(card.stems.size()) +
                        ": give a FOLDER of recordings by its stems.");
        const HeldOutClips clips = heldOutClips(arguments, arguments.seed());
        recordings = clips.description;
        comparison = compareSeparation(separator, clips.truth, options, progress);
    } else {
        const fs::path folder = arguments.operands().front();
        const int memory = arguments.integer("--memory", 1, 1'000'000).value_or(6000);
        const std::vector<StemClip> clips =
            loadStemClips(folder, card.stems, card.sampleRate, std::size_t(memory) << 20,
                          progress.part(0.0, 0.2, "reading"));
        TrueStems truth;
        for (const StemClip& clip : clips)
            truth.names.push_back(clip.name);
        truth.stems = [&](int i) {
            return unpackClip(clips[std::size_t(i)], card.stems, card.sampleRate);
        };
        recordings = std::to_string(clips.size()) + " recordings in " + folder.string();
        comparison = compareSeparation(separator, truth, options, progress.part(0.2, 1.0));
    }
    if (csv)
        pending.fill([&] { writeFileAtomically(temporary, toCsv(separationTable(comparison))); });
    pending.commit();
    printResult(separationText(comparison, recordings, card.stems));
    return 0;
}

}  // namespace

Command evaluateSeparationCommand()
{
    return {.name = "evaluate separation",
            .operands = "[FOLDER]",
            .maximumOperands = 1,
            .summary = "Measures how well a separator finds stems that are known.",
            .details =
                "Every folder in or under FOLDER that holds files named after the separator's "
                "stems, such as vocals.flac, is a recording: the sum of these is separated and "
                "compared with them. Without FOLDER, clips are synthesized. Beside the separator "
                "stand what needs no training (every stem the same share of the mix; harmonic and "
                "percussive parts) and the best that such masks can do.",
            .options = {{"--separator", "SEP",
                         "separator, a file or a name (default: the built-in one)"},
                        {"--instrumental", "",
                         "nobody sings: the vocals' share goes to the other stems"},
                        {"--test-clips", "N", "clips to synthesize without FOLDER (40)"},
                        {"--seed", "N", "of those clips (1)"},
                        {"--memory", "MIB", "at most for the recordings of FOLDER (6000)"},
                        {"--csv", "F", "write the figures of every recording into a table"},
                        threadsOption()},
            .run = run};
}

}  // namespace whence
