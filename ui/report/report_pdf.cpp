#include "ui/report/report_pdf.h"

#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include "core/error.h"
#include "core/report/report_text.h"
#include "core/tensors/file_io.h"
#include "ui/report/figure.h"
#include "ui/report/figure_files.h"
#include "ui/report/report_pages.h"

namespace whence {

namespace {

constexpr int kPdfResolution = 1200;  // dots per inch; fine enough that nothing is rounded visibly
constexpr double kPointsPerInch = 72.0;

void writeBytes(const std::filesystem::path& file, const QByteArray& bytes)
{
    writeFileAtomically(file, std::string_view(bytes.data(), std::size_t(bytes.size())));
}

QByteArray reportAsPdf(const Analysis& analysis, const LogSpectrogram& spectrogram,
                       const RunRecord& run, const ReportContents& contents,
                       const Progress& progress)
{
    const PageGeometry geometry;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setResolution(kPdfResolution);
    writer.setCreator("whence " + fromUtf8(analysis.version));
    writer.setTitle("Whence: " + fromUtf8(analysis.track.title.empty() ? analysis.track.file
                                                                       : analysis.track.title));
    const auto pages = layOutReport(analysis, spectrogram, run, geometry, contents);
    QPainter painter;
    if (!painter.begin(&writer))
        throw Error("The report can't be drawn.");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        progress.report(double(i) / double(pages.size()));
        if (i > 0)
            writer.newPage();
        painter.save();
        Canvas canvas(painter, kPdfResolution / kPointsPerInch);
        pages[i](canvas);
        painter.restore();
    }
    painter.end();
    return bytes;
}

}  // namespace

void writeReport(const std::filesystem::path& file, const Analysis& analysis,
                 const LogSpectrogram& spectrogram, const RunRecord& run, const Progress& progress)
{
    writeReport(file, analysis, spectrogram, run, {}, progress);
}

void writeReport(const std::filesystem::path& file, const Analysis& analysis,
                 const LogSpectrogram& spectrogram, const RunRecord& run,
                 const ReportContents& contents, const Progress& progress)
{
    writeBytes(file, reportAsPdf(analysis, spectrogram, run, contents, progress));
}

void writeFigures(const std::filesystem::path& folder, const Analysis& analysis,
                  const LogSpectrogram& spectrogram, const Progress& progress)
{
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        throw Error("The folder " + folder.string() + " can't be made: " + failure.message() + ".");
    const QString origin = fromUtf8(originText(analysis));
    const std::vector<Figure> figures = makeFigures(analysis, spectrogram);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        progress.report(double(i) / double(figures.size()));
        const std::string name = figures[i].name.toStdString();
        const Figure figure = withFooter(figures[i], origin);
        writeBytes(folder / (name + ".png"), figureAsPng(figure));
        writeBytes(folder / (name + ".svg"), figureAsSvg(figure));
    }
}

}  // namespace whence
