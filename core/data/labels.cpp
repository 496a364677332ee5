#include "core/data/labels.h"

#include "core/error.h"

namespace whence {

std::string labelScaleName(LabelScale scale)
{
    return scale == LabelScale::Observed ? "observed" : "nominal";
}

LabelScale labelScaleFromName(const std::string& name)
{
    if (name == "observed")
        return LabelScale::Observed;
    if (name == "nominal")
        return LabelScale::Nominal;
    throw Error("The label scale is “observed” or “nominal”, not “" + name + "”.");
}

std::map<std::string, LabelRange> labelRanges(const Dataset& dataset, LabelScale scale)
{
    if (dataset.tracks.empty())
        throw Error("The " + dataset.name + " data set has no annotated track.");
    const auto& ranges =
        scale == LabelScale::Observed ? dataset.observedRanges : dataset.nominalRanges;
    for (const auto& [output, range] : ranges) {
        if (!(range.maximum > range.minimum))
            throw Error("All tracks of " + dataset.name + " have the same " + output +
                        ": it can't be scaled.");
    }
    return ranges;
}

double scaleLabel(double label, const LabelRange& range)
{
    return 2.0 * (label - range.minimum) / (range.maximum - range.minimum) - 1.0;
}

double unscaleLabel(double scaled, const LabelRange& range)
{
    return range.minimum + (scaled + 1.0) / 2.0 * (range.maximum - range.minimum);
}

std::vector<double> scaledLabels(const Dataset& dataset, const Track& track,
                                 const std::map<std::string, LabelRange>& ranges)
{
    std::vector<double> result;
    for (std::size_t i = 0; i < dataset.outputs.size(); ++i)
        result.push_back(scaleLabel(track.labels[i], ranges.at(dataset.outputs[i])));
    return result;
}

}  // namespace whence
