#pragma once

#include <functional>
#include <vector>

#include "core/analysis.h"
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

/// The pages of the report, in order; each draws itself from the page's upper left corner. Needs a
/// QGuiApplication.
std::vector<std::function<void(Canvas&)>> layOutReport(const Analysis& analysis,
                                                       const LogSpectrogram& spectrogram,
                                                       const RunRecord& run,
                                                       const PageGeometry& page);

}  // namespace whence
