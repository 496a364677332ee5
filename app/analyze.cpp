#include "app/analysis_outputs.h"
#include "app/analyze_request.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/corpus.h"
#include "app/offscreen.h"
#include "app/stage_clock.h"
#include "core/audio/audio_folder.h"
#include "core/audio/decode.h"
#include "core/error.h"
#include "core/explain/wording.h"
#include "core/report/name_index.h"
#include "core/report/report_text.h"
#include "core/report/wording.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

const std::vector<Option> kSingleOutputs = {
    {"--report", "FILE", "write the report, a PDF of two to four pages"},
    {"--json", "FILE", "write everything as JSON (schema whence.analysis/1)"},
    {"--jams", "FILE", "write a JAMS file"},
    {"--csv", "DIR", "write tables into a folder"},
    {"--figures", "DIR", "write every figure as PNG and SVG into a folder"},
    {"--stems-out", "DIR", "write the stems of the explained window into a folder"},
};

const std::vector<Option> kCorpusOutputs = {
    {"--out", "DIR",
     "several tracks: a folder of results for each (report, JSON, JAMS, tables), the tables of all "
     "tracks together, and summary.csv"},
    {"--no-report", "", "with --out: no PDF"},
    {"--with-figures", "", "with --out: the figures too"},
    {"--with-stems", "", "with --out: the stems too"},
};

/// "For melody the vocals from 0:12 to 0:22 count most (weight +0.21, fidelity 0.87).", for every
/// feature of the chains.
std::string segmentsSummary(const Analysis& analysis)
{
    std::string text;
    const SegmentExplanation& segments = *analysis.segments;
    const std::vector<std::string>& stems = analysis.mixes.components;
    for (const std::string& feature : featuresOfChains(analysis)) {
        const auto index = std::size_t(indexOfName(analysis.model.features, feature));
        const LinearFit& fit = segments.sampled.fits.at(index);
        const int strongest = strongestStem(fit.coefficients);
        if (strongest < 0) {
            text += "No stem changes " + displayName(feature) + " in any segment.\n";
            continue;
        }
        const auto top = std::size_t(strongest);
        const std::size_t segment = top / stems.size();
        const StemPhrase stem = stemPhrase(stems[top % stems.size()]);
        text += "For " + displayName(feature) + " " + stem.text + " from " +
                timeText(segments.edges[segment]) + " to " + timeText(segments.edges[segment + 1]) +
                (stem.plural ? " count" : " counts") + " most (weight " +
                signedNumber(fit.coefficients[top]) + ", fidelity " + numberOrDash(fit.r2);
        if (!segments.sampled.exhaustive)
            text += ", the same in " + percent(segments.sampled.topAgreement.at(index)) +
                    " of half samples";
        text += ").\n";
    }
    return text;
}

std::string summaryOf(const Analysis& analysis)
{
    const ReportText text = makeReportText(analysis);
    std::string result = text.title + (text.byline.empty() ? "" : " (" + text.byline + ")") + ", " +
                         timeText(analysis.window.start) + " to " +
                         timeText(analysis.window.start + analysis.window.length) + "\n";
    for (const ReportSentence& sentence : text.sentences)
        result += sentence.text + "\n";
    if (analysis.segments)
        result += segmentsSummary(analysis);
    for (const std::string& warning : text.warnings)
        result += "Warning: " + warning + "\n";
    for (const Check& check : checksOfChains(analysis))
        if (check.status != CheckStatus::Ok)
            result += capitalized(statusName(check.status)) + ": " + check.message + "\n";
    for (const std::string& notice : text.notices)
        result += "(" + notice + ")\n";
    return result;
}

/// A multitrack brings its stems along.
void refuseOtherStems(const Arguments& arguments, const std::string& track)
{
    std::error_code failure;
    if (!fs::is_directory(track, failure))
        return;
    for (const char* option : {"--separator", "--stems", "--instrumental"})
        if (arguments.has(option))
            throw UsageError(std::string(option) + " makes no sense for " + track +
                             ", a folder of stems.");
}

