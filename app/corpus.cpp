#include "app/corpus.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "app/analysis_outputs.h"
#include "app/console.h"
#include "app/failure.h"
#include "app/stage_clock.h"
#include "core/audio/audio_folder.h"
#include "core/error.h"
#include "core/report/analysis_cache.h"
#include "core/report/analysis_csv.h"
#include "core/report/corpus_summary.h"
#include "core/tensors/checksum.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// "song", "song.mp3", "song.mp3-2", …: the first that no other track has.
fs::path freeFolder(const fs::path& file, const fs::path& below, std::set<fs::path>& taken)
{
    for (const fs::path& name : {file.stem(), file.filename()})
        if (taken.insert(below / name).second)
            return below / name;
    for (int i = 2;; ++i) {
        const fs::path folder = below / (file.filename().string() + "-" + std::to_string(i));
        if (taken.insert(folder).second)
            return folder;
    }
}

AnalysisOutputs outputsOf(const CorpusTrack& track, const CorpusOutputs& corpus)
{
    const fs::path folder = corpus.folder / track.folder;
    AnalysisOutputs outputs{
        .json = folder / "analysis.json", .jams = folder / "analysis.jams", .csv = folder / "csv"};
    if (corpus.report)
        outputs.report = folder / "report.pdf";
    if (corpus.figures)
        outputs.figures = folder / "figures";
    if (corpus.stems)
        outputs.stems = folder / "stems";
    return outputs;
}

/// Whether all is there and of the run that the JSON is of: writeOutputs() begins with the JSON, so
/// what is older is of another run.
bool areOfOneRun(const AnalysisOutputs& outputs)
{
    std::error_code failure;
    const fs::file_time_type written = fs::last_write_time(outputs.json, failure);
    if (failure)
        return false;
    for (const fs::path& path :
         {outputs.report, outputs.jams, outputs.csv, outputs.figures, outputs.stems})
        if (!path.empty() && (fs::last_write_time(path, failure) < written || failure))
            return false;
    return true;
}

/// The result of an earlier run, if it is what this one would come to.
std::optional<Analysis> earlierResult(const CorpusTrack& track, const AnalyzeRequest& request,
                                      const AnalysisOutputs& outputs, const Progress& progress)
{
    if (!areOfOneRun(outputs))
        return std::nullopt;
    try {
        Analysis analysis = parseAnalysis(readFile(outputs.json), outputs.json.string());
        Analysis asked = analysis;
        asked.model.id = request.model.info().id;
        asked.separatorId = request.stems.separator ? request.stems.separator->info().id : "";
        asked.options = request.options;
        asked.version = programVersion();
        asked.commit = programCommit();
        const bool isSame = questionOf(asked) == questionOf(analysis) &&
                            asked.options.start == analysis.options.start &&
                            asked.options.length == analysis.options.length &&
                            sha256OfFile(track.file, progress) == analysis.track.sha256;
        return isSame ? std::optional(std::move(analysis)) : std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;  // damaged: it is made anew
    }
}

Analysis analyzeAnew(const CorpusTrack& track, const AnalyzeRequest& request,
                     const AnalysisOutputs& outputs, const Progress& progress)
{
    PendingOutputs pending;
    const AnalysisOutputs temporary = pendingOutputs(outputs, pending);
    StageClock clock(progress);
    const Progress timed = clock.progress();
    const AnalysisResult result = analyzeTrack(track.file.string(), request, timed.part(0.0, 0.9));
    pending.fill([&] {
        writeOutputs(temporary, result, {dateNow(), clock.seconds()}, timed.part(0.9, 1.0));
    });
    pending.commit();
    return result.analysis;
}

SummaryRow processTrack(const CorpusTrack& track, const AnalyzeRequest& request,
                        const CorpusOutputs& corpus, const Progress& progress)
{
    SummaryRow row{.file = track.file.string(), .folder = track.folder.string()};
    const AnalysisOutputs outputs = outputsOf(track, corpus);
    try {
        row.analysis = earlierResult(track, request, outputs, progress.part(0.0, 0.02));
        row.status = TrackStatus::DoneBefore;
        if (!row.analysis) {
            row.analysis = analyzeAnew(track, request, outputs, progress.part(0.02, 1.0));
            row.status = TrackStatus::Done;
        }
        for (const std::string& warning : row.analysis->track.warnings)
            printNote(row.file + ": " + warning);
    } catch (const std::exception& error) {  // so that the others are analyzed all the same
        row.status = TrackStatus::Failed;
        row.message = sentenceFor(error);
        printNote(row.file + ": " + row.message);
    }
    return row;
}

/// The tables of all tracks, stacked.
void writeTables(const std::vector<SummaryRow>& rows, const fs::path& folder)
{
    std::map<std::string, TidyTable> tables;
    for (const SummaryRow& row : rows) {
        if (!row.analysis)
            continue;
        for (TidyTable& table : toTables(*row.analysis)) {
            TidyTable& all =
                tables.try_emplace(table.name, table.name, table.columns).first->second;
            if (table.name != "columns" || all.rows.empty())
                all.rows.insert(all.rows.end(), table.rows.begin(), table.rows.end());
        }
    }
    PendingOutputs pending;
    const fs::path temporary = pending.folder(folder / "tables");
    const fs::path summary = pending.file(folder / "summary.csv");
    pending.fill([&] {
        for (const auto& [name, table] : tables)
            writeFileAtomically(temporary / (name + ".csv"), toCsv(table));
        writeFileAtomically(summary, toCsv(summaryTable(rows)));
    });
    pending.commit();
}

}  // namespace

std::vector<CorpusTrack> findTracks(const std::vector<std::string>& filesAndFolders,
                                    const fs::path& outputFolder)
{
    std::vector<CorpusTrack> tracks;
    std::set<fs::path> taken;
    for (const std::string& word : filesAndFolders) {
        std::error_code failure;  // reading the track tells what is wrong
        if (!fs::is_directory(word, failure)) {
            tracks.push_back({word, freeFolder(word, {}, taken)});
            continue;
        }
        std::string problem;
        const std::vector<fs::path> files = audioFilesBelow(word, outputFolder, &problem);
        if (!problem.empty())
            printNote(problem);
        for (const fs::path& file : files)
            tracks.push_back(
                {file, freeFolder(file, file.parent_path().lexically_relative(word), taken)});
    }
    for (CorpusTrack& track : tracks)
        track.folder = track.folder.lexically_normal();
    return tracks;
}

int analyzeCorpus(const std::vector<CorpusTrack>& tracks, const AnalyzeRequest& request,
                  const CorpusOutputs& outputs, const Progress& progress)
{
    std::vector<SummaryRow> rows;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const double count = double(tracks.size());
        rows.push_back(processTrack(tracks[i], request, outputs,
                                    progress.part(double(i) / count, double(i + 1) / count)));
    }
    writeTables(rows, outputs.folder);
    printResult(summaryText(rows));
    return int(std::ranges::count(rows, TrackStatus::Failed, &SummaryRow::status));
}

}  // namespace whence
