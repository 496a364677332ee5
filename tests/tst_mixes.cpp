#include <QTest>
#include <algorithm>
#include <bit>
#include <cmath>

#include "core/error.h"
#include "core/explain/mixes.h"
#include "tests/function_model.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int sampleRate = 22050;
constexpr int windowFrameCount = 32;  // of a second
constexpr double frequencies[] = {250.0, 1000.0, 4000.0};

/// Sines of three frequencies, levels 0.1, 0.2 and 0.3.
StemSet threeSines()
{
    StemSet stems;
    for (int i = 0; i < 3; ++i) {
        stems.names.push_back("sine" + std::to_string(i));
        stems.stems.push_back(sine(frequencies[i], 1.0, sampleRate, 1, 0.1 * (i + 1)));
    }
    return stems;
}

/// Hears how much sounds around each of the frequencies; linear in the mix.
Prediction loudnessAtFrequencies(const LogSpectrogram& window)
{
    static const LogFilterbank filterbank = makeLogFilterbank({});
    Prediction prediction{std::vector<double>(3), {}, {}};
    for (int band = 0; band < window.bands; ++band)
        for (int i = 0; i < 3; ++i)
            if (std::abs(filterbank.bands[band].centerFrequency / frequencies[i] - 1.0) < 0.2)
                prediction.features[i] += std::pow(10.0, window.value(band, 10)) - 1.0;
    return prediction;
}

EmotionModel modelOf(const EmotionModel::Network& hear)
{
    return functionModel(hear, windowFrameCount);
}

}  // namespace

class TestMixes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allCoalitionsCountDownFromAllOnes();
    void allCoalitionsOfTooManyAreRefused();
    void randomCoalitionsBeginWithAllAndDependOnTheSeedOnly();
    void randomCoalitionsAreFair();
    void everyMixIsHeardAsTheSumOfItsComponents();
    void ownPeaksMakeTheRestLouder();
    void repeatedCoalitionsAreHeardOnce();
    void tableKnowsWhetherItIsExhaustive();
    void noCoalitionsMakeAnEmptyTable();
    void cancelEndsBetweenMixes();
    void tooManyComponentsAreRefused();
};

void TestMixes::allCoalitionsCountDownFromAllOnes()
{
    // As rows of the reference: 111 110 101 100 011 010 001 000, the first component leftmost.
    QCOMPARE(allCoalitions(3), (std::vector<Coalition>{7, 3, 5, 1, 6, 2, 4, 0}));
    QCOMPARE(allCoalitions(1), (std::vector<Coalition>{1, 0}));
    QCOMPARE(allCoalitions(10).size(), std::size_t(1024));
}

void TestMixes::allCoalitionsOfTooManyAreRefused()
{
    QVERIFY_EXCEPTION_THROWN(allCoalitions(11), Error);
    QVERIFY_EXCEPTION_THROWN(allCoalitions(0), Error);
    QVERIFY_EXCEPTION_THROWN(allCoalitions(-1), Error);
}

void TestMixes::randomCoalitionsBeginWithAllAndDependOnTheSeedOnly()
{
    const std::vector<Coalition> coalitions = randomCoalitions(15, 100, 7);
    QCOMPARE(coalitions.size(), std::size_t(100));
    QCOMPARE(coalitions.front(), Coalition(0x7fff));
    QCOMPARE(randomCoalitions(15, 100, 7), coalitions);
    QVERIFY(randomCoalitions(15, 100, 8) != coalitions);
    QCOMPARE(randomCoalitions(64, 1, 1).front(), ~Coalition(0));
    QVERIFY(randomCoalitions(5, 0, 1).empty());
}

void TestMixes::randomCoalitionsAreFair()
{
    std::vector<int> ones(20);
    for (const Coalition coalition : randomCoalitions(20, 4000, 1)) {
        QVERIFY(coalition < (Coalition(1) << 20));
        for (int i = 0; i < 20; ++i)
            ones[i] += int(coalition >> i & 1);
    }
    for (const int count : ones)
        QVERIFY(std::abs(count - 2000) < 160);  // five standard deviations
}

void TestMixes::everyMixIsHeardAsTheSumOfItsComponents()
{
    const MixTable table =
        predictMixes(threeSines(), modelOf(loudnessAtFrequencies), allCoalitions(3));
    QCOMPARE(table.components, threeSines().names);
    QCOMPARE(table.predictions.size(), std::size_t(8));
    for (int i = 0; i < 3; ++i) {
        const std::vector<double> values = table.featureValues(i);
        const double alone = values[0];  // as loud with the others as without them
        QVERIFY(alone > 10.0);
        for (std::size_t row = 0; row < 8; ++row)
            QVERIFY(std::abs(values[row] - double(table.coalitions[row] >> i & 1) * alone) <
                    0.01 * alone);
    }
    QCOMPARE(table.featureValues(2)[7], 0.0);
}

void TestMixes::ownPeaksMakeTheRestLouder()
{
    const MixTable table = predictMixes(threeSines(), modelOf(loudnessAtFrequencies),
                                        allCoalitions(3), MixGain::OfEachMix);
    const std::vector<double> values = table.featureValues(0);
    QVERIFY(values[3] > 4.0 * values[0]);  // 100 against 111: peak 0.1 instead of about 0.6
}

void TestMixes::repeatedCoalitionsAreHeardOnce()
{
    int heard = 0;
    const EmotionModel model = modelOf([&](const LogSpectrogram& window) {
        ++heard;
        return loudnessAtFrequencies(window);
    });
    const MixTable table = predictMixes(threeSines(), model, {7, 1, 7, 2, 1, 1});
    QCOMPARE(heard, 3);
    QCOMPARE(table.coalitions, (std::vector<Coalition>{7, 1, 7, 2, 1, 1}));
    QCOMPARE(table.predictions[2], table.predictions[0]);
    QCOMPARE(table.predictions[5], table.predictions[1]);
    QVERIFY(table.predictions[3] != table.predictions[1]);
}

void TestMixes::tableKnowsWhetherItIsExhaustive()
{
    const EmotionModel model = modelOf(loudnessAtFrequencies);
    QVERIFY(predictMixes(threeSines(), model, allCoalitions(3)).exhaustive);
    QVERIFY(!predictMixes(threeSines(), model, {7, 3}).exhaustive);
}

void TestMixes::noCoalitionsMakeAnEmptyTable()
{
    QVERIFY(predictMixes(threeSines(), modelOf(loudnessAtFrequencies), {}).predictions.empty());
}

void TestMixes::cancelEndsBetweenMixes()
{
    int heard = 0;
    const EmotionModel model = modelOf([&](const LogSpectrogram& window) {
        ++heard;
        return loudnessAtFrequencies(window);
    });
    const Progress progress([&](double, const std::string&) { return heard < 3; });
    QVERIFY_EXCEPTION_THROWN(
        predictMixes(threeSines(), model, allCoalitions(3), MixGain::OfFullMix, progress),
        Cancelled);
    QCOMPARE(heard, 3);
}

void TestMixes::tooManyComponentsAreRefused()
{
    const StemSet stems{std::vector<std::string>(65), std::vector(65, silence(0.1)), {}, {}};
    QVERIFY_EXCEPTION_THROWN(predictMixes(stems, modelOf(loudnessAtFrequencies), {1}), Error);
}

QTEST_GUILESS_MAIN(TestMixes)
#include "tst_mixes.moc"
