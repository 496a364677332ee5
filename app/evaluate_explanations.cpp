#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "app/commands.h"
#include "app/console.h"
#include "app/pending_outputs.h"
#include "core/data/batches.h"
#include "core/error.h"
#include "core/evaluation/explanation_agreement.h"
#include "core/explain/source_explanation.h"
#include "core/report/analysis_csv.h"
#include "core/separation/separator.h"
#include "core/store/model_files.h"
#include "core/synthetic/clip.h"
#include "core/synthetic/sound_font.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

constexpr const char* kAllFeatures = "all features";
constexpr std::uint64_t streamOfClips = 3;  // of the random bits: no training draws from it

/// What is compared with the truth: stems × method × output.
struct Comparison {
    std::string stems;   // "true" or "separated"
    std::string method;  // "LIME" or "Shapley"
    std::string output;

    auto operator<=>(const Comparison&) const = default;
};
using Cases = std::map<Comparison, std::vector<AttributedCase>>;

/// The true values of an output; empty if the generator does not know it.
std::vector<double> truthOf(const ClipLabels& labels, const std::string& output)
{
    const auto listed = [](const PerStem<double>& values) {
        return std::vector<double>(values.begin(), values.end());
    };
    for (int f = 0; f < featureCount; ++f)
        if (output == name(Feature(f)))
            return listed(labels.featureShapley[std::size_t(f)]);
    if (output == "arousal")
        return listed(labels.arousalShapley);
    if (output == "valence")
        return listed(labels.valenceShapley);
    return {};
}

/// Values in the order of the true stems; a stem that is missing has 0.
std::vector<double> inTrueOrder(const std::vector<std::string>& stems,
                                const std::vector<double>& values)
{
    std::vector<double> result;
    for (const char* stem : stemNames) {
        const auto found = std::ranges::find(stems, stem);
        result.push_back(found == stems.end() ? 0.0
                                              : values.at(std::size_t(found - stems.begin())));
    }
    return result;
}

/// What every stem adds to an emotion through all features.
std::vector<double> throughFeatures(const ModelInfo& model, std::size_t emotion,
                                    const std::vector<std::vector<double>>& features)
{
    std::vector<double> sums(features.front().size());
    for (std::size_t f = 0; f < features.size(); ++f)
        for (std::size_t stem = 0; stem < sums.size(); ++stem)
            sums[stem] += double(model.weights[emotion][f]) * features[f][stem];
    return sums;
}

void compare(const SyntheticClip& clip, const StemSet& stems, const std::string& kind,
             const EmotionModel& model, Cases& cases, const Progress& progress)
{
    const ModelInfo& info = model.info();
    const StemSet mono = toMono(stems, info.spectrogram.sampleRate);
    const auto sources = explainBySources(
        predictMixes(mono, model, allCoalitions(mono.count()), MixGain::OfFullMix, progress), info);
    std::vector<std::vector<double>> lime;
    std::vector<std::vector<double>> shapley;
    for (const SourceExplanation& source : sources) {
        lime.push_back(inTrueOrder(source.stems, source.lime.coefficients));
        shapley.push_back(inTrueOrder(source.stems, source.shapley));
    }
    const auto add = [&](const std::string& output, const std::vector<double>& byLime,
                         const std::vector<double>& byShapley) {
        const std::vector<double> truth = truthOf(clip.labels, output);
        if (truth.empty())
            return;
        cases[{kind, "LIME", output}].push_back({truth, byLime});
        cases[{kind, "Shapley", output}].push_back({truth, byShapley});
    };
    for (std::size_t f = 0; f < info.features.size(); ++f)
        add(info.features[f], lime[f], shapley[f]);
    for (std::size_t e = 0; e < info.emotions.size(); ++e)
        add(info.emotions[e], throughFeatures(info, e, lime), throughFeatures(info, e, shapley));
}

Cases gatherCases(const Arguments& arguments, const EmotionModel& model, const Separator& separator,
                  const Progress& progress)
{
    const fs::path font = heldOutSoundFont();
    ClipRenderer renderer(font.empty() ? trainingSoundFonts() : std::vector<fs::path>{font});
    ClipOptions options;
    options.duration = model.info().windowSeconds;
    const int clips = arguments.integer("--clips", 1, 100000).value_or(100);
    const auto seed = arguments.seed();
    Cases cases;
    for (int i = 0; i < clips; ++i) {
        const Progress step = progress.part(double(i) / clips, double(i + 1) / clips);
        const SyntheticClip clip =
            synthesizeClip(options, randomBits(seed, streamOfClips, std::uint64_t(i)), renderer);
        step.report(0.2);
        compare(clip, clip.stems, "true", model, cases, step.part(0.2, 0.5));
        const StemSet separated = separator.separate(mixOf(clip), {}, step.part(0.5, 0.7));
        compare(clip, separated, "separated", model, cases, step.part(0.7, 1.0));
    }
    return cases;
}

/// "  67 %" in a column of 9.
std::string percentCell(double share, int cases)
{
    char text[16];
    std::snprintf(text, sizeof text, "%7.0f %%", 100.0 * share);
    return cases > 0 ? text : "        –";
}

