#include <QTest>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/dsp/stft.h"
#include "core/error.h"
#include "core/tensors/npy.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

std::vector<float> readFloats(const char* name)
{
    return readNpy(std::filesystem::path(TEST_DATA) / "stft" / name).values;
}

std::vector<float> chirp(std::size_t length)
{
    std::vector<float> samples(length);
    for (std::size_t n = 0; n < length; ++n)
        samples[n] = float(0.8 * std::sin(1e-6 * double(n) * double(n) + 0.03 * double(n)));
    return samples;
}

}  // namespace

class TestStft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inverseOfTheTransformIsTheSignal_data();
    void inverseOfTheTransformIsTheSignal();
    void numberOfFramesFollowsTheReference();
    void sinePeaksAtItsBinWithHalfTheWindowSum();
    void frameEqualsTheReference();
    void emptySignalHasOnlyFramesOfZeros();
    void senselessOptionsAreRefused_data();
    void senselessOptionsAreRefused();
};

void TestStft::inverseOfTheTransformIsTheSignal_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("frameSize");
    QTest::addColumn<int>("hop");
    for (const int length : {1, 1023, 1024, 4096, 50001})
        QTest::addRow("%d samples", length) << length << 4096 << 1024;
    QTest::addRow("an eighth as hop") << 5000 << 512 << 64;
}

void TestStft::inverseOfTheTransformIsTheSignal()
{
    QFETCH(const int, length);
    QFETCH(const int, frameSize);
    QFETCH(const int, hop);
    const std::vector<float> samples = chirp(std::size_t(length));
    const Stft stft = computeStft(samples, {frameSize, hop});
    QVERIFY(maxAbsDifference(inverseStft(stft, samples.size()), samples) < 1e-6);
}

void TestStft::numberOfFramesFollowsTheReference()
{
    QCOMPARE(computeStft(chirp(1)).frames, 5);
    QCOMPARE(computeStft(chirp(1024)).frames, 5);
    QCOMPARE(computeStft(chirp(1025)).frames, 6);
    QCOMPARE(computeStft(chirp(1025)).bins, 2049);
}

void TestStft::sinePeaksAtItsBinWithHalfTheWindowSum()
{
    std::vector<float> samples(16384);
    for (std::size_t n = 0; n < samples.size(); ++n)
        samples[n] = float(std::cos(2.0 * std::numbers::pi * 100.0 * double(n % 4096) / 4096.0));
    const Stft stft = computeStft(samples);
    const auto* frame = stft.values.data() + std::size_t(8) * stft.bins;  // inside the signal
    QVERIFY(std::abs(std::abs(frame[100]) - 1024.0f) < 1e-2f);
    QVERIFY(std::abs(std::abs(frame[101]) - 512.0f) < 1e-2f);
    QVERIFY(std::abs(frame[103]) < 1e-2f);
}

void TestStft::frameEqualsTheReference()
{
    const std::vector<float> input = readFloats("input.npy");
    const std::vector<float> expected = readFloats("frame5.npy");  // bin × channel × re/im
    QCOMPARE(input.size(), std::size_t(2 * 5120));
    QCOMPARE(expected.size(), std::size_t(2049 * 2 * 2));
    float largest = 0.0f;
    for (int channel = 0; channel < 2; ++channel) {
        const Stft stft = computeStft(std::span(input).subspan(std::size_t(channel) * 5120, 5120));
        const auto* frame = stft.values.data() + std::size_t(5) * stft.bins;
        for (int bin = 0; bin < stft.bins; ++bin) {
            const std::size_t at = std::size_t(bin * 2 + channel) * 2;
            largest = std::max(largest, std::abs(frame[bin].real() - expected[at]));
            largest = std::max(largest, std::abs(frame[bin].imag() - expected[at + 1]));
        }
    }
    QVERIFY2(largest < 2e-4f, qPrintable(QString::number(largest)));  // values up to 77
}

void TestStft::emptySignalHasOnlyFramesOfZeros()
{
    const Stft stft = computeStft({});
    QCOMPARE(stft.frames, 4);
    for (const auto value : stft.values)
        QCOMPARE(std::abs(value), 0.0f);
    QVERIFY(inverseStft(stft, 0).empty());
    QCOMPARE(inverseStft(stft, 10), std::vector<float>(10));
}

void TestStft::senselessOptionsAreRefused_data()
{
    QTest::addColumn<int>("frameSize");
    QTest::addColumn<int>("hop");
    QTest::newRow("no frame") << 0 << 1;
    QTest::newRow("odd frame") << 4097 << 17;
    QTest::newRow("no hop") << 4096 << 0;
    QTest::newRow("negative hop") << 4096 << -1024;
    QTest::newRow("hop that leaves a remainder") << 4096 << 1000;
    QTest::newRow("hop that can't be inverted") << 4096 << 2048;
}

void TestStft::senselessOptionsAreRefused()
{
    QFETCH(const int, frameSize);
    QFETCH(const int, hop);
    const std::vector<float> samples(100);
    QVERIFY_EXCEPTION_THROWN(computeStft(samples, {frameSize, hop}), Error);
    QVERIFY_EXCEPTION_THROWN(inverseStft(Stft{{frameSize, hop}, 0, 0, {}}, 10), Error);
}

QTEST_GUILESS_MAIN(TestStft)
#include "tst_stft.moc"
