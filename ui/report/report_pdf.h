#pragma once

#include <filesystem>

#include "core/analysis.h"
#include "core/progress.h"
#include "core/report/analysis_json.h"
#include "ui/report/report_pages.h"

namespace whence {

/// Writes the report as a PDF: A4, vector figures, embedded fonts. An empty spectrogram leaves its
/// figure out, `contents` whole parts. The file appears under its name only when complete. Needs a
/// QGuiApplication. Throws Error if it can't be written.
void writeReport(const std::filesystem::path& file, const Analysis& analysis,
                 const LogSpectrogram& spectrogram, const RunRecord& run = {},
                 const Progress& progress = {});
void writeReport(const std::filesystem::path& file, const Analysis& analysis,
                 const LogSpectrogram& spectrogram, const RunRecord& run,
                 const ReportContents& contents, const Progress& progress = {});

/// Writes every figure as PNG (300 dots per inch) and SVG into a folder, which is made if need be,
/// each under its name, with a line below it and a description inside that tell its origin
/// (originText()). Needs a QGuiApplication. Throws Error if a file can't be written.
void writeFigures(const std::filesystem::path& folder, const Analysis& analysis,
                  const LogSpectrogram& spectrogram, const Progress& progress = {});

}  // namespace whence
