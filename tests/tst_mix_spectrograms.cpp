#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/explain/mix_spectrograms.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int sampleRate = 22050;
constexpr int windowFrameCount = 32;  // of a second

/// Three noises of different levels; the second begins and ends with silence.
StemSet threeStems(double seconds = 1.0)
{
    StemSet stems;
    for (int i = 0; i < 3; ++i) {
        stems.names.push_back("stem" + std::to_string(i));
        stems.stems.push_back(noise(seconds, sampleRate, 1, 0.1 * (i + 1), std::uint64_t(i + 1)));
    }
    auto& samples = stems.stems[1].channels[0];
    std::fill_n(samples.begin(), samples.size() / 3, 0.0f);
    std::fill_n(samples.rbegin(), samples.size() / 4, 0.0f);
    return stems;
}

std::vector<float> sum(const StemSet& stems, const std::vector<float>& gains)
{
    std::vector<float> result(stems.stems[0].frames());
    for (std::size_t i = 0; i < gains.size(); ++i)
        for (std::size_t n = 0; n < result.size(); ++n)
            result[n] += gains[i] * stems.stems[i].channels[0][n];
    return result;
}

std::vector<float> toPeakOf(std::vector<float> samples, const std::vector<float>& other)
{
    const float peak =
        std::abs(*std::ranges::max_element(other, {}, [](float x) { return std::abs(x); }));
    for (float& sample : samples)
        sample /= peak;
    return samples;
}

MixSpectrograms spectrogramsOf(const StemSet& stems, MixGain gain)
{
    return {stems, {}, windowFrameCount, gain};
}

bool isSilent(const LogSpectrogram& spectrogram)
{
    return std::ranges::all_of(spectrogram.values, [](float value) { return value == 0.0f; });
}

}  // namespace

class TestMixSpectrograms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mixIsTheSpectrogramOfTheWeightedSum_data();
    void mixIsTheSpectrogramOfTheWeightedSum();
    void eachMixComesToItsOwnPeak();
    void parityTrimsAndNormalizesEachMix();
    void silentMixIsSilence_data();
    void silentMixIsSilence();
    void silentComponentsHaveAGainOfOne();
    void shortComponentsAreLooped();
    void whatIsLongerThanTheWindowIsLeftOut();
    void severalMixesEqualSingleOnes_data();
    void severalMixesEqualSingleOnes();
    void unfitComponentsAreRefused();
    void cancelledTransformThrows();
};

void TestMixSpectrograms::mixIsTheSpectrogramOfTheWeightedSum_data()
{
    QTest::addColumn<std::vector<float>>("gains");
    QTest::newRow("all") << std::vector<float>{1.0f, 1.0f, 1.0f};
    QTest::newRow("one") << std::vector<float>{0.0f, 0.0f, 1.0f};
    QTest::newRow("one with silent ends") << std::vector<float>{0.0f, 1.0f, 0.0f};
    QTest::newRow("faders") << std::vector<float>{0.25f, 2.0f, 0.0f};
}

void TestMixSpectrograms::mixIsTheSpectrogramOfTheWeightedSum()
{
    QFETCH(const std::vector<float>, gains);
    const StemSet stems = threeStems();
    const LogSpectrogram result = spectrogramsOf(stems, MixGain::OfFullMix).window(gains);
    const auto expected =
        computeLogSpectrogram(toPeakOf(sum(stems, gains), sum(stems, {1.0f, 1.0f, 1.0f})));
    QCOMPARE(result.frames, windowFrameCount);
    QCOMPARE(result.options, LogSpectrogramOptions());
    QVERIFY(maxAbsDifference(result.values, expected.values) < 1e-5);
}

void TestMixSpectrograms::eachMixComesToItsOwnPeak()
{
    const StemSet stems = threeStems();
    const std::vector<float> gains = {1.0f, 0.0f, 0.5f};
    const std::vector<float> mix = sum(stems, gains);
    const LogSpectrogram result = spectrogramsOf(stems, MixGain::OfEachMix).window(gains);
    const LogSpectrogram expected = computeLogSpectrogram(toPeakOf(mix, mix));
    QVERIFY(maxAbsDifference(result.values, expected.values) < 1e-5);
}

void TestMixSpectrograms::parityTrimsAndNormalizesEachMix()
{
    const StemSet stems = threeStems();
    const std::vector<float> gains = {0.0f, 1.0f, 0.0f};
    std::vector<float> sounding = stems.stems[1].channels[0];
    sounding.erase(sounding.end() - std::ptrdiff_t(sounding.size() / 4), sounding.end());
    sounding.erase(sounding.begin(), sounding.begin() + sampleRate / 3);
    const LogSpectrogram result = spectrogramsOf(stems, MixGain::Parity).window(gains);
    const LogSpectrogram trimmed = computeLogSpectrogram(toPeakOf(sounding, sounding));
    QVERIFY(trimmed.frames < 16);
    QCOMPARE(result, sliceOrLoop(trimmed, 0, windowFrameCount));
}

