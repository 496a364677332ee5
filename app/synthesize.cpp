#include <cstdio>
#include <limits>

#include "app/commands.h"
#include "app/console.h"
#include "core/error.h"
#include "core/synthetic/datasets.h"
#include "core/synthetic/example.h"
#include "core/synthetic/sound_font.h"

namespace whence {

namespace {

std::filesystem::path installedHeldOutFont()
{
    const auto font = heldOutSoundFont();
    if (font.empty())
        throw Error("The sound font for tests is not installed; install timgm6mb-soundfont.");
    return font;
}

DatasetOptions optionsOf(const Arguments& arguments)
{
    const std::string scale = arguments.text("--scale").value_or("full");
    if (scale != "smoke" && scale != "full")
        throw UsageError("--scale is smoke or full.");
    DatasetOptions options = scale == "smoke" ? smokeScale() : fullScale();
    constexpr int most = 1000000;
    options.midlevelClips =
        arguments.integer("--midlevel", 0, most).value_or(options.midlevelClips);
    options.deamClips = arguments.integer("--deam", 0, most).value_or(options.deamClips);
    options.deamFullSongs =
        arguments.integer("--deam-songs", 0, 58).value_or(options.deamFullSongs);
    options.pmemoClips = arguments.integer("--pmemo", 0, most).value_or(options.pmemoClips);
    options.duration = arguments.number("--length", 2.0, 280.0).value_or(options.duration);
    options.seed = arguments.seed(std::numeric_limits<int>::max());
    options.stems = !arguments.has("--no-stems");
    if (arguments.has("--nominal"))
        options.rules = LabelRules::Parameters;
    if (const auto font = arguments.path("--sound-font"))
        options.soundFonts = {*font};
    else if (arguments.has("--held-out"))
        options.soundFonts = {installedHeldOutFont()};
    return options;
}

// "2/3" is the second of three.
void choosePart(const std::string& text, DatasetOptions& options)
{
    char rest = 0;
    int part = 0;
    if (std::sscanf(text.c_str(), "%d/%d%c", &part, &options.parts, &rest) != 2 || part < 1 ||
        part > options.parts)
        throw UsageError("--part takes a number and a count, as 1/2.");
    options.part = part - 1;
}

int synthesize(const Arguments& arguments, const Progress& progress)
{
    const auto folder = arguments.path("--out");
    if (!folder)
        throw UsageError("--out DIR is missing.");
    if (arguments.has("--example")) {
        synthesizeExample(*folder, progress);
        printResult("The example is in " + folder->string() + "\n");
        return 0;
    }
    DatasetOptions options = optionsOf(arguments);
    if (const auto part = arguments.text("--part"))
        choosePart(*part, options);
    const DatasetSummary summary = synthesizeDatasets(*folder, options, progress);
    char length[32];
    std::snprintf(length, sizeof length, "%.1f", summary.seconds / 60.0);
    printResult(std::to_string(summary.rendered) + " clips rendered, " +
                std::to_string(summary.kept) + " kept, " + length + " minutes of music in " +
                folder->string() + "\n");
    return 0;
}

}  // namespace

Command synthesizeCommand()
{
    return {.name = "synthesize",
            .summary = "Makes music of which the causes are known, as three data sets.",
            .details =
                "Writes MidlevelFeatures, deam and pmemo in the layouts of the real data "
                "sets, with the stems and the truth of every clip beside them. A run that "
                "was interrupted goes on when it is repeated; --part shares the clips "
                "among processes.",
            .options = {{"--out", "DIR", "where to write"},
                        {"--scale", "SCALE",
                         "smoke (260 clips of about 6 s) or full (2650 of "
                         "about 12 s; the default)"},
                        {"--seed", "N", "draws everything (1)"},
                        {"--midlevel", "N", "clips in the place of Mid-level"},
                        {"--deam", "N", "clips in the place of DEAM"},
                        {"--deam-songs", "N", "of over 40 s among DEAM's full songs"},
                        {"--pmemo", "N", "clips in the place of PMEmo"},
                        {"--length", "S", "seconds of a clip"},
                        {"--no-stems", "", "write the mixes only"},
                        {"--nominal", "", "label by the parameters drawn, not by what sounds"},
                        {"--sound-font", "FILE", "General-MIDI sound font to play with"},
                        {"--held-out", "", "play with the sound font kept for tests"},
                        {"--part", "I/N", "render the I-th of N shares of the clips"},
                        {"--example", "", "make the example piece instead"}},
            .run = synthesize};
}

}  // namespace whence
