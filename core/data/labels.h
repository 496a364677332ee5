#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace whence {

/// Which range of a label is mapped to [-1, 1].
enum class LabelScale {
    Observed,  // minimum and maximum of each column over the whole annotation file (the authors')
    Nominal,   // the ends of the rating scale
};

/// "observed" or "nominal", and back; throws Error on another name.
std::string labelScaleName(LabelScale scale);
LabelScale labelScaleFromName(const std::string& name);

/// Ranges of all outputs of a data set. Throws Error if a label never varies.
std::map<std::string, LabelRange> labelRanges(const Dataset& dataset, LabelScale scale);

/// 2 (label − minimum) / (maximum − minimum) − 1, and back.
double scaleLabel(double label, const LabelRange& range);
double unscaleLabel(double scaled, const LabelRange& range);

/// The labels of a track on [-1, 1], in the order of the data set's outputs.
std::vector<double> scaledLabels(const Dataset& dataset, const Track& track,
                                 const std::map<std::string, LabelRange>& ranges);

}  // namespace whence