void TestMixSpectrograms::silentMixIsSilence_data()
{
    QTest::addColumn<MixGain>("gain");
    QTest::newRow("of the full mix") << MixGain::OfFullMix;
    QTest::newRow("of each mix") << MixGain::OfEachMix;
    QTest::newRow("parity") << MixGain::Parity;
}

void TestMixSpectrograms::silentMixIsSilence()
{
    QFETCH(const MixGain, gain);
    const LogSpectrogram result =
        spectrogramsOf(threeStems(), gain).window(std::vector<float>(3, 0.0f));
    QCOMPARE(result.frames, windowFrameCount);
    QVERIFY(isSilent(result));
}

void TestMixSpectrograms::silentComponentsHaveAGainOfOne()
{
    const StemSet stems{{"a", "b"}, {silence(1.0), silence(1.0)}, {}, {}};
    for (const MixGain gain : {MixGain::OfFullMix, MixGain::OfEachMix, MixGain::Parity}) {
        const LogSpectrogram result = spectrogramsOf(stems, gain).window(std::vector{1.0f, 1.0f});
        QCOMPARE(result.frames, windowFrameCount);
        QVERIFY(isSilent(result));
    }
}

void TestMixSpectrograms::shortComponentsAreLooped()
{
    const StemSet stems = threeStems(0.3);
    const std::vector<float> gains(3, 1.0f);
    const std::vector<float> mix = sum(stems, gains);
    const LogSpectrogram once = computeLogSpectrogram(toPeakOf(mix, mix));
    QCOMPARE(once.frames, 10);
    for (const MixGain gain : {MixGain::OfFullMix, MixGain::OfEachMix}) {
        const LogSpectrogram result = spectrogramsOf(stems, gain).window(gains);
        QVERIFY(maxAbsDifference(result.values, sliceOrLoop(once, 0, windowFrameCount).values) <
                1e-5);
    }
}

void TestMixSpectrograms::whatIsLongerThanTheWindowIsLeftOut()
{
    const StemSet stems = threeStems(2.0);
    const std::vector<float> gains(3, 1.0f);
    const std::vector<float> mix = sum(stems, gains);
    const LogSpectrogram whole = computeLogSpectrogram(toPeakOf(mix, mix));
    const LogSpectrogram result = spectrogramsOf(stems, MixGain::OfFullMix).window(gains);
    QVERIFY(maxAbsDifference(result.values, sliceOrLoop(whole, 0, windowFrameCount).values) < 1e-5);
}

void TestMixSpectrograms::severalMixesEqualSingleOnes_data()
{
    silentMixIsSilence_data();
}

void TestMixSpectrograms::severalMixesEqualSingleOnes()
{
    QFETCH(const MixGain, gain);
    const MixSpectrograms spectrograms = spectrogramsOf(threeStems(), gain);
    const std::vector<std::vector<float>> mixes = {{1, 1, 1}, {0, 1, 0}, {0.5, 0, 2}, {0, 0, 0}};
    const std::vector<LogSpectrogram> result = spectrograms.windows(mixes);
    QCOMPARE(result.size(), mixes.size());
    for (std::size_t i = 0; i < mixes.size(); ++i)
        QCOMPARE(result[i], spectrograms.window(mixes[i]));
}

void TestMixSpectrograms::unfitComponentsAreRefused()
{
    const auto refuses = [](const StemSet& stems) {
        return !errorOf([&] { spectrogramsOf(stems, MixGain::OfFullMix); }).empty();
    };
    QVERIFY(!refuses({{"a"}, {sine(440.0, 1.0)}, {}, {}}));
    QVERIFY(refuses({}));
    QVERIFY(refuses({{"a"}, {silence(0.0)}, {}, {}}));
    QVERIFY(refuses({{"stereo"}, {sine(440.0, 1.0, sampleRate, 2)}, {}, {}}));
    QVERIFY(refuses({{"other rate"}, {sine(440.0, 1.0, 44100)}, {}, {}}));
    QVERIFY(refuses({{"long", "short"}, {silence(1.0), silence(0.9)}, {}, {}}));
    QVERIFY(refuses({std::vector<std::string>(65), std::vector(65, silence(0.1)), {}, {}}));
}

void TestMixSpectrograms::cancelledTransformThrows()
{
    const Progress progress([](double done, const std::string&) { return done < 0.5; });
    QVERIFY_EXCEPTION_THROWN(
        MixSpectrograms(threeStems(), {}, windowFrameCount, MixGain::OfFullMix, progress),
        Cancelled);
}

QTEST_GUILESS_MAIN(TestMixSpectrograms)
#include "tst_mix_spectrograms.moc"
