#include "core/explain/attribution.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numeric>

namespace whence {

namespace {

std::size_t coalitionCount(int components)
{
    assert(components >= 1 && components <= 20);
    return std::size_t(1) << components;
}

// Values by coalition instead of by row: row r of allCoalitions() is the coalition whose bits, the
// first component first, are those of ~r.
std::vector<double> byCoalition(std::span<const double> values, int components)
{
    const std::size_t count = coalitionCount(components);
    assert(values.size() == count);
    std::vector<double> result(count);
    for (std::size_t row = 0; row < count; ++row) {
        std::size_t coalition = 0;
        for (int i = 0; i < components; ++i)
            if (!(row >> (components - 1 - i) & 1))
                coalition |= std::size_t(1) << i;
        result[coalition] = values[row];
    }
    return result;
}

// 1 / (n · binomial(n − 1, k)): the weight of a coalition of k players among the n − 1 others.
std::vector<double> shapleyWeights(int players)
{
    std::vector<double> weights(players);
    double binomial = 1.0;
    for (int size = 0; size < players; ++size) {
        weights[size] = 1.0 / (players * binomial);
        binomial = binomial * (players - 1 - size) / (size + 1);
    }
    return weights;
}

// Σ over coalitions S without component i of weight(|S|) · (v(S + i) − v(S)).
template <typename Weight>
std::vector<double> meanContributions(std::span<const double> values, int components,
                                      const Weight& weight)
{
    const std::vector<double> v = byCoalition(values, components);
    std::vector<double> result(components, 0.0);
    for (int i = 0; i < components; ++i) {
        const std::size_t bit = std::size_t(1) << i;
        for (std::size_t coalition = 0; coalition < v.size(); ++coalition)
            if (!(coalition & bit))
                result[i] += weight(std::popcount(coalition)) * (v[coalition | bit] - v[coalition]);
    }
    return result;
}

// Walsh-Fourier coefficients of a function of coalitions.
std::vector<double> walshTransform(std::vector<double> v)
{
    for (std::size_t half = 1; half < v.size(); half *= 2)
        for (std::size_t start = 0; start < v.size(); start += 2 * half)
            for (std::size_t k = start; k < start + half; ++k) {
                const double without = v[k];
                const double with = v[k + half];
                v[k] = without + with;
                v[k + half] = without - with;
            }
    for (double& coefficient : v)
        coefficient /= double(v.size());
    return v;
}

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

}  // namespace

std::vector<double> shapleyValues(std::span<const double> values, int components)
{
    const std::vector<double> weights = shapleyWeights(components);
    return meanContributions(values, components, [&](int size) { return weights[size]; });
}

std::vector<double> banzhafValues(std::span<const double> values, int components)
{
    const double weight = 2.0 / double(coalitionCount(components));
    return meanContributions(values, components, [&](int) { return weight; });
}

std::vector<double> leaveOneOut(std::span<const double> values, int components)
{
    return meanContributions(values, components,
                             [&](int size) { return size == components - 1 ? 1.0 : 0.0; });
}

std::vector<double> soloValues(std::span<const double> values, int components)
{
    return meanContributions(values, components, [](int size) { return size == 0 ? 1.0 : 0.0; });
}

std::vector<double> shapleyInteractions(std::span<const double> values, int components)
{
    std::vector<double> result(std::size_t(components) * components, 0.0);
    if (components < 2)
        return result;
    const std::vector<double> v = byCoalition(values, components);
    const std::vector<double> weights = shapleyWeights(components - 1);
    for (int i = 0; i < components; ++i) {
        for (int j = i + 1; j < components; ++j) {
            const std::size_t first = std::size_t(1) << i;
            const std::size_t second = std::size_t(1) << j;
            double index = 0.0;
            for (std::size_t coalition = 0; coalition < v.size(); ++coalition)
                if (!(coalition & (first | second)))
                    index += weights[std::popcount(coalition)] *
                             (v[coalition | first | second] - v[coalition | first] -
                              v[coalition | second] + v[coalition]);
            result[std::size_t(i) * components + j] = index;
            result[std::size_t(j) * components + i] = index;
        }
    }
    return result;
}

VarianceByOrder varianceByOrder(std::span<const double> values, int components)
{
    const auto [smallest, largest] = std::ranges::minmax(values);
    if (largest - smallest <= 1e-12 * std::max(std::abs(smallest), std::abs(largest)))
        return {};
    const std::vector<double> coefficients = walshTransform(byCoalition(values, components));
    VarianceByOrder result;
    double total = 0.0;
    for (std::size_t set = 1; set < coefficients.size(); ++set) {
        const double variance = coefficients[set] * coefficients[set];
        const int order = std::popcount(set);
        (order == 1 ? result.first : order == 2 ? result.second : result.higher) += variance;
        total += variance;
    }
    result.first /= total;
    result.second /= total;
    result.higher /= total;
    return result;
}

FaithfulnessCurves faithfulness(std::span<const double> values, int components,
                                std::span<const double> attributions)
{
    assert(int(attributions.size()) == components);
    const std::vector<double> v = byCoalition(values, components);
    std::vector<int> order(components);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order,
                             [&](int a, int b) { return attributions[a] > attributions[b]; });

    const std::size_t all = v.size() - 1;
    std::size_t inserted = 0;
    FaithfulnessCurves result{{v[all]}, {v[0]}, 0.0, 0.0};
    for (const int component : order) {
        inserted |= std::size_t(1) << component;
        result.deletion.push_back(v[all & ~inserted]);
        result.insertion.push_back(v[inserted]);
    }
    result.deletionArea = mean(result.deletion);
    result.insertionArea = mean(result.insertion);
    return result;
}

}  // namespace whence
