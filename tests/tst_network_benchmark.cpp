#include <QTest>

#include <cmath>

#include "core/model/network_benchmark.h"
#include "tests/network_files.h"

using namespace whence;

class TestNetworkBenchmark : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPartRuns();
    void operationsAreThoseOfThePaper();
    void randomModelPredictsTheSameForTheSameSeed();
};

void TestNetworkBenchmark::everyPartRuns()
{
    QVERIFY(makePlainNetworkTiming(4, 149, 60)() > 0.0);
    QVERIFY(makeTrainingStepTiming(4, 149, 60, 2)() > 0.0);
    QVERIFY(makeConvolutionPeak()() > 0.0);
}

void TestNetworkBenchmark::operationsAreThoseOfThePaper()
{
    QVERIFY(std::abs(networkOperations(128, 149, 1252) / 32.2e9 - 1.0) < 0.02);
}

void TestNetworkBenchmark::randomModelPredictsTheSameForTheSameSeed()
{
    ModelInfo info;
    info.baseChannels = 8;
    info.windowFrames = 100;
    const LogSpectrogram window = test::wavySpectrogram(100);
    const Prediction prediction = randomEmotionModel(info, 5).predict(window);
    QVERIFY(prediction == randomEmotionModel(info, 5).predict(window));
    QVERIFY(prediction != randomEmotionModel(info, 6).predict(window));
    QCOMPARE(prediction.features.size(), std::size_t(7));
    for (const double value : prediction.features)
        QVERIFY(std::isfinite(value));
}

QTEST_MAIN(TestNetworkBenchmark)
#include "tst_network_benchmark.moc"
