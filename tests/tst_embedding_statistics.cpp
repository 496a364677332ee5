#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/model/embedding_statistics.h"
#include "tests/support.h"

using namespace whence;
using whence::test::errorOf;

namespace {

/// Independent normal values: dimension d has mean d and deviation 1 + d.
std::vector<std::vector<float>> examples(int count, int dimensions, unsigned seed = 1)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<std::vector<float>> result;
    for (int i = 0; i < count; ++i) {
        auto& example = result.emplace_back();
        for (int d = 0; d < dimensions; ++d)
            example.push_back(float(d + (1.0 + d) * normal(generator)));
    }
    return result;
}

double distance(const ModelInfo& info, const std::vector<float>& example)
{
    const std::size_t size = example.size();
    double result = 0.0;
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j < size; ++j)
            result += double(example[i] - info.embeddingMean[i]) *
                      info.embeddingPrecision[i * size + j] * (example[j] - info.embeddingMean[j]);
    return std::sqrt(result);
}

}  // namespace

class TestEmbeddingStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyExamplesShowTheirDistribution();
    void oneInTwentyNewExamplesIsFarOut_data();
    void oneInTwentyNewExamplesIsFarOut();
    void otherExamplesAreFarOut();
    void deadDimensionsAreNoTrouble();
    void tooFewOrEqualExamplesAreRefused();
    void sameExamplesGiveTheSameStatistics();
};

void TestEmbeddingStatistics::manyExamplesShowTheirDistribution()
{
    ModelInfo info;
    setEmbeddingStatistics(info, examples(20000, 3));
    for (std::size_t d = 0; d < 3; ++d) {
        QVERIFY(std::abs(info.embeddingMean[d] - double(d)) < 0.1);
        const double variance = (1.0 + double(d)) * (1.0 + double(d));
        QVERIFY(std::abs(info.embeddingPrecision[d * 4] * variance - 1.0) < 0.05);
    }
    QVERIFY(std::abs(info.embeddingPrecision[1]) < 0.02);
    // The 95th percentile of a chi distribution with 3 degrees of freedom.
    QVERIFY(std::abs(info.embeddingDistance95 - 2.7955) < 0.05);
}

void TestEmbeddingStatistics::oneInTwentyNewExamplesIsFarOut_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("many examples") << 2000;
    QTest::newRow("fewer examples than dimensions") << 60;
}

void TestEmbeddingStatistics::oneInTwentyNewExamplesIsFarOut()
{
    QFETCH(const int, count);
    ModelInfo info;
    setEmbeddingStatistics(info, examples(count, 100));
    const auto others = examples(2000, 100, 2);
    const auto farOut = std::ranges::count_if(
        others, [&](const auto& e) { return distance(info, e) > info.embeddingDistance95; });
    QVERIFY2(farOut > 20 && farOut < 240, qPrintable(QString::number(farOut)));
}

void TestEmbeddingStatistics::otherExamplesAreFarOut()
{
    ModelInfo info;
    setEmbeddingStatistics(info, examples(200, 100));
    std::vector<float> other = examples(1, 100, 3).front();
    QVERIFY(distance(info, other) < 1.3 * info.embeddingDistance95);
    for (float& value : other)
        value += 300.0f;
    QVERIFY(distance(info, other) > 2.0 * info.embeddingDistance95);
}

void TestEmbeddingStatistics::deadDimensionsAreNoTrouble()
{
    auto dead = examples(50, 20);
    for (auto& example : dead)
        example[7] = 0.0f;
    ModelInfo info;
    setEmbeddingStatistics(info, dead);
    for (const float value : info.embeddingPrecision)
        QVERIFY(std::isfinite(value));
    std::vector<float> alive = dead.front();
    alive[7] = 1000.0f;
    QVERIFY(distance(info, alive) > info.embeddingDistance95);
}

void TestEmbeddingStatistics::tooFewOrEqualExamplesAreRefused()
{
    ModelInfo info;
    QVERIFY(!errorOf([&] { setEmbeddingStatistics(info, {}); }).empty());
    QVERIFY(!errorOf([&] { setEmbeddingStatistics(info, examples(9, 2)); }).empty());
    const std::vector<std::vector<float>> equal(20, {1.0f, 2.0f});
    QVERIFY(!errorOf([&] { setEmbeddingStatistics(info, equal); }).empty());
    QVERIFY(info.embeddingMean.empty());
}

void TestEmbeddingStatistics::sameExamplesGiveTheSameStatistics()
{
    ModelInfo first;
    ModelInfo second;
    setEmbeddingStatistics(first, examples(50, 10));
    setEmbeddingStatistics(second, examples(50, 10));
    QCOMPARE(first.embeddingPrecision, second.embeddingPrecision);
    QCOMPARE(first.embeddingDistance95, second.embeddingDistance95);
    const Progress stop([](double, const std::string&) { return false; });
    QVERIFY_THROWS_EXCEPTION(Cancelled, setEmbeddingStatistics(first, examples(50, 10), stop));
}

QTEST_MAIN(TestEmbeddingStatistics)
#include "tst_embedding_statistics.moc"
