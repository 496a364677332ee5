#include "core/evaluation/model_quality.h"

#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestModelQuality : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outputsAreMeasuredOnTheClipsThatHaveThem();
    void referenceIsMeanAndDeviation();
};

namespace {

ModelInfo makeInfo()
{
    ModelInfo info;
    info.features = {"melody", "dissonance"};
    info.emotions = {"arousal"};
    return info;
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

QTEST_APPLESS_MAIN(TestModelQuality)
#include "tst_model_quality.moc"
