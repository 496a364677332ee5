#include <QTest>
#include <cmath>

#include "core/evaluation/separation_quality.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

AudioBuffer scaled(AudioBuffer audio, float factor)
{
    for (auto& channel : audio.channels)
        for (float& sample : channel)
            sample *= factor;
    return audio;
}

AudioBuffer plus(const AudioBuffer& a, const AudioBuffer& b)
{
    StemSet set;
    set.stems = {a, b};
    return sumOfStems(set);
}

/// Clicks eight times a second.
AudioBuffer clicks(double seconds)
{
    AudioBuffer audio = silence(seconds, 44100, 2);
    for (std::size_t i = 2000; i + 40 < audio.frames(); i += 5512)
        for (auto& channel : audio.channels)
            for (std::size_t k = 0; k < 40; ++k)
                channel[i + k] = k % 2 == 0 ? 0.8f : -0.8f;
    return audio;
}

StemSet toneAndClicks()
{
    return {{"drums", "bass"}, {clicks(1.0), sine(110.0, 1.0, 44100, 2, 0.3)}, {}, {}};
}

}  // namespace

class TestSeparationQuality : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distortionIsTheRatioOfEnergies()
    {
        const AudioBuffer truth = sine(100.0, 1.0, 8000, 2);
        const AudioBuffer other = sine(200.0, 1.0, 8000, 2);  // orthogonal, of the same energy
        const AudioBuffer estimate = plus(truth, scaled(other, 0.1f));
        QVERIFY(std::abs(signalToDistortion(estimate, truth) - 20.0) < 1e-3);
        QVERIFY(std::abs(scaleInvariantSdr(estimate, truth) - 20.0) < 1e-3);
    }

    void scaleCountsForSdrOnly()
    {
        const AudioBuffer truth = sine(100.0, 1.0, 8000, 1);
        const AudioBuffer estimate =
            scaled(plus(truth, scaled(sine(200.0, 1.0, 8000, 1), 0.1f)), 0.5f);
        QVERIFY(std::abs(scaleInvariantSdr(estimate, truth) - 20.0) < 1e-3);
        // Error: half of the truth and 0.05 of the other.
        QVERIFY(std::abs(signalToDistortion(estimate, truth) + 10.0 * std::log10(0.2525)) < 1e-3);
    }

    void perfectAndSilentEstimatesAreLimited()
    {
        const AudioBuffer truth = sine(100.0, 0.1, 8000, 1);
        QCOMPARE(signalToDistortion(truth, truth), 120.0);
        QCOMPARE(scaleInvariantSdr(silence(0.1, 8000, 1), truth), -120.0);
        QCOMPARE(signalToDistortion(silence(0.1, 8000, 1), truth), 0.0);
        QCOMPARE(scaleInvariantSdr(truth, silence(0.1, 8000, 1)), -120.0);
    }

    void improvementIsOverTakingTheMix()
    {
        const AudioBuffer a = sine(100.0, 1.0, 8000, 2);
        const AudioBuffer b = sine(200.0, 1.0, 8000, 2);
        const AudioBuffer mix = plus(a, b);
        const StemSet truth{{"a", "b"}, {a, b}, {}, {}};
        const StemSet estimate{{"b", "a"}, {b, plus(a, scaled(b, 0.1f))}, {}, {}};
        const auto qualities = compareStems(estimate, truth, mix);
        QCOMPARE(qualities.size(), std::size_t(2));
        QCOMPARE(qualities[0].stem, std::string("a"));
        QVERIFY(std::abs(qualities[0].siSdr - 20.0) < 1e-3);
        QVERIFY(std::abs(qualities[0].siSdrImprovement - 20.0) < 1e-3);  // the mix has 0 dB
        QVERIFY(std::abs(qualities[0].sdrImprovement - 20.0) < 1e-3);
        QVERIFY(qualities[1].siSdr > 100.0);
    }

    void silentStemsShowWhatIsFalselyHeard()
    {
        const AudioBuffer a = sine(100.0, 1.0, 8000, 2);
        const StemSet truth{
            {"a", "b", "c"}, {a, silence(1.0, 8000, 2), sine(200.0, 1.0, 8000, 2)}, {}, {}};
        const AudioBuffer mix = sumOfStems(truth);
        const StemSet estimate{{"a", "b", "c"}, {a, scaled(mix, 0.1f), a}, {}, {}};
        const auto figures = averageQuality({compareStems(estimate, truth, mix)});
        QVERIFY(std::abs(figures.falseLevel.at("b") + 20.0) < 1e-3);
        QVERIFY(!figures.siSdrImprovement.contains("b"));
        QCOMPARE(figures.recordings.at("a"), 1);
    }

    void soleStemsAndSilentMixesAreLeftOut()
    {
        const AudioBuffer a = sine(100.0, 1.0, 8000, 2);
        const StemSet sole{{"a"}, {a}, {}, {}};
        QVERIFY(compareStems(sole, sole, a).empty());
        const StemSet none{{"a"}, {silence(1.0, 8000, 2)}, {}, {}};
        QVERIFY(compareStems(none, none, none.stems[0]).empty());
    }

    void averagesAreMeansByStem()
    {
        const auto quality = [](const char* stem, double value) {
            StemQuality result{stem};
            result.siSdrImprovement = value;
            return result;
        };
        const auto figures =
            averageQuality({{quality("a", 2.0), quality("b", 10.0)}, {quality("a", 4.0)}});
        QCOMPARE(figures.siSdrImprovement.at("a"), 3.0);
        QCOMPARE(figures.siSdrImprovement.at("b"), 10.0);
        QCOMPARE(figures.meanImprovement(), 6.5);
        QCOMPARE(figures.recordings.at("a"), 2);
        QCOMPARE(averageQuality({}).meanImprovement(), 0.0);
    }

    void constantMaskImprovesNothing()
    {
        const StemSet truth = toneAndClicks();
        const AudioBuffer mix = sumOfStems(truth);
        const StemSet stems = constantMaskStems(mix, truth.names);
        QVERIFY(maxAbsDifference(sumOfStems(stems).channels[0], mix.channels[0]) <= 1e-6);
        for (const StemQuality& quality : compareStems(stems, truth, mix))
            QVERIFY(std::abs(quality.siSdrImprovement) < 1e-3);
    }

    void harmonicPercussiveBaselineTellsClicksFromATone()
    {
        const StemSet truth = toneAndClicks();
        const AudioBuffer mix = sumOfStems(truth);
        const StemSet stems =
            harmonicPercussiveStems(mix, {"vocals", "piano", "drums", "bass", "other"});
        const auto figures = averageQuality({compareStems(stems, truth, mix)});
        QVERIFY(figures.siSdrImprovement.at("drums") > 10.0);
        QVERIFY(figures.siSdrImprovement.at("bass") > 5.0);
        QVERIFY(maxAbsDifference(sumOfStems(stems).channels[0], mix.channels[0]) <= 1e-5);
    }

    void harmonicPercussiveBaselinePutsTheCenterIntoTheVocals()
    {
        AudioBuffer mix = sine(1000.0, 1.0, 44100, 2, 0.2);
        const AudioBuffer side = sine(3000.0, 1.0, 44100, 2, 0.2);
        mix.channels[0] = plus(mix, side).channels[0];
        const StemSet stems = harmonicPercussiveStems(mix, {"vocals", "drums", "bass", "other"});
        const AudioBuffer& vocals = stems.stems[0];
        StemSet parts{
            {"center", "side"}, {sine(1000.0, 1.0, 44100, 1), sine(3000.0, 1.0, 44100, 1)}, {}, {}};
        const AudioBuffer left{44100, {vocals.channels[0]}};
        QVERIFY(scaleInvariantSdr(left, parts.stems[0]) > 15.0);
        QVERIFY(scaleInvariantSdr(left, parts.stems[1]) < -15.0);
    }

    void oracleMaskIsNearlyPerfectWhereSpectraDoNotMeet()
    {
        const StemSet truth{
            {"a", "b"}, {sine(440.0, 1.0, 44100, 2), sine(3000.0, 1.0, 44100, 2)}, {}, {}};
        const AudioBuffer mix = sumOfStems(truth);
        for (const StemQuality& quality : compareStems(oracleMaskStems(mix, truth), truth, mix))
            QVERIFY(quality.siSdrImprovement > 30.0);
    }
};

QTEST_MAIN(TestSeparationQuality)
#include "tst_separation_quality.moc"
