#include "core/evaluation/metrics.h"

#include <cmath>
#include <cstddef>

#include "core/error.h"

namespace whence {

namespace {

double mean(std::span<const double> values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / double(values.size());
}

/// Mean of (a − mean a)(b − mean b).
double covariance(std::span<const double> a, std::span<const double> b)
{
    const double meanA = mean(a);
    const double meanB = mean(b);
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - meanA) * (b[i] - meanB);
    return sum / double(a.size());
}

}  // namespace

Metrics computeMetrics(std::span<const double> predicted, std::span<const double> truth)
{
    if (predicted.size() != truth.size() || truth.empty())
        throw Error("There must be as many predictions as true values, and at least one.");
    const double varianceP = covariance(predicted, predicted);
    const double varianceT = covariance(truth, truth);
    const double together = covariance(predicted, truth);

    Metrics result{.count = int(truth.size()), .bias = mean(predicted) - mean(truth)};
    const double squaredBias = result.bias * result.bias;
    const double spread = varianceP + varianceT - 2.0 * together;  // of the errors
    const double squaredError = std::max(0.0, spread) + squaredBias;
    result.rmse = std::sqrt(squaredError);
    result.biasCorrectedRmse = std::sqrt(std::max(0.0, spread));
    if (varianceT > 0.0) {
        result.r2 = 1.0 - squaredError / varianceT;
        result.biasCorrectedR2 = 1.0 - std::max(0.0, spread) / varianceT;
    }
    if (varianceP > 0.0 && varianceT > 0.0)
        result.r = together / std::sqrt(varianceP * varianceT);
    if (const double total = varianceP + varianceT + squaredBias; total > 0.0)
        result.ccc = 2.0 * together / total;
    return result;
}

MeanAndDeviation overRuns(std::span<const double> values)
{
    if (values.empty())
        throw Error("There is no run to take the mean of.");
    MeanAndDeviation result{.mean = mean(values)};
    const auto count = double(values.size());
    if (values.size() > 1)
        result.deviation = std::sqrt(covariance(values, values) * count / (count - 1.0));
    return result;
}

}  // namespace whence