/// The cases of all features together.
std::vector<AttributedCase> ofAllFeatures(const Cases& cases, const Comparison& kind,
                                          const ModelInfo& model)
{
    std::vector<AttributedCase> all;
    for (const std::string& feature : model.features)
        if (const auto found = cases.find({kind.stems, kind.method, feature}); found != cases.end())
            all.insert(all.end(), found->second.begin(), found->second.end());
    return all;
}

std::string rowText(const Cases& cases, const ModelInfo& model, const std::string& output)
{
    std::string all;
    std::string clear;
    Agreement last;
    for (const char* const stems : {"true", "separated"})
        for (const char* const method : {"LIME", "Shapley"}) {
            const Comparison kind{stems, method, output};
            const auto found = cases.find(kind);
            last = measureAgreement(output == kAllFeatures ? ofAllFeatures(cases, kind, model)
                                    : found == cases.end() ? std::vector<AttributedCase>{}
                                                           : found->second);
            all += percentCell(last.top, last.cases);
            clear += percentCell(last.clearTop, last.clearCases);
        }
    char text[200];
    std::snprintf(text, sizeof text, "%-18s%6d%s%6d%s\n", displayName(output).c_str(), last.cases,
                  all.c_str(), last.clearCases, clear.c_str());
    return text;
}

std::string tableText(const Cases& cases, const ModelInfo& model)
{
    const fs::path font = heldOutSoundFont();
    std::string text =
        (font.empty()
             ? std::string(
                   "Clips with the training's own sound fonts: no other one is installed.\n")
             : "Clips with " + font.filename().string() +
                   ", a sound font that our trainings do not use.\n") +
        "How often the stem that truly drives an output most is found: in the clips in which it\n"
        "moves the output by 0.1 at least, and in those in which it leads the second by as "
        "much.\n\n"
        "                  all these clips                           those with a clear lead\n"
        "                        true stems        separated         true stems        separated\n"
        "output             cases   LIME  Shapley   LIME  Shapley clear   LIME  Shapley   LIME  "
        "Shapley\n";
    std::vector<std::string> outputs = model.features;
    outputs.emplace_back(kAllFeatures);
    outputs.insert(outputs.end(), model.emotions.begin(), model.emotions.end());
    for (const std::string& output : outputs)
        text += rowText(cases, model, output);
    return text;
}

TidyTable tidyTable(const Cases& cases)
{
    TidyTable table{
        "agreement",
        {{"stems", "", "true, or separated from the mix"},
         {"method", "", "of the explanation"},
         {"output", "", "feature or emotion"},
         {"cases", "", "clips in which the strongest stem truly moves the output by 0.1 at least"},
         {"top_share", "share", "of the cases with that stem found"},
         {"clear_cases", "", "in which that stem leads the second by 0.1 at least"},
         {"clear_top_share", "share", "of the clear cases with that stem found"},
         {"sign_share", "share", "of the cases with the right sign for that stem"},
         {"rank_correlation", "", "mean of Spearman's over the cases"},
         {"mass_share", "share", "mean share of all absolute values on that stem"}},
        {}};
    for (const auto& [kind, list] : cases) {
        const Agreement agreement = measureAgreement(list);
        table.rows.push_back({kind.stems, kind.method, kind.output, std::to_string(agreement.cases),
                              std::to_string(agreement.top), std::to_string(agreement.clearCases),
                              std::to_string(agreement.clearTop), std::to_string(agreement.sign),
                              std::to_string(agreement.rank), std::to_string(agreement.mass)});
    }
    return table;
}

int run(const Arguments& arguments, const Progress& progress)
{
    PendingOutputs pending;
    const auto csv = arguments.path("--csv");
    const fs::path temporary = csv ? pending.file(*csv) : fs::path();
    const EmotionModel model =
        EmotionModel::load(modelFile(arguments.text("--model").value_or(""), ModelKind::Emotion));
    const Separator separator = Separator::load(
        modelFile(arguments.text("--separator").value_or(""), ModelKind::Separator));
    const Cases cases = gatherCases(arguments, model, separator, progress);
    if (cases.empty())
        throw Error("The model predicts nothing of which the truth is known.");
    if (csv)
        pending.fill([&] { writeFileAtomically(temporary, toCsv(tidyTable(cases))); });
    pending.commit();
    printResult(tableText(cases, model.info()));
    return 0;
}

}  // namespace

Command evaluateExplanationsCommand()
{
    return {.name = "evaluate explanations",
            .operands = "",
            .summary = "Measures how often explanations name the stem that is the true cause.",
            .details =
                "Synthesizes clips with causes that are known exactly and, if timgm6mb-soundfont "
                "is installed, a sound font our trainings do not use; explains what the model "
                "hears in them, with the true stems and with separated ones, and compares the "
                "strongest stems.",
            .options = {{"--model", "MODEL",
                         "emotion model, a file or a name (default: the built-in one)"},
                        {"--separator", "SEP",
                         "separator, a file or a name (default: the built-in one)"},
                        {"--clips", "N", "clips to synthesize (100)"},
                        {"--seed", "N", "of the clips (1)"},
                        {"--csv", "F", "write all measures into a table"},
                        threadsOption()},
            .run = run};
}

}  // namespace whence
