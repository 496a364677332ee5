#include <QTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/explain/surrogate.h"
#include "support.h"

using namespace whence;
using namespace whence::test;
using nlohmann::json;

namespace {

json readCase(const std::filesystem::path& file)
{
    return json::parse(std::ifstream(file));
}

/// "10" is component 0 alone.
std::vector<Coalition> coalitionsOf(const json& rows)
{
    std::vector<Coalition> coalitions;
    for (const std::string row : rows) {
        Coalition coalition = 0;
        for (std::size_t i = 0; i < row.size(); ++i)
            coalition |= Coalition(row[i] == '1') << i;
        coalitions.push_back(coalition);
    }
    return coalitions;
}

LimeOptions optionsOf(const json& golden)
{
    LimeOptions options;
    options.kernelWidth = golden["kernel_width"];
    options.intercept = golden["fit_intercept"];
    options.maxComponents = golden["num_features"];
    return options;
}

double numberOr(const json& value, double otherwise)
{
    return value.is_null() ? otherwise : double(value);
}

/// All 2^K coalitions; the order does not matter to a fit.
std::vector<Coalition> everyCoalition(int components)
{
    std::vector<Coalition> coalitions(std::size_t(1) << components);
    std::iota(coalitions.begin(), coalitions.end(), 0);
    return coalitions;
}

std::vector<double> linearValues(const std::vector<Coalition>& coalitions,
                                 const std::vector<double>& weights, double offset = 0.0)
{
    std::vector<double> values;
    for (const Coalition coalition : coalitions) {
        double value = offset;
        for (std::size_t i = 0; i < weights.size(); ++i)
            value += double(coalition >> i & 1) * weights[i];
        values.push_back(value);
    }
    return values;
}

LinearFit fitLinear(const std::vector<double>& weights, const LimeOptions& options = {})
{
    const auto coalitions = everyCoalition(int(weights.size()));
    return fitSurrogate(coalitions, int(weights.size()), linearValues(coalitions, weights),
                        options);
}

}  // namespace

class TestSurrogate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheReference_data();
    void equalsTheReference();
    void equalsTheReferenceOnLargeDesigns_data();
    void equalsTheReferenceOnLargeDesigns();
    void ridgeKeepsALinearModelBelowFidelityOne();
    void ridgeShrinksSumsAndContrastsByTheirEigenvalues();
    void exampleOfTheSpecificationIsReproduced();
    void leastSquaresRecoversALinearModel();
    void noiseHasLowFidelity();
    void constantFeatureHasNoCauses();
    void complexityCountsCauses();
    void randomComplexityEqualsTheReference();
};

namespace {

void addCases(const std::filesystem::path& folder, const QStringList& names)
{
    QTest::addColumn<QString>("file");
    for (const QString& name : names)
        QTest::newRow(qPrintable(name))
            << QString::fromStdString((folder / (name.toStdString() + ".json")).string());
}

void compareWithReference(const QString& file)
{
    const json golden = readCase(file.toStdString());
    const auto coalitions = coalitionsOf(golden["rows"]);
    const int components = golden["num_components"];
    const bool constant = file.contains("constant_label");
    const double tolerance = file.contains("lime09") ? 1e-8 : 1e-9;
    const LimeOptions options = optionsOf(golden);

    const auto weights = kernelWeights(coalitions, components, options.kernelWidth);
    QVERIFY(maxAbsDifference(weights, golden["weights"].get<std::vector<double>>()) <= 1e-12);
    for (const json& target : golden["targets"]) {
        const auto labels = target["labels"].get<std::vector<double>>();
        const LinearFit fit = fitSurrogate(coalitions, components, labels, options);
        std::vector<double> expected;
        for (const json& coefficient : target["coef"])
            expected.push_back(numberOr(coefficient, 0.0));
        QVERIFY(maxAbsDifference(fit.coefficients, expected) <= (constant ? 1e-12 : tolerance));
        QVERIFY(std::abs(fit.intercept - double(target["intercept"])) <= tolerance);
        QVERIFY(std::abs(fit.localPrediction - double(target["local_pred"])) <= tolerance);
        if (constant)
            continue;  // the reference's score and complexity are those of its rounding noise
        QVERIFY(std::abs(fit.r2 - double(target["score"])) <= tolerance);
        if (target["complexity"].is_null())
            QVERIFY(std::isnan(fit.complexity));
        else
            QVERIFY(std::abs(fit.complexity - double(target["complexity"])) <= tolerance);
    }
}

}  // namespace

void TestSurrogate::equalsTheReference_data()
{
    addCases(std::filesystem::path(TEST_DATA) / "lime",
             {"lime01_5c_exhaustive_linear", "lime02_5c_exhaustive_nonlinear_7t",
              "lime05_5c_constant_label", "lime05b_5c_zero_label", "lime06_1c_exhaustive",
              "lime07_5c_top3_forward", "lime09_5c_random3", "lime10_5c_kernel_width_1",
              "lime11_5c_no_intercept", "lime12_5c_one_source_only", "lime13_2c_exhaustive"});
}

void TestSurrogate::equalsTheReference()
{
    QFETCH(const QString, file);
    compareWithReference(file);
}

