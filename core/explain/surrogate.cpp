#include "core/explain/surrogate.h"

#include <Eigen/Dense>
#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace whence {

namespace {

// Weighted rows of the regression: one column per component, and what they are to explain.
struct Samples {
    Eigen::MatrixXd rows;
    Eigen::VectorXd values;
    Eigen::VectorXd weights;
};

struct Solution {
    double intercept = 0.0;
    Eigen::VectorXd coefficients;
};

// The lowest number of components that are chosen by their weights, not by forward selection.
constexpr int forwardSelectionLimit = 6;

Eigen::MatrixXd rowsOf(std::span<const Coalition> coalitions, const std::vector<int>& components)
{
    Eigen::MatrixXd rows(coalitions.size(), components.size());
    for (Eigen::Index row = 0; row < rows.rows(); ++row)
        for (Eigen::Index column = 0; column < rows.cols(); ++column)
            rows(row, column) = double(coalitions[row] >> components[column] & 1);
    return rows;
}

Solution solveRidge(const Samples& samples, double ridge, bool intercept)
{
    const double total = samples.weights.sum();
    const Eigen::Index columns = samples.rows.cols();
    Eigen::RowVectorXd rowMean = Eigen::RowVectorXd::Zero(columns);
    double valueMean = 0.0;
    if (intercept && total > 0.0) {
        rowMean = samples.weights.transpose() * samples.rows / total;
        valueMean = samples.weights.dot(samples.values) / total;
    }
    const Eigen::MatrixXd rows = samples.rows.rowwise() - rowMean;
    const Eigen::VectorXd values = samples.values.array() - valueMean;
    const Eigen::MatrixXd weighted = samples.weights.asDiagonal() * rows;

    Solution result;
    if (ridge > 0.0) {
        const Eigen::MatrixXd scatter =
            rows.transpose() * weighted + ridge * Eigen::MatrixXd::Identity(columns, columns);
        result.coefficients = scatter.ldlt().solve(weighted.transpose() * values);
    } else {
        // Fewer rows than components have many solutions: this is the shortest.
        const Eigen::VectorXd roots = samples.weights.cwiseSqrt();
        const Eigen::MatrixXd scaled = roots.asDiagonal() * rows;
        result.coefficients =
            scaled.completeOrthogonalDecomposition().solve(roots.cwiseProduct(values));
    }
    result.intercept = valueMean - rowMean.dot(result.coefficients);
    return result;
}

// Values that differ by no more than rounding: there is nothing to explain.
bool isConstant(const Samples& samples)
{
    const double size = samples.values.cwiseAbs().maxCoeff();
    const double spread = samples.values.maxCoeff() - samples.values.minCoeff();
    return spread <= 4.0 * std::numeric_limits<double>::epsilon() * size;
}

double weightedR2(const Samples& samples, const Solution& solution)
{
    const Eigen::ArrayXd errors =
        samples.values - (samples.rows * solution.coefficients +
                          Eigen::VectorXd::Constant(samples.rows.rows(), solution.intercept));
    const double mean = samples.weights.dot(samples.values) / samples.weights.sum();
    const double residual = (samples.weights.array() * errors.square()).sum();
    const double total = (samples.weights.array() * (samples.values.array() - mean).square()).sum();
    if (total == 0.0)
        return residual == 0.0 ? 1.0 : 0.0;
    return 1.0 - residual / total;
}

// Greedily by the R² of an unpenalized fit; the best first.
std::vector<int> selectForward(std::span<const Coalition> coalitions, int components,
                               const Samples& samples, const LimeOptions& options)
{
    std::vector<int> selected;
    for (int step = 0; step < options.maxComponents; ++step) {
        int best = -1;
        double bestScore = -std::numeric_limits<double>::infinity();
        for (int candidate = 0; candidate < components; ++candidate) {
            if (std::ranges::find(selected, candidate) != selected.end())
                continue;
            std::vector<int> trial = selected;
            trial.push_back(candidate);
            const Samples part{rowsOf(coalitions, trial), samples.values, samples.weights};
            const double score = weightedR2(part, solveRidge(part, 0.0, options.intercept));
            if (best < 0 || score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        selected.push_back(best);
    }
    return selected;
}

std::vector<int> selectHighestWeights(const Samples& samples, const LimeOptions& options)
{
    const Eigen::VectorXd size =
        solveRidge(samples, 0.0, options.intercept).coefficients.cwiseAbs();
    std::vector<int> order(size.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](int a, int b) { return size[a] > size[b]; });
    order.resize(options.maxComponents);
    return order;
}

// The components that stay, ascending.
std::vector<int> selectComponents(std::span<const Coalition> coalitions, int components,
                                  const Samples& samples, const LimeOptions& options)
{
    std::vector<int> selected(components);
    std::iota(selected.begin(), selected.end(), 0);
    if (options.maxComponents <= 0 || options.maxComponents >= components)
        return selected;
    selected = options.maxComponents <= forwardSelectionLimit
                   ? selectForward(coalitions, components, samples, options)
                   : selectHighestWeights(samples, options);
    std::ranges::sort(selected);
    return selected;
}

}  // namespace

std::vector<double> kernelWeights(std::span<const Coalition> coalitions, int components,
                                  double kernelWidth)
{
    assert(components > 0 && kernelWidth > 0.0);
    std::vector<double> weights;
    weights.reserve(coalitions.size());
    for (const Coalition coalition : coalitions) {
        const double distance =
            1.0 - std::sqrt(double(std::popcount(coalition)) / double(components));
        weights.push_back(std::sqrt(std::exp(-distance * distance / (kernelWidth * kernelWidth))));
    }
    return weights;
}

LinearFit fitSurrogate(std::span<const Coalition> coalitions, int components,
                       std::span<const double> values, const LimeOptions& options)
{
    assert(components > 0 && components <= 64);
    assert(!coalitions.empty() && coalitions.size() == values.size());
    const std::vector<double> weights = kernelWeights(coalitions, components, options.kernelWidth);
    std::vector<int> all(components);
    std::iota(all.begin(), all.end(), 0);
    Samples samples{
        rowsOf(coalitions, all),
        Eigen::Map<const Eigen::VectorXd>(values.data(), Eigen::Index(values.size())),
        Eigen::Map<const Eigen::VectorXd>(weights.data(), Eigen::Index(weights.size()))};

    LinearFit result;
    result.coefficients.assign(components, 0.0);
    if (options.intercept && isConstant(samples)) {
        result.intercept = result.localPrediction = values.front();
        result.r2 = 1.0;
        result.complexity = std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    const std::vector<int> selected = selectComponents(coalitions, components, samples, options);
    samples.rows = rowsOf(coalitions, selected);
    const Solution solution = solveRidge(samples, options.ridge, options.intercept);

    const std::vector<double> kept(solution.coefficients.begin(), solution.coefficients.end());
    for (std::size_t i = 0; i < selected.size(); ++i)
        result.coefficients[selected[i]] = kept[i];
    result.intercept = solution.intercept;
    result.r2 = weightedR2(samples, solution);
    result.complexity = complexity(kept);
    result.localPrediction = std::accumulate(kept.begin(), kept.end(), solution.intercept);
    return result;
}

double additiveFidelity(int components, const LimeOptions& options)
{
    LimeOptions all = options;
    all.maxComponents = 0;
    const std::vector<Coalition> coalitions = allCoalitions(components);
    std::vector<double> values;
    for (const Coalition coalition : coalitions)
        values.push_back(double(std::popcount(coalition)));
    return fitSurrogate(coalitions, components, values, all).r2;
}

double complexity(std::span<const double> coefficients)
{
    double total = 0.0;
    for (const double coefficient : coefficients)
        total += std::abs(coefficient);
    if (coefficients.size() < 2 || !(total > 0.0))
        return std::numeric_limits<double>::quiet_NaN();
    double entropy = 0.0;
    for (const double coefficient : coefficients) {
        const double share = std::abs(coefficient) / total;
        if (share > 0.0)
            entropy -= share * std::log(share);
    }
    return entropy / std::log(double(coefficients.size()));
}

ComplexityBaseline randomComplexity(int components, int draws, std::uint64_t seed)
{
    assert(draws > 1);
    if (components < 2)
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    std::mt19937_64 random(seed);
    std::vector<double> coefficients(components);
    double sum = 0.0;
    double sumOfSquares = 0.0;
    for (int draw = 0; draw < draws; ++draw) {
        // 53 bits by hand: std::uniform_real_distribution differs between libraries.
        for (double& coefficient : coefficients)
            coefficient = double(random() >> 11) * 0x1p-53;
        const double value = complexity(coefficients);
        sum += value;
        sumOfSquares += value * value;
    }
    ComplexityBaseline result;
    result.mean = sum / draws;
    result.standardDeviation =
        std::sqrt(std::max(0.0, sumOfSquares / draws - result.mean * result.mean));
    return result;
}

}  // namespace whence
