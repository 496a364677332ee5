#include <QTest>

#include "core/audio/loudness.h"
#include "core/audio/resample.h"
#include "core/error.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// The largest error against a sine of amplitude 0.5, without `margin` seconds at either end.
double sineError(const AudioBuffer& audio, double frequency, double margin = 0.05)
{
    const AudioBuffer expected = sine(frequency, audio.duration(), audio.sampleRate);
    const std::size_t skip = std::size_t(margin * audio.sampleRate);
    const auto inside = [&](const AudioBuffer& buffer) {
        return slice(buffer, skip, buffer.frames() - 2 * skip).channels[0];
    };
    return maxAbsDifference(inside(audio), inside(expected));
}

}  // namespace

class TestResample : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void downmixIsTheMean();
    void stereoLosesNoChannel();
    void sineStaysInPlace_data();
    void sineStaysInPlace();
    void whatTheNewRateCannotHoldVanishes();
    void lengthIsRounded_data();
    void lengthIsRounded();
    void blocksGiveTheSameAsTheWhole_data();
    void blocksGiveTheSameAsTheWhole();
    void equalRatesChangeNothing();
    void channelsAreResampledEachByItself();
    void impossibleRatesAreRefused();
    void resamplingCanBeCancelled();
};

void TestResample::downmixIsTheMean()
{
    const AudioBuffer mono = downmix({44100, {{1.0f, 0.0f}, {0.5f, -1.0f}, {0.0f, 0.25f}}});
    QCOMPARE(mono.channels.size(), 1u);
    QVERIFY(maxAbsDifference(mono.channels[0], std::vector{0.5f, -0.25f}) < 1e-7);
    QVERIFY(downmix({44100, {{0.3f}}}).channels == (std::vector<std::vector<float>>{{0.3f}}));
    QVERIFY(downmix({44100, {}}).channels.empty());
}

void TestResample::stereoLosesNoChannel()
{
    using Channels = std::vector<std::vector<float>>;
    QVERIFY(toStereo({44100, {{1.0f}}}).channels == (Channels{{1.0f}, {1.0f}}));
    QVERIFY(toStereo({44100, {{1.0f}, {2.0f}}}).channels == (Channels{{1.0f}, {2.0f}}));
    QVERIFY(toStereo({44100, {{1.0f}, {2.0f}, {6.0f}}}).channels == (Channels{{3.0f}, {3.0f}}));
    QVERIFY(toStereo({44100, {}}).channels == (Channels{{}, {}}));
}

void TestResample::sineStaysInPlace_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("half") << 44100 << 22050;
    QTest::newRow("double") << 22050 << 44100;
    QTest::newRow("48 to 44.1") << 48000 << 44100;
    QTest::newRow("48 to 22.05") << 48000 << 22050;
    QTest::newRow("192 to 22.05") << 192000 << 22050;
    QTest::newRow("8 to 44.1") << 8000 << 44100;
}

void TestResample::sineStaysInPlace()
{
    QFETCH(const int, from);
    QFETCH(const int, to);
    const AudioBuffer result = resample(sine(1000.0, 1.0, from), to);
    QCOMPARE(result.sampleRate, to);
    QVERIFY2(sineError(result, 1000.0) < 2e-6,
             qPrintable(QString::number(sineError(result, 1000.0))));
}

void TestResample::whatTheNewRateCannotHoldVanishes()
{
    AudioBuffer result = resample(sine(13000.0, 1.0, 44100), 22050);
    result = slice(result, 2000, result.frames() - 4000);
    QVERIFY2(peak(result) < 0.5e-5, qPrintable(QString::number(double(peak(result)))));
}

void TestResample::lengthIsRounded_data()
{
    QTest::addColumn<int>("frames");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing") << 0 << 44100 << 22050 << 0;
    QTest::newRow("one sample") << 1 << 44100 << 22050 << 1;
    QTest::newRow("one sample upwards") << 1 << 22050 << 44100 << 2;
    QTest::newRow("odd") << 44101 << 44100 << 22050 << 22051;
    QTest::newRow("rounded down") << 100 << 48000 << 44100 << 92;
    QTest::newRow("largest ratio down") << 768000 << 768000 << 1000 << 1000;
    QTest::newRow("largest ratio up") << 1000 << 1000 << 768000 << 768000;
}

void TestResample::lengthIsRounded()
{
    QFETCH(const int, frames);
    QFETCH(const int, from);
    QFETCH(const int, to);
    QFETCH(const int, expected);
    const AudioBuffer result =
        resample({from, {std::vector<float>(std::size_t(frames), 0.25f)}}, to);
    QCOMPARE(int(result.frames()), expected);
}

void TestResample::blocksGiveTheSameAsTheWhole_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("block");
    for (const int block : {1, 7, 512, 4096, 100000})
        for (const auto& [from, to] : {std::pair(44100, 22050), {48000, 44100}, {22050, 44100}})
            QTest::addRow("%d to %d in blocks of %d", from, to, block) << from << to << block;
}

void TestResample::blocksGiveTheSameAsTheWhole()
{
    QFETCH(const int, from);
    QFETCH(const int, to);
    QFETCH(const int, block);
    const AudioBuffer audio = noise(block == 1 ? 0.2 : 2.3, from, 2);
    Resampler resampler(from, to, 2);
    AudioBuffer joined{to, {{}, {}}};
    for (std::size_t start = 0; start < audio.frames(); start += std::size_t(block))
        append(joined, resampler.process(slice(audio, start, std::size_t(block))));
    append(joined, resampler.finish());
    QVERIFY(joined.channels == resample(audio, to).channels);
}

void TestResample::equalRatesChangeNothing()
{
    const AudioBuffer audio = noise(0.5, 44100, 2);
    QVERIFY(resample(audio, 44100).channels == audio.channels);
    Resampler resampler(44100, 44100, 2);
    QVERIFY(resampler.process(audio).channels == audio.channels);
    QCOMPARE(resampler.finish().frames(), 0u);
}

void TestResample::channelsAreResampledEachByItself()
{
    const AudioBuffer audio = noise(0.5, 44100, 3);
    const AudioBuffer together = resample(audio, 22050);
    for (std::size_t c = 0; c < 3; ++c)
        QVERIFY(resample({44100, {audio.channels[c]}}, 22050).channels[0] == together.channels[c]);
}

void TestResample::impossibleRatesAreRefused()
{
    for (const int rate : {-44100, 0, 999, 768001}) {
        QVERIFY_EXCEPTION_THROWN(resample(silence(0.1), rate), Error);
        QVERIFY_EXCEPTION_THROWN(resample({rate, {{0.0f}}}, 22050), Error);
    }
}

void TestResample::resamplingCanBeCancelled()
{
    const Progress progress([](double, const std::string&) { return false; });
    QVERIFY_EXCEPTION_THROWN(resample(silence(1.0, 44100), 22050, progress), Cancelled);
}

QTEST_APPLESS_MAIN(TestResample)
#include "tst_resample.moc"