void TestSurrogate::equalsTheReferenceOnLargeDesigns_data()
{
    addCases(sharedPath("reference/lime"),
             {"lime03_5c_random1000_7t", "lime04_15c_random1000", "lime08_15c_top8_highest"});
}

void TestSurrogate::equalsTheReferenceOnLargeDesigns()
{
    if (!hasShared("reference/lime"))
        return;
    QFETCH(const QString, file);
    compareWithReference(file);
}

// Computed with NumPy (methods §8.2, §8.3), as are the numbers of the next three tests.
void TestSurrogate::ridgeKeepsALinearModelBelowFidelityOne()
{
    QVERIFY(std::abs(fitLinear({1, 1, 1, 1, 1}).r2 - 0.926) < 5e-4);
    QVERIFY(std::abs(fitLinear({1, -1, 2, -2, 0}).r2 - 0.960) < 5e-4);
    QCOMPARE(fitLinear({100, 100, 100, 100, 100}).r2, fitLinear({1, 1, 1, 1, 1}).r2);
}

void TestSurrogate::ridgeShrinksSumsAndContrastsByTheirEigenvalues()
{
    const LinearFit sum = fitLinear({1, 1, 1, 1, 1});
    const LinearFit contrast = fitLinear({1, -1, 0, 0, 0});
    for (const double coefficient : sum.coefficients)
        QVERIFY(std::abs(coefficient - 2.6745 / 3.6745) < 1e-4);
    QVERIFY(std::abs(contrast.coefficients[0] - 4.0175 / 5.0175) < 1e-4);
    QVERIFY(std::abs(contrast.coefficients[1] + 4.0175 / 5.0175) < 1e-4);
}

void TestSurrogate::exampleOfTheSpecificationIsReproduced()
{
    const LinearFit fit = fitLinear({0.5, 0.3, 0.1, -0.2, 0.05});
    const std::vector<double> expected{0.3894, 0.2293, 0.0691, -0.1711, 0.0291};
    QVERIFY(maxAbsDifference(fit.coefficients, expected) < 1e-4);
    QVERIFY(std::abs(fit.r2 - 0.953) < 5e-4);
}

void TestSurrogate::leastSquaresRecoversALinearModel()
{
    LimeOptions options;
    options.ridge = 0.0;
    const std::vector<double> weights{0.5, 0.3, 0.1, -0.2, 0.05};
    const LinearFit fit = fitLinear(weights, options);
    QVERIFY(maxAbsDifference(fit.coefficients, weights) < 1e-12);
    QVERIFY(std::abs(fit.r2 - 1.0) < 1e-12);
    QVERIFY(std::abs(fit.localPrediction - 0.75) < 1e-12);
}

void TestSurrogate::noiseHasLowFidelity()
{
    const auto coalitions = everyCoalition(5);
    std::vector<double> scores;
    for (int seed = 1; seed <= 501; ++seed) {
        // The sum of twelve uniform numbers is close to normal.
        const auto draws = noise(12 * 32.0, 1, 1, 1.0, std::uint64_t(seed) * 1000003).channels[0];
        std::vector<double> values(32, 0.0);
        for (std::size_t i = 0; i < draws.size(); ++i)
            values[i % 32] += draws[i];
        scores.push_back(fitSurrogate(coalitions, 5, values).r2);
    }
    std::ranges::sort(scores);
    QVERIFY(std::abs(scores[250] - 0.18) < 0.02);
    QVERIFY(std::abs(scores[475] - 0.38) < 0.04);
}

void TestSurrogate::constantFeatureHasNoCauses()
{
    const auto coalitions = everyCoalition(3);
    const LinearFit fit = fitSurrogate(coalitions, 3, std::vector<double>(8, 0.7));
    QCOMPARE(fit.coefficients, (std::vector<double>{0.0, 0.0, 0.0}));
    QCOMPARE(fit.intercept, 0.7);
    QCOMPARE(fit.r2, 1.0);
    QVERIFY(std::isnan(fit.complexity));
}

void TestSurrogate::complexityCountsCauses()
{
    QCOMPARE(complexity(std::vector{0.0, -3.0, 0.0}), 0.0);
    QVERIFY(std::abs(complexity(std::vector{1.0, -1.0, 1.0, -1.0}) - 1.0) < 1e-12);
    QVERIFY(std::isnan(complexity(std::vector{1.0})));
    QVERIFY(std::isnan(complexity(std::vector{0.0, 0.0})));
}

void TestSurrogate::randomComplexityEqualsTheReference()
{
    // 100000 draws of the reference; the standard error is below 0.001.
    const ComplexityBaseline five = randomComplexity(5, 100000);
    QVERIFY(std::abs(five.mean - 0.8893359725036328) < 2e-3);
    QVERIFY(std::abs(five.standardDeviation - 0.07560260566936589) < 2e-3);
    const ComplexityBaseline two = randomComplexity(2, 100000);
    QVERIFY(std::abs(two.mean - 0.813669663206845) < 3e-3);
    QVERIFY(std::abs(two.standardDeviation - 0.23331477320240177) < 3e-3);
    QCOMPARE(randomComplexity(5).mean, randomComplexity(5).mean);
    QVERIFY(std::isnan(randomComplexity(1).mean) && std::isnan(randomComplexity(0).mean));
}

QTEST_GUILESS_MAIN(TestSurrogate)
#include "tst_surrogate.moc"