int analyzeSingle(const Arguments& arguments, const Progress& progress)
{
    for (const Option& option : kCorpusOutputs)
        if (arguments.has(option.name))
            throw UsageError(option.name + " needs --out DIR.");
    const std::string& track = arguments.operands().front();
    refuseOtherStems(arguments, track);
    const AnalysisOutputs outputs{.report = arguments.path("--report").value_or(""),
                                  .json = arguments.path("--json").value_or(""),
                                  .jams = arguments.path("--jams").value_or(""),
                                  .csv = arguments.path("--csv").value_or(""),
                                  .figures = arguments.path("--figures").value_or(""),
                                  .stems = arguments.path("--stems-out").value_or("")};
    // What can't be read is refused before the models are loaded.
    if (!fs::is_directory(track))
        AudioReader{track};
    else if (audioFilesBelow(track).empty())
        throw Error("There are no audio files in " + track + ".");
    PendingOutputs pending;
    const AnalysisOutputs temporary = pendingOutputs(outputs, pending);
    StageClock clock(progress);
    const Progress timed = clock.progress();
    const AnalyzeRequest request = makeRequest(arguments, !fs::is_directory(track));
    const AnalysisResult result = analyzeTrack(track, request, timed.part(0.0, 0.95));
    std::optional<Offscreen> offscreen;
    if (outputs.needDrawing())
        offscreen.emplace();
    pending.fill([&] {
        writeOutputs(temporary, result, {dateNow(), clock.seconds()}, timed.part(0.95, 1.0));
    });
    pending.commit();
    printResult(summaryOf(result.analysis));
    return 0;
}

int analyzeSeveral(const Arguments& arguments, const Progress& progress)
{
    for (const Option& option : kSingleOutputs)
        if (arguments.has(option.name))
            throw UsageError(option.name + " is for one track; --out DIR takes all results.");
    if (arguments.has("--stems"))
        throw UsageError("--stems is for one track.");
    const CorpusOutputs outputs{.folder = *arguments.path("--out"),
                                .report = !arguments.has("--no-report"),
                                .stems = arguments.has("--with-stems"),
                                .figures = arguments.has("--with-figures")};
    const std::vector<CorpusTrack> tracks = findTracks(arguments.operands(), outputs.folder);
    if (tracks.empty())
        throw Error("There are no audio files in " + arguments.operands().front() + ".");
    if (fs::exists(outputs.folder) && !fs::is_directory(outputs.folder))
        throw Error(outputs.folder.string() + " can't be written: it is a file.");
    const AnalyzeRequest request = makeRequest(arguments, true);
    std::optional<Offscreen> offscreen;
    if (outputs.report || outputs.figures)
        offscreen.emplace();
    const int failed = analyzeCorpus(tracks, request, outputs, progress);
    if (failed > 0)
        throw Error(counted(failed, "track", "tracks") + " of " + std::to_string(tracks.size()) +
                    " could not be analyzed.");
    return 0;
}

int run(const Arguments& arguments, const Progress& progress)
{
    if (arguments.has("--out"))
        return analyzeSeveral(arguments, progress);
    if (arguments.operands().size() > 1)
        throw UsageError("Several tracks need --out DIR for their results.");
    return analyzeSingle(arguments, progress);
}

}  // namespace

Command analyzeCommand()
{
    std::vector<Option> options = kSingleOutputs;
    options.insert(options.end(), kCorpusOutputs.begin(), kCorpusOutputs.end());
    const std::vector<Option> more = analysisOptions();
    options.insert(options.end(), more.begin(), more.end());
    options.push_back(
        {"--no-cache", "", "neither keep the stems for the next time nor take kept ones"});
    options.push_back(threadsOption());
    return {.name = "analyze",
            .operands = "TRACK...",
            .minimumOperands = 1,
            .maximumOperands = -1,
            .summary = "Predicts the emotion of a recording and traces it back to its sources.",
            .details =
                "Prints the explanation in words; the outputs hold the numbers, figures and "
                "checks. A folder in place of a TRACK is a multitrack: its audio files are the "
                "stems, and the recording is their sum. With --out, tracks are analyzed one after "
                "the other, a folder stands for all audio files below it, what can't be read is "
                "reported and left out, and what an earlier run has finished is not done again.",
            .options = options,
            .run = run};
}

}  // namespace whence
