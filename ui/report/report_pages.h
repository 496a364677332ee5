#pragma once

#include <functional>
#include <vector>

#include "core/analysis.h"
#include "core/explain/what_if.h"
#include "core/report/analysis_json.h"
#include "ui/report/canvas.h"

namespace whence {

/// A4 in points, with equal margins left and right.
struct PageGeometry {
    double width = 595.28;
    double height = 841.89;
    double side = 51.0;    // margin left and right
    double top = 56.0;     // margin above the text, the running head within
    double bottom = 50.0;  // margin below the text, the running foot within

    double textWidth() const { return width - 2.0 * side; }
    double textHeight() const { return height - top - bottom; }
};

/// What a report tells beside what every one must: title, notices, sentences, the summary of the
/// checks, limits, and how it was made.
struct ReportContents {
    bool prediction = true;     // of the window: plane, outputs, effects
    bool sources = true;        // of the features: weights, matrix, segments
    bool stemsAndModel = true;  // levels, the model's quality
    bool timeline = true;       // spectrogram and emotions along the piece
    bool checks = true;         // each with its measure
    bool definitions = true;
    std::vector<WhatIfState> states;  // those of other windows and models are left out

    bool operator==(const ReportContents&) const = default;
};

/// The pages of the report, in order; each draws itself from the page's upper left corner. Needs a
/// QGuiApplication.
std::vector<std::function<void(Canvas&)>> layOutReport(const Analysis& analysis,
                                                       const LogSpectrogram& spectrogram,
                                                       const RunRecord& run,
                                                       const PageGeometry& page,
                                                       const ReportContents& contents = {});

}  // namespace whence
