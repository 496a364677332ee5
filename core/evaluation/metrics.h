#pragma once

#include <span>

namespace whence {

/// How well predictions agree with the truth of one output, over one set of tracks.
struct Metrics {
    int count = 0;
    double r = 0.0;     // Pearson correlation; 0 if either side is constant
    double r2 = 0.0;    // 1 − SSE / SST, SST about the mean of the truth; 0 if that is constant
    double rmse = 0.0;  // root of the mean squared error
    double ccc = 0.0;   // Lin's concordance correlation
    double bias = 0.0;  // mean of prediction − truth
    double biasCorrectedR2 = 0.0;    // r2 after the bias is taken off
    double biasCorrectedRmse = 0.0;  // rmse after the bias is taken off
};

/// Throws Error if the lengths differ or nothing is there.
Metrics computeMetrics(std::span<const double> predicted, std::span<const double> truth);

/// Mean and sample standard deviation (n − 1) over runs; the deviation of one run is 0.
struct MeanAndDeviation {
    double mean = 0.0;
    double deviation = 0.0;
};
MeanAndDeviation overRuns(std::span<const double> values);

}  // namespace whence
