#include "core/evaluation/explanation_agreement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"
#include "core/evaluation/metrics.h"
#include "core/explain/stem_stability.h"

namespace whence {

namespace {

double magnitude(double value)
{
    return std::abs(value);
}

/// By how much the largest absolute value exceeds the second.
double lead(const std::vector<double>& values, int top)
{
    double second = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (int(i) != top)
            second = std::max(second, magnitude(values[i]));
    return magnitude(values[std::size_t(top)]) - second;
}

std::vector<double> ranks(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> result(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            result[order[i]] = 0.5 * double(begin + end - 1);
        begin = end;
    }
    return result;
}

}  // namespace

double rankCorrelation(const std::vector<double>& one, const std::vector<double>& other)
{
    return computeMetrics(ranks(one), ranks(other)).r;
}

Agreement measureAgreement(const std::vector<AttributedCase>& cases)
{
    Agreement result;
    for (const AttributedCase& one : cases) {
        if (one.truth.size() != one.explained.size())
            throw Error("An explanation has other stems than the truth it is compared with.");
        const int cause = strongestStem(one.truth);
        if (cause < 0 || magnitude(one.truth[std::size_t(cause)]) < leastTrueCause)
            continue;
        const bool isFound = strongestStem(one.explained) == cause;
        const double value = one.explained[std::size_t(cause)];
        double sum = 0.0;
        for (const double each : one.explained)
            sum += magnitude(each);
        ++result.cases;
        result.top += isFound;
        result.sign += value * one.truth[std::size_t(cause)] > 0.0;
        result.rank += rankCorrelation(one.truth, one.explained);
        result.mass += sum > 0.0 ? magnitude(value) / sum : 0.0;
        if (lead(one.truth, cause) >= leastTrueCause) {
            ++result.clearCases;
            result.clearTop += isFound;
        }
    }
    const double count = std::max(result.cases, 1);
    for (double* const sum : {&result.top, &result.sign, &result.rank, &result.mass})
        *sum /= count;
    result.clearTop /= std::max(result.clearCases, 1);
    return result;
}

}  // namespace whence
