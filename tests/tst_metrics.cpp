#include "core/evaluation/metrics.h"

#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreeWithNumpy();
    void perfectPredictionsAreRecognized();
    void aConstantOffsetIsTheBias();
    void constantsHaveNoCorrelation();
    void unequalOrEmptyInputIsRefused();
    void deviationOverRunsIsOfASample();
};

void TestMetrics::agreeWithNumpy()
{
    // numpy 1.24: RandomState(5), corrcoef, cov(ddof=0); see tests/data/README.md
    const std::vector<double> predicted = {0.441,  -0.331, 2.431, -0.252, 0.11,   1.582,
                                           -0.909, -0.592, 0.188, -0.33,  -1.193, -0.205};
    const std::vector<double> truth = {0.357,  0.182, 1.159, -0.161, 0.611,  1.706,
                                       -0.799, 0.038, 0.019, -0.255, -0.777, -0.05};
    const Metrics metrics = computeMetrics(predicted, truth);
    QCOMPARE(metrics.count, 12);
    QVERIFY(std::abs(metrics.r - 0.8939874231644541) < 1e-12);
    QVERIFY(std::abs(metrics.rmse - 0.4833161491198075) < 1e-12);
    QVERIFY(std::abs(metrics.r2 - 0.5151615609817635) < 1e-12);
    QVERIFY(std::abs(metrics.bias + 0.09083333333333331) < 1e-12);
    QVERIFY(std::abs(metrics.ccc - 0.8387646167584213) < 1e-12);
    QVERIFY(std::abs(metrics.biasCorrectedR2 - 0.5322863383856016) < 1e-12);
    QVERIFY(std::abs(metrics.biasCorrectedRmse - 0.4747039135667154) < 1e-12);
}

void TestMetrics::perfectPredictionsAreRecognized()
{
    const std::vector<double> values = {-1.0, 0.25, 0.5, 1.0};
    const Metrics metrics = computeMetrics(values, values);
    QCOMPARE(metrics.r, 1.0);
    QCOMPARE(metrics.r2, 1.0);
    QCOMPARE(metrics.ccc, 1.0);
    QCOMPARE(metrics.rmse, 0.0);
}

void TestMetrics::aConstantOffsetIsTheBias()
{
    const std::vector<double> truth = {0.0, 1.0, 2.0};
    const std::vector<double> predicted = {0.5, 1.5, 2.5};
    const Metrics metrics = computeMetrics(predicted, truth);
    QCOMPARE(metrics.bias, 0.5);
    QCOMPARE(metrics.rmse, 0.5);
    QCOMPARE(metrics.r2, 1.0 - 0.75 / 2.0);
    QCOMPARE(metrics.biasCorrectedR2, 1.0);
    QCOMPARE(metrics.biasCorrectedRmse, 0.0);
}

void TestMetrics::constantsHaveNoCorrelation()
{
    const std::vector<double> constant = {0.3, 0.3, 0.3};
    const std::vector<double> truth = {0.0, 1.0, 2.0};
    QCOMPARE(computeMetrics(constant, truth).r, 0.0);
    QCOMPARE(computeMetrics(truth, constant).r, 0.0);
    QCOMPARE(computeMetrics(truth, constant).r2, 0.0);
    QCOMPARE(computeMetrics(std::vector{1.0}, std::vector{2.0}).rmse, 1.0);
}

void TestMetrics::unequalOrEmptyInputIsRefused()
{
    QVERIFY(!errorOf([] { computeMetrics(std::vector{1.0}, std::vector{1.0, 2.0}); }).empty());
    QVERIFY(!errorOf([] { computeMetrics({}, {}); }).empty());
    QVERIFY(!errorOf([] { overRuns({}); }).empty());
}

void TestMetrics::deviationOverRunsIsOfASample()
{
    const MeanAndDeviation runs = overRuns(std::vector{2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0});
    QCOMPARE(runs.mean, 5.0);
    QVERIFY(std::abs(runs.deviation - std::sqrt(32.0 / 7.0)) < 1e-12);
    QCOMPARE(overRuns(std::vector{3.0}).deviation, 0.0);
}

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
