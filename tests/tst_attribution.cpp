#include <Eigen/Dense>
#include <QTest>
#include <bit>
#include <cmath>
#include <numeric>

#include "core/explain/attribution.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int components = 5;

/// Whether a component sounds in a row of the exhaustive design (methods §7): the first row all
/// ones, the last component toggling fastest.
bool sounds(int component, int row, int count)
{
    return !(row >> (count - 1 - component) & 1);
}

template <typename Function>
std::vector<double> valuesOf(int count, const Function& function)
{
    std::vector<double> values;
    for (int row = 0; row < 1 << count; ++row) {
        std::vector<int> on(count);
        for (int i = 0; i < count; ++i)
            on[i] = sounds(i, row, count);
        values.push_back(function(on));
    }
    return values;
}

std::vector<double> randomValues(int count, std::uint64_t seed = 1)
{
    const auto draws = noise(double(1 << count), 1, 1, 1.0, seed).channels[0];
    return {draws.begin(), draws.end()};
}

double additive(const std::vector<int>& on)
{
    return 0.1 + 0.5 * on[0] + 0.3 * on[1] - 0.2 * on[2] + 0.05 * on[4];
}

double sum(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Shapley values as the solution of KernelSHAP's weighted regression, the two ends as constraints.
std::vector<double> kernelShap(const std::vector<double>& values)
{
    const double kernel[] = {0.0, 1.0 / 5, 1.0 / 15, 1.0 / 15, 1.0 / 5, 0.0};
    const double none = values.back();
    const double total = values.front() - none;
    // The last coefficient is total − the others.
    Eigen::MatrixXd rows(30, components - 1);
    Eigen::VectorXd targets(30);
    for (int row = 1; row < 31; ++row) {
        int count = 0;
        for (int i = 0; i < components; ++i)
            count += sounds(i, row, components);
        const int last = sounds(components - 1, row, components);
        for (int i = 0; i < components - 1; ++i)
            rows(row - 1, i) = sounds(i, row, components) - last;
        targets(row - 1) = values[row] - none - last * total;
        rows.row(row - 1) *= std::sqrt(kernel[count]);
        targets(row - 1) *= std::sqrt(kernel[count]);
    }
    const Eigen::VectorXd solution = rows.colPivHouseholderQr().solve(targets);
    std::vector<double> result(solution.begin(), solution.end());
    result.push_back(total - sum(result));
    return result;
}

}  // namespace

class TestAttribution : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allMethodsFindTheWeightsOfAnAdditiveModel();
    void shapleyValuesEqualKernelShap();
    void shapleyValuesSumUpToTheWhole();
    void banzhafValuesAreLeastSquaresCoefficients();
    void leaveOneOutAndSoloLookAtOneEndEach();
    void aPairThatWorksOnlyTogetherInteracts();
    void interactionsOfAnAdditiveModelVanish();
    void varianceIsSharedOutByOrder();
    void faithfulnessFollowsTheOrderOfTheAttributions();
    void oneComponentIsEnough();
};

void TestAttribution::allMethodsFindTheWeightsOfAnAdditiveModel()
{
    const auto values = valuesOf(components, additive);
    const std::vector<double> weights{0.5, 0.3, -0.2, 0.0, 0.05};
    QVERIFY(maxAbsDifference(shapleyValues(values, components), weights) < 1e-12);
    QVERIFY(maxAbsDifference(banzhafValues(values, components), weights) < 1e-12);
    QVERIFY(maxAbsDifference(leaveOneOut(values, components), weights) < 1e-12);
    QVERIFY(maxAbsDifference(soloValues(values, components), weights) < 1e-12);
}

void TestAttribution::shapleyValuesEqualKernelShap()
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto values = randomValues(components, seed);
        QVERIFY(maxAbsDifference(shapleyValues(values, components), kernelShap(values)) < 1e-12);
    }
}

void TestAttribution::shapleyValuesSumUpToTheWhole()
{
    for (const int count : {1, 2, 4, 7, 10}) {
        const auto values = randomValues(count);
        QVERIFY(std::abs(sum(shapleyValues(values, count)) - (values.front() - values.back())) <
                1e-12);
    }
}

void TestAttribution::banzhafValuesAreLeastSquaresCoefficients()
{
    const auto values = randomValues(components);
    Eigen::MatrixXd rows(32, components + 1);
    for (int row = 0; row < 32; ++row) {
        rows(row, components) = 1.0;
        for (int i = 0; i < components; ++i)
            rows(row, i) = sounds(i, row, components);
    }
    const Eigen::VectorXd solution =
        rows.colPivHouseholderQr().solve(Eigen::Map<const Eigen::VectorXd>(values.data(), 32));
    const std::vector<double> expected(solution.begin(), solution.begin() + components);
    QVERIFY(maxAbsDifference(banzhafValues(values, components), expected) < 1e-12);
}

