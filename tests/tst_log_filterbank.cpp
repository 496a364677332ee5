#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/dsp/log_filterbank.h"
#include "core/error.h"
#include "core/tensors/npy.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

class TestLogFilterbank : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bandsEqualTheReference();
    void matrixEqualsTheReference();
    void everyBandSumsUpToOne_data();
    void everyBandSumsUpToOne();
    void bandsOfAFlatSpectrumAreItsLogarithm();
    void gainScalesTheMagnitudes();
    void senselessOptionsAreRefused_data();
    void senselessOptionsAreRefused();
};

void TestLogFilterbank::bandsEqualTheReference()
{
    QFile file(QString(TEST_DATA) + "/frontend/filterbank.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray expected = QJsonDocument::fromJson(file.readAll())["bands"].toArray();
    const LogFilterbank result = makeLogFilterbank({});
    QCOMPARE(expected.size(), 149);
    QCOMPARE(result.bands.size(), std::size_t(149));
    for (int i = 0; i < 149; ++i) {
        const LogFilterbank::Band& band = result.bands[i];
        QCOMPARE(band.firstBin, expected[i][0].toInt());
        // The reference's centers are the middle bin, rounded down; for five bands it is not the
        // peak.
        QVERIFY(std::abs(band.centerFrequency - expected[i][1].toDouble()) < 22050.0 / 2048 + 1e-9);
        std::vector<double> weights;
        for (const auto& weight : expected[i][2].toArray())
            weights.push_back(weight.toDouble());
        QVERIFY(maxAbsDifference(band.weights, weights) <= 1e-7);
    }
}

void TestLogFilterbank::matrixEqualsTheReference()
{
    if (!hasShared("reference/frontend"))
        return;
    const Tensor expected = readNpy(sharedPath("reference/frontend/filterbank_1024x149_f32.npy"));
    std::vector<float> matrix(1024 * 149);
    const LogFilterbank filterbank = makeLogFilterbank({});
    for (std::size_t i = 0; i < filterbank.bands.size(); ++i)
        for (std::size_t k = 0; k < filterbank.bands[i].weights.size(); ++k)
            matrix[(filterbank.bands[i].firstBin + k) * 149 + i] = filterbank.bands[i].weights[k];
    QVERIFY(maxAbsDifference(matrix, expected.values) <= 1e-7);
}

void TestLogFilterbank::everyBandSumsUpToOne_data()
{
    QTest::addColumn<int>("sampleRate");
    QTest::addColumn<int>("frameSize");
    QTest::addColumn<int>("bandsPerOctave");
    QTest::newRow("the authors'") << 22050 << 2048 << 24;
    QTest::newRow("a third octave") << 44100 << 4096 << 3;
    QTest::newRow("fine, at a low rate") << 16000 << 8192 << 48;
}

void TestLogFilterbank::everyBandSumsUpToOne()
{
    QFETCH(const int, sampleRate);
    QFETCH(const int, frameSize);
    QFETCH(const int, bandsPerOctave);
    LogSpectrogramOptions options;
    options.sampleRate = sampleRate;
    options.frameSize = frameSize;
    options.bandsPerOctave = bandsPerOctave;
    double center = 0.0;
    for (const LogFilterbank::Band& band : makeLogFilterbank(options).bands) {
        QVERIFY(std::abs(std::accumulate(band.weights.begin(), band.weights.end(), 0.0) - 1.0) <
                1e-6);
        QVERIFY(band.firstBin + int(band.weights.size()) <= frameSize / 2);
        const auto peak = std::ranges::max_element(band.weights) - band.weights.begin();
        QVERIFY(std::abs(band.centerFrequency * frameSize / sampleRate -
                         double(band.firstBin + peak)) < 1e-9);
        QVERIFY(band.centerFrequency > center);
        center = band.centerFrequency;
    }
}

void TestLogFilterbank::bandsOfAFlatSpectrumAreItsLogarithm()
{
    LogBands bands({});
    const std::vector<std::complex<float>> bins(1024, {3.0f, -4.0f});
    std::vector<float> result(std::size_t(bands.count()));
    bands.compute(bins, 1.0f, result);
    for (const float value : result)
        QVERIFY(std::abs(value - std::log10(6.0f)) < 1e-6f);
}

void TestLogFilterbank::gainScalesTheMagnitudes()
{
    LogBands bands({});
    const std::vector<std::complex<float>> bins(1024, {0.0f, 5.0f});
    std::vector<float> result(std::size_t(bands.count()));
    bands.compute(bins, 0.2f, result);
    for (const float value : result)
        QVERIFY(std::abs(value - std::log10(2.0f)) < 1e-6f);
}

void TestLogFilterbank::senselessOptionsAreRefused_data()
{
    QTest::addColumn<LogSpectrogramOptions>("options");
    const auto refuse = [](const char* name, const auto& change) {
        LogSpectrogramOptions options;
        change(options);
        QTest::newRow(name) << options;
    };
    using Options = LogSpectrogramOptions;
    refuse("no rate", [](Options& o) { o.sampleRate = 0; });
    refuse("negative rate", [](Options& o) { o.sampleRate = -22050; });
    refuse("no frame", [](Options& o) { o.frameSize = 0; });
    refuse("odd frame", [](Options& o) { o.frameSize = 2047; });
    refuse("negative frame", [](Options& o) { o.frameSize = -2048; });
    refuse("huge frame", [](Options& o) { o.frameSize = 1 << 30; });
    refuse("no frames per second", [](Options& o) { o.framesPerSecond = 0.0; });
    refuse("more frames than samples", [](Options& o) { o.framesPerSecond = 1e6; });
    refuse("frames per second that are not a number",
           [](Options& o) { o.framesPerSecond = std::nan(""); });
    refuse("no bands per octave", [](Options& o) { o.bandsPerOctave = 0; });
    refuse("no lowest frequency", [](Options& o) { o.minFrequency = 0.0; });
    refuse("an empty range", [](Options& o) { o.maxFrequency = o.minFrequency; });
    refuse("an infinite frequency",
           [](Options& o) { o.maxFrequency = std::numeric_limits<double>::infinity(); });
    refuse("no reference", [](Options& o) { o.referenceFrequency = -440.0; });
    refuse("too few bins for a band", [](Options& o) { o.maxFrequency = 25.0; });
}

void TestLogFilterbank::senselessOptionsAreRefused()
{
    QFETCH(const LogSpectrogramOptions, options);
    QVERIFY_EXCEPTION_THROWN(makeLogFilterbank(options), Error);
    QVERIFY_EXCEPTION_THROWN(LogBands{options}, Error);
}

QTEST_GUILESS_MAIN(TestLogFilterbank)
#include "tst_log_filterbank.moc"
