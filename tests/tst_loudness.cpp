#include <QTest>

#include "core/audio/loudness.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

class TestLoudness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stereoSineOfMinus23IsMinus23();
    void oneChannelIsThreeDecibelsSofter();
    void rangeIsTheStepBetweenTwoLevels();
    void truePeakLiesBetweenTheSamples();
    void silenceHasNoLoudness();
    void theShortestInputIsMeasured();
    void blocksGiveTheSameAsTheWhole();
    void manyChannelsAndHighRatesAreMeasured();
    void rmsOfASineIsThreeDecibelsBelowItsPeak();
    void peakIsTheLargestOfAllChannels();
    void measuringCanBeCancelled();
};

void TestLoudness::stereoSineOfMinus23IsMinus23()
{
    // EBU Tech 3341, case 1: 1 kHz in both channels at -23 dBFS measures -23 LUFS ± 0.1.
    const Loudness loudness =
        measureLoudness(sine(1000.0, 20.0, 48000, 2, std::pow(10.0, -23.0 / 20.0)));
    QVERIFY2(std::abs(loudness.integrated + 23.0) < 0.1,
             qPrintable(QString::number(loudness.integrated)));
    QVERIFY(std::abs(loudness.truePeak + 23.0) < 0.1);
    QVERIFY(std::abs(loudness.range) < 0.1);
}

void TestLoudness::oneChannelIsThreeDecibelsSofter()
{
    const double stereo = measureLoudness(sine(1000.0, 3.0, 48000, 2)).integrated;
    const double mono = measureLoudness(sine(1000.0, 3.0, 48000, 1)).integrated;
    QVERIFY(std::abs(stereo - mono - 3.01) < 0.02);
}

void TestLoudness::rangeIsTheStepBetweenTwoLevels()
{
    // EBU Tech 3342, case 1: 20 s at -20 dBFS, then 20 s at -30 dBFS have a range of 10 LU ± 1.
    AudioBuffer audio = sine(1000.0, 20.0, 48000, 2, 0.1);
    append(audio, sine(1000.0, 20.0, 48000, 2, 0.1 * std::pow(10.0, -0.5)));
    QVERIFY(std::abs(measureLoudness(audio).range - 10.0) < 1.0);
}

void TestLoudness::truePeakLiesBetweenTheSamples()
{
    // A quarter of the sample rate at 45°: all samples are 0.707 of the peak.
    AudioBuffer audio{48000, {std::vector<float>(48000)}};
    for (std::size_t i = 0; i < audio.frames(); ++i)
        audio.channels[0][i] = (i / 2) % 2 ? -0.5f : 0.5f;
    QVERIFY(std::abs(measureLoudness(audio).truePeak - 20.0 * std::log10(0.5 * std::sqrt(2.0))) <
            0.5);
}

void TestLoudness::silenceHasNoLoudness()
{
    const Loudness loudness = measureLoudness(silence(2.0, 44100, 2));
    QVERIFY(std::isinf(loudness.integrated) && loudness.integrated < 0);
    QVERIFY(std::isinf(loudness.truePeak) && loudness.truePeak < 0);
    QCOMPARE(loudness.range, 0.0);
    QVERIFY(std::isinf(rmsLevel(silence(1.0))) && rmsLevel(silence(1.0)) < 0);
}

void TestLoudness::theShortestInputIsMeasured()
{
    QVERIFY(std::isinf(measureLoudness({44100, {{}}}).integrated));
    QVERIFY(std::isinf(measureLoudness({44100, {{0.5f}}}).integrated));
    QVERIFY(std::isinf(rmsLevel({44100, {}})));
    QCOMPARE(peak({44100, {}}), 0.0f);
}

void TestLoudness::blocksGiveTheSameAsTheWhole()
{
    const AudioBuffer audio = noise(3.3, 44100, 2);
    LoudnessMeter meter(44100, 2);
    for (std::size_t start = 0; start < audio.frames(); start += 999)
        meter.add(slice(audio, start, 999));
    const Loudness whole = measureLoudness(audio);
    QVERIFY(std::abs(meter.result().integrated - whole.integrated) < 1e-6);
    QVERIFY(std::abs(meter.result().truePeak - whole.truePeak) < 1e-6);
}

void TestLoudness::manyChannelsAndHighRatesAreMeasured()
{
    QVERIFY(std::isfinite(measureLoudness(noise(1.0, 192000, 2)).integrated));
    QVERIFY(std::isfinite(measureLoudness(noise(1.0, 44100, 24)).integrated));
    QVERIFY(std::isfinite(measureLoudness(noise(0.5, 8000, 100)).integrated));
    QVERIFY(std::isfinite(measureLoudness(noise(1.0, 768000, 1)).truePeak));
}

void TestLoudness::rmsOfASineIsThreeDecibelsBelowItsPeak()
{
    QVERIFY(std::abs(rmsLevel(sine(441.0, 1.0, 44100, 2, 1.0)) + 3.0103) < 1e-3);
    QVERIFY(std::abs(rmsLevel({44100, {{1.0f}, {0.0f}}}) + 3.0103) < 1e-3);
}

void TestLoudness::peakIsTheLargestOfAllChannels()
{
    QCOMPARE(peak({44100, {{0.1f, 0.2f}, {-0.75f, 0.3f}}}), 0.75f);
}

void TestLoudness::measuringCanBeCancelled()
{
    const Progress progress([](double, const std::string&) { return false; });
    QVERIFY_EXCEPTION_THROWN(measureLoudness(silence(3.0), progress), Cancelled);
}

QTEST_APPLESS_MAIN(TestLoudness)
#include "tst_loudness.moc"