void TestAttribution::leaveOneOutAndSoloLookAtOneEndEach()
{
    // Two equal sources, either is enough: leaving one out shows nothing, alone each does all.
    const auto values =
        valuesOf(2, [](const std::vector<int>& on) { return on[0] || on[1] ? 1.0 : 0.0; });
    QCOMPARE(leaveOneOut(values, 2), (std::vector{0.0, 0.0}));
    QCOMPARE(soloValues(values, 2), (std::vector{1.0, 1.0}));
    QCOMPARE(shapleyValues(values, 2), (std::vector{0.5, 0.5}));
}

void TestAttribution::aPairThatWorksOnlyTogetherInteracts()
{
    const auto values =
        valuesOf(3, [](const std::vector<int>& on) { return on[0] && on[2] ? 1.0 : 0.0; });
    const std::vector<double> expected{0, 0, 1, 0, 0, 0, 1, 0, 0};
    QVERIFY(maxAbsDifference(shapleyInteractions(values, 3), expected) < 1e-12);
}

void TestAttribution::interactionsOfAnAdditiveModelVanish()
{
    const auto values = valuesOf(components, additive);
    QVERIFY(maxAbsDifference(shapleyInteractions(values, components),
                             std::vector<double>(25, 0.0)) < 1e-12);
    QVERIFY(std::abs(varianceByOrder(values, components).first - 1.0) < 1e-12);
}

void TestAttribution::varianceIsSharedOutByOrder()
{
    // On ±1 variables, x0 + 2 x1 x2 + 3 x0 x1 x2 has the variances 1, 4 and 9.
    const auto values = valuesOf(3, [](const std::vector<int>& on) {
        const double x[] = {on[0] ? 1.0 : -1.0, on[1] ? 1.0 : -1.0, on[2] ? 1.0 : -1.0};
        return 7.0 + x[0] + 2.0 * x[1] * x[2] + 3.0 * x[0] * x[1] * x[2];
    });
    const VarianceByOrder share = varianceByOrder(values, 3);
    QVERIFY(std::abs(share.first - 1.0 / 14) < 1e-12);
    QVERIFY(std::abs(share.second - 4.0 / 14) < 1e-12);
    QVERIFY(std::abs(share.higher - 9.0 / 14) < 1e-12);

    const VarianceByOrder constant = varianceByOrder(std::vector<double>(8, 0.3), 3);
    QCOMPARE(constant.first + constant.second + constant.higher, 0.0);
}

void TestAttribution::faithfulnessFollowsTheOrderOfTheAttributions()
{
    const auto values = valuesOf(
        3, [](const std::vector<int>& on) { return 1.0 * on[0] + 2.0 * on[1] + 4.0 * on[2]; });
    const FaithfulnessCurves good = faithfulness(values, 3, std::vector{1.0, 2.0, 4.0});
    QCOMPARE(good.deletion, (std::vector{7.0, 3.0, 1.0, 0.0}));
    QCOMPARE(good.insertion, (std::vector{0.0, 4.0, 6.0, 7.0}));
    QCOMPARE(good.deletionArea, 11.0 / 4);
    QCOMPARE(good.insertionArea, 17.0 / 4);

    const FaithfulnessCurves bad = faithfulness(values, 3, std::vector{4.0, 2.0, 1.0});
    QVERIFY(bad.deletionArea > good.deletionArea);
    QVERIFY(bad.insertionArea < good.insertionArea);
}

void TestAttribution::oneComponentIsEnough()
{
    const std::vector values{0.75, 0.25};
    QCOMPARE(shapleyValues(values, 1), std::vector{0.5});
    QCOMPARE(banzhafValues(values, 1), std::vector{0.5});
    QCOMPARE(leaveOneOut(values, 1), std::vector{0.5});
    QCOMPARE(soloValues(values, 1), std::vector{0.5});
    QCOMPARE(shapleyInteractions(values, 1), std::vector{0.0});
    QCOMPARE(varianceByOrder(values, 1).first, 1.0);
    QCOMPARE(faithfulness(values, 1, std::vector{0.5}).deletion, (std::vector{0.75, 0.25}));
}

QTEST_GUILESS_MAIN(TestAttribution)
#include "tst_attribution.moc"
