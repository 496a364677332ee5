#include "ui/figure_choice.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMimeData>
#include <algorithm>

#include "core/error.h"
#include "core/report/analysis_csv.h"
#include "core/report/report_text.h"
#include "core/tensors/file_io.h"
#include "ui/report/figure_files.h"

namespace whence {

namespace {

constexpr double kFullWidth = 493.0;   // pt, as in the report
constexpr double kPlaneWidth = 306.0;  // pt

QString translated(const char* text)
{
    return QCoreApplication::translate("Figures", text);
}

/// The table that has a figure's numbers.
std::string tableOf(FigureKind kind)
{
    switch (kind) {
        case FigureKind::Plane:
        case FigureKind::Spectrogram:
            return "timeline";
        case FigureKind::Effects:
            return "effects";
        case FigureKind::Sources:
            return "sources";
        case FigureKind::Matrix:
            break;
    }
    return "chain_matrix";
}

std::string csvOf(FigureKind kind, const Analysis& analysis)
{
    const auto tables = toTables(analysis);
    const auto table =
        std::ranges::find_if(tables, [&](const auto& one) { return one.name == tableOf(kind); });
    return table == tables.end() ? std::string() : toCsv(*table);
}

}  // namespace

const std::vector<FigureKind>& figureKinds()
{
    static const std::vector<FigureKind> kinds = {FigureKind::Spectrogram, FigureKind::Plane,
                                                  FigureKind::Effects, FigureKind::Sources,
                                                  FigureKind::Matrix};
    return kinds;
}

QString figureTitle(FigureKind kind)
{
    switch (kind) {
        case FigureKind::Plane:
            return translated("Valence-arousal plane");
        case FigureKind::Effects:
            return translated("Effects of the features");
        case FigureKind::Sources:
            return translated("Sources of the feature");
        case FigureKind::Matrix:
            return translated("Features and stems");
        case FigureKind::Spectrogram:
            break;
    }
    return translated("Spectrogram and emotions over time");
}

namespace {

Figure drawFigure(FigureKind kind, const Analysis& analysis, const LogSpectrogram& spectrogram,
                  int feature)
{
    switch (kind) {
        case FigureKind::Plane:
            return planeFigure(analysis, kPlaneWidth);
        case FigureKind::Effects:
            return effectsFigure(analysis, kFullWidth);
        case FigureKind::Sources:
            return sourcesFigure(analysis, {std::max(0, feature)}, kFullWidth);
        case FigureKind::Matrix:
            return matrixFigure(analysis, kFullWidth);
        case FigureKind::Spectrogram:
            break;
    }
    return spectrogramFigure(analysis, spectrogram, kFullWidth);
}

}  // namespace

Figure makeFigure(FigureKind kind, const Analysis& analysis, const LogSpectrogram& spectrogram,
                  int feature)
{
    const Figure figure = drawFigure(kind, analysis, spectrogram, feature);
    return figure.size.isEmpty() ? figure : withFooter(figure, fromUtf8(originText(analysis)));
}

void copyFigure(const Figure& figure)
{
    auto* const data = new QMimeData;
    data->setImageData(figureAsImage(figure));
    data->setData(QStringLiteral("image/svg+xml"), figureAsSvg(figure));
    QGuiApplication::clipboard()->setMimeData(data);
}

void saveFigure(const std::filesystem::path& file, FigureKind kind, const Figure& figure,
                const Analysis& analysis)
{
    const std::string extension = file.extension().string();
    if (extension == ".csv")
        return writeFileAtomically(file, csvOf(kind, analysis));
    if (extension != ".png" && extension != ".svg")
        throw Error("The file " + file.string() + " must end in .png, .svg or .csv.");
    const QByteArray bytes = extension == ".png" ? figureAsPng(figure) : figureAsSvg(figure);
    writeFileAtomically(file, std::string_view(bytes.data(), std::size_t(bytes.size())));
}

}  // namespace whence
