#include "app/analysis_outputs.h"

#include <ctime>

#include "core/report/analysis_csv.h"
#include "core/report/jams.h"
#include "core/separation/stem_folder.h"
#include "core/tensors/file_io.h"
#include "ui/report/report_pdf.h"

namespace fs = std::filesystem;

namespace whence {

AnalysisOutputs pendingOutputs(const AnalysisOutputs& outputs, PendingOutputs& pending)
{
    const auto file = [&](const fs::path& target) {
        return target.empty() ? fs::path() : pending.file(target);
    };
    const auto folder = [&](const fs::path& target) {
        return target.empty() ? fs::path() : pending.folder(target);
    };
    return {.report = file(outputs.report),
            .json = file(outputs.json),
            .jams = file(outputs.jams),
            .csv = folder(outputs.csv),
            .figures = folder(outputs.figures),
            .stems = folder(outputs.stems)};
}

void writeOutputs(const AnalysisOutputs& outputs, const AnalysisResult& result,
                  const RunRecord& run, const Progress& progress)
{
    if (!outputs.json.empty())  // first: corpus runs tell by the times what belongs to it
        writeFileAtomically(outputs.json, toJson(result.analysis, run));
    if (!outputs.jams.empty())
        writeFileAtomically(outputs.jams, toJams(result.analysis));
    if (!outputs.csv.empty())
        for (const TidyTable& table : toTables(result.analysis))
            writeFileAtomically(outputs.csv / (table.name + ".csv"), toCsv(table));
    if (!outputs.report.empty())
        writeReport(outputs.report, result.analysis, result.spectrogram, run,
                    progress.part(0.0, 0.4, "drawing the report"));
    if (!outputs.figures.empty())
        writeFigures(outputs.figures, result.analysis, result.spectrogram,
                     progress.part(0.4, 0.8, "drawing the figures"));
    if (!outputs.stems.empty())
        writeStems(outputs.stems, result.stems, progress.part(0.8, 1.0, "writing the stems"));
    progress.report(1.0);
}

std::string dateNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts = {};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

}  // namespace whence
