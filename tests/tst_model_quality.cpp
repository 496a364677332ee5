#include "core/evaluation/model_quality.h"

#include "core/data/batches.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestModelQuality : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outputsAreMeasuredOnTheClipsThatHaveThem();
    void referenceIsMeanAndDeviation();
    void embeddingDistanceIsThatOfAGaussian();
    void constantEmbeddingsStayFinite();
};

namespace {

ModelInfo makeInfo()
{
    ModelInfo info;
    info.features = {"melody", "dissonance"};
    info.emotions = {"arousal"};
    return info;
}

/// About normal, from 12 uniform numbers.
double normal(std::uint64_t index)
{
    double sum = -6.0;
    for (std::uint64_t i = 0; i < 12; ++i)
        sum += randomShare(1, i, index);
    return sum;
}

}  // namespace

void TestModelQuality::outputsAreMeasuredOnTheClipsThatHaveThem()
{
    const std::vector<Prediction> predictions = {
        {.features = {0.1, 0.5}, .emotions = {1.0}},
        {.features = {0.2, 0.4}, .emotions = {0.0}},
        {.features = {0.3, 0.3}, .emotions = {-1.0}},
    };
    std::vector<LabelledClip> clips(3);
    clips[0].features = {0.2f, 0.0f};
    clips[2].features = {0.4f, 1.0f};
    clips[0].emotions = {0.5f};
    clips[1].emotions = {0.0f};
    clips[2].emotions = {-0.5f};
    const auto quality = measureQuality(makeInfo(), predictions, clips);
    QCOMPARE(quality.at("melody").count, 2);
    QVERIFY(std::abs(quality.at("melody").r - 1.0) < 1e-6);
    QVERIFY(std::abs(quality.at("melody").rmse - 0.1) < 1e-6);
    QVERIFY(std::abs(quality.at("dissonance").r + 1.0) < 1e-6);
    QCOMPARE(quality.at("arousal").count, 3);
    clips[0].emotions.clear();
    clips[1].emotions.clear();
    clips[2].emotions.clear();
    QVERIFY(!measureQuality(makeInfo(), predictions, clips).contains("arousal"));
}

void TestModelQuality::referenceIsMeanAndDeviation()
{
    const auto reference = referenceStatistics(
        makeInfo(),
        {{.features = {1.0, 0.0}, .emotions = {0.0}}, {.features = {3.0, 0.0}, .emotions = {0.5}}});
    QCOMPARE(reference.at("melody").mean, 2.0);
    QVERIFY(std::abs(reference.at("melody").standardDeviation - std::sqrt(2.0)) < 1e-12);
    QCOMPARE(reference.at("arousal").mean, 0.25);
}

void TestModelQuality::embeddingDistanceIsThatOfAGaussian()
{
    // Correlated normal values: the distance does not depend on their scales and correlation, and
    // its 95th percentile in three dimensions is √7.815.
    std::vector<Prediction> predictions;
    for (std::uint64_t i = 0; i < 4000; ++i) {
        const double a = normal(3 * i);
        const double b = normal(3 * i + 1);
        const double c = normal(3 * i + 2);
        predictions.push_back({.embedding = {float(5.0 + a), float(10.0 * b), float(0.5 * a + c)}});
    }
    ModelInfo info = makeInfo();
    setEmbeddingStatistics(info, predictions);
    QCOMPARE(info.embeddingMean.size(), std::size_t(3));
    QCOMPARE(info.embeddingPrecision.size(), std::size_t(9));
    QVERIFY(std::abs(info.embeddingMean[0] - 5.0) < 0.1);
    QVERIFY(std::abs(info.embeddingDistance95 - std::sqrt(7.815)) < 0.15);
    QVERIFY(std::abs(info.embeddingPrecision[4] - 0.01) < 0.001);
}

void TestModelQuality::constantEmbeddingsStayFinite()
{
    ModelInfo info = makeInfo();
    setEmbeddingStatistics(
        info,
        {{.embedding = {1.0f, 2.0f}}, {.embedding = {1.0f, 3.0f}}, {.embedding = {1.0f, 4.0f}}});
    for (const float value : info.embeddingPrecision)
        QVERIFY(std::isfinite(value));
    QVERIFY(!errorOf([&] { setEmbeddingStatistics(info, {}); }).empty());
}

QTEST_APPLESS_MAIN(TestModelQuality)
#include "tst_model_quality.moc"
