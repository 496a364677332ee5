#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "core/analysis.h"
#include "ui/report/figure.h"

namespace whence {

/// The figures of the window that can be copied and saved one by one.
enum class FigureKind { Plane, Effects, Sources, Matrix, Spectrogram };

/// All of them, in the order of the window.
const std::vector<FigureKind>& figureKinds();

/// For the user: "Effects of the features".
QString figureTitle(FigureKind kind);

/// The figure as reports draw it, with a footer that tells its origin; of size 0 × 0 without data.
/// `feature` is the one whose sources are shown.
Figure makeFigure(FigureKind kind, const Analysis& analysis, const LogSpectrogram& spectrogram,
                  int feature);

/// Puts the figure on the clipboard, as a picture and as SVG.
void copyFigure(const Figure& figure);

/// Writes the figure, as PNG or SVG, or its numbers, as CSV, by the extension of the file. Throws
/// Error if it can't be written, or for another extension.
void saveFigure(const std::filesystem::path& file, FigureKind kind, const Figure& figure,
                const Analysis& analysis);

}  // namespace whence
