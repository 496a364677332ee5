#include "ui/exports.h"

#include <QDateTime>

#include "core/error.h"
#include "core/report/analysis_csv.h"
#include "core/tensors/file_io.h"
#include "ui/file_dialogs.h"
#include "ui/report/report_pdf.h"
#include "ui/sound_files.h"

namespace whence {

namespace {

void makeFolder(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        throw Error("The folder " + folder.string() + " can't be made: " + failure.message() + ".");
}

}  // namespace

RunRecord currentRun()
{
    return {QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString(), {}};
}

Exports::Exports(const Document& document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(&m_task, &Task::progressed, this, &Exports::progressed);
    connect(&m_task, &Task::failed, this, &Exports::failed);
    connect(&m_task, &Task::finished, this, &Exports::ended);
}

void Exports::run(const QString& stage, const std::filesystem::path& target,
                  const std::function<void(const Progress&)>& work)
{
    m_task.start(
        [work, stage = stage.toStdString()](const Progress& progress) {
            work(progress.part(0.0, 1.0, stage));
            return true;
        },
        [this, target](bool) { Q_EMIT written(tr("Written to %1.").arg(toFile(target))); });
}

void Exports::writeReport(const std::filesystem::path& file, const ReportContents& contents)
{
    run(tr("Drawing the report"), file,
        [file, contents, spectrogram = m_document.spectrogram(), analysis = m_document.analysis(),
         record = currentRun()](const Progress& progress) {
            whence::writeReport(file, *analysis, *spectrogram, record, contents, progress);
        });
}

void Exports::writeJson(const std::filesystem::path& file)
{
    run(tr("Writing the analysis"), file,
        [file, analysis = m_document.analysis(), record = currentRun()](const Progress&) {
            writeFileAtomically(file, toJson(*analysis, record));
        });
}

void Exports::writeTables(const std::filesystem::path& folder)
{
    run(tr("Writing the tables"), folder,
        [folder, analysis = m_document.analysis()](const Progress& progress) {
            makeFolder(folder);
            for (const auto& table : toTables(*analysis)) {
                progress.report(0.0);
                writeFileAtomically(folder / (table.name + ".csv"), toCsv(table));
            }
        });
}

void Exports::writeFigures(const std::filesystem::path& folder)
{
    run(tr("Drawing the figures"), folder,
        [folder, analysis = m_document.analysis(),
         spectrogram = m_document.spectrogram()](const Progress& progress) {
            whence::writeFigures(folder, *analysis, *spectrogram, progress);
        });
}

void Exports::writeStems(const std::filesystem::path& folder)
{
    run(tr("Writing the stems"), folder,
        [folder, stems = m_document.stems().stems](const Progress& progress) {
            makeFolder(folder);
            for (std::size_t i = 0; i < stems.size(); ++i)
                writeSound(folder, stems[i].name.toStdString(), stems[i].sound,
                           progress.part(double(i) / double(stems.size()),
                                         double(i + 1) / double(stems.size())));
        });
}

}  // namespace whence
