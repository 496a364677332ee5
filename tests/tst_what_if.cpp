#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/explain/stem_verdict.h"
#include "core/explain/what_if.h"
#include "tests/function_model.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int sampleRate = 22050;
constexpr int windowFrameCount = 32;  // of a second
constexpr double frequencies[] = {250.0, 1000.0, 4000.0};
constexpr double muted = -std::numeric_limits<double>::infinity();

StemSet threeSines()
{
    StemSet stems;
    for (int i = 0; i < 3; ++i) {
        stems.names.push_back("sine" + std::to_string(i));
        stems.stems.push_back(sine(frequencies[i], 1.0, sampleRate, 1, 0.2));
    }
    return stems;
}

const MixSpectrograms& spectrograms()
{
    static const MixSpectrograms result(threeSines(), {}, windowFrameCount, MixGain::OfFullMix);
    return result;
}

/// The magnitude at each frequency in the middle of the window.
std::vector<double> loudness(const LogSpectrogram& window)
{
    static const LogFilterbank filterbank = makeLogFilterbank({});
    std::vector<double> result(3);
    for (int band = 0; band < window.bands; ++band)
        for (int i = 0; i < 3; ++i)
            if (std::abs(filterbank.bands[band].centerFrequency / frequencies[i] - 1.0) < 0.2)
                result[i] += std::pow(10.0, window.value(band, 10)) - 1.0;
    return result;
}

/// Features: the gain factors of the three stems. Emotion 0: 0.2 + 0.4 f0 - 0.3 f1 + 0.05 f2;
/// emotion 1: f0 + f1, which only a pair can raise by more than one stem's 12 dB.
EmotionModel linearModel()
{
    static const std::vector<double> full =
        loudness(spectrograms().window(std::vector{1.0f, 1.0f, 1.0f}));
    const auto predict = [](const LogSpectrogram& window) {
        std::vector<double> features = loudness(window);
        for (int i = 0; i < 3; ++i)
            features[i] /= full[i];
        const double first = 0.2 + 0.4 * features[0] - 0.3 * features[1] + 0.05 * features[2];
        return Prediction{features, {first, features[0] + features[1]}, {}};
    };
    return functionModel(predict, windowFrameCount);
}

bool isNear(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

}  // namespace

class TestWhatIf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gainsAreToldInWords()
    {
        constexpr double muted = -std::numeric_limits<double>::infinity();
        QCOMPARE(gainsPhrase({"vocals", "drums"}, {-4.5, 0.0}),
                 std::string("the vocals 4.5 dB softer"));
        QCOMPARE(gainsPhrase({"vocals", "drums"}, {3.0, muted}),
                 std::string("the vocals 3.0 dB louder and the drums muted"));
        QCOMPARE(gainsPhrase({"vocals", "drums"}, {0.0, 0.0}), std::string("no change"));
    }

    void anEstimateIsExactOnMixesAndInterpolatesBetweenThem()
    {
        MixTable table;
        table.components = {"vocals", "drums"};
        table.coalitions = allCoalitions(2);
        for (const Coalition mix : table.coalitions) {
            const double vocals = mix & 1 ? 1.0 : 0.0;
            const double drums = mix & 2 ? 1.0 : 0.0;
            table.predictions.push_back({{vocals + vocals * drums}, {drums}, {}});
        }
        QCOMPARE(estimateGains(table, {0.0, 0.0}).features[0], 2.0);
        QCOMPARE(estimateGains(table, {0.0, muted}).features[0], 1.0);
        QCOMPARE(estimateGains(table, {muted, 6.0}).emotions[0], 1.0);
        const double half = 20.0 * std::log10(0.5);
        QVERIFY(std::abs(estimateGains(table, {half, half}).features[0] - 0.75) < 1e-6);
    }

    void gainsAreHeard_data();
    void gainsAreHeard();
    void softerStemChangesWhatItCauses();
    void whatAnExplanationExpectsComesFromItsWeights();
    void verdictsCompareDirections();
    void verdictsAreSentences();
    void featureAtItsMeanChangesTheEmotionByItsCenteredEffect();
    void smallestChangeIsOfTheStemThatMattersMost();
    void largerTargetNeedsAPair();
    void stemsOfAPairMayMoveApart();
    void unreachableTargetGivesTheClosest();
    void targetThatIsThereNeedsNoChange();
    void searchIsTheSameEachTime();
    void searchEndsWhenCancelled();
    void senselessSearchesAreRefused();
};

void TestWhatIf::gainsAreHeard_data()
{
    QTest::addColumn<StemGains>("gains");
    QTest::addColumn<std::vector<double>>("factors");
    QTest::newRow("as it is") << StemGains{0, 0, 0} << std::vector<double>{1, 1, 1};
    QTest::newRow("muted") << StemGains{0, muted, 0} << std::vector<double>{1, 0, 1};
    QTest::newRow("all muted") << StemGains{muted, muted, muted} << std::vector<double>{0, 0, 0};
    QTest::newRow("faders") << StemGains{-20, 20.0 * std::log10(2.0), -6}
                            << std::vector<double>{0.1, 2.0, std::pow(10.0, -0.3)};
}

void TestWhatIf::gainsAreHeard()
{
    QFETCH(const StemGains, gains);
    QFETCH(const std::vector<double>, factors);
    const auto predictions = predictGains(spectrograms(), linearModel(), {gains});
    QCOMPARE(predictions.size(), std::size_t(1));
    QVERIFY(maxAbsDifference(predictions[0].features, factors) < 0.01);
}

void TestWhatIf::softerStemChangesWhatItCauses()
{
    const auto tests = testStems(spectrograms(), linearModel(), {0, 2});
    QCOMPARE(tests.size(), std::size_t(2));
    const double change = std::pow(10.0, -12.0 / 20.0) - 1.0;
    QCOMPARE(tests[0].stem, 0);
    QCOMPARE(tests[0].decibels, -12.0);
    QVERIFY(isNear(tests[0].featureChanges[0], change, 0.01));
    QVERIFY(isNear(tests[0].featureChanges[1], 0.0, 0.01));
    QVERIFY(isNear(tests[0].emotionChanges[0], 0.4 * change, 0.01));
    QCOMPARE(tests[1].stem, 2);
    QVERIFY(isNear(tests[1].emotionChanges[0], 0.05 * change, 0.01));
}

void TestWhatIf::whatAnExplanationExpectsComesFromItsWeights()
{
    SourceExplanation first;
    first.lime.coefficients = {0.4, -0.2};
    SourceExplanation second = first;
    second.lime.coefficients = {0.1, 0.3};
    const double half = 20.0 * std::log10(0.5);
    QVERIFY(isNear(expectedChange(first, 0, half), -0.2, 1e-9));
    QVERIFY(isNear(expectedChange(first, 1, half), 0.1, 1e-9));
    QVERIFY(isNear(expectedChange(first, 0, muted), -0.4, 1e-9));
    ModelInfo model;
    model.weights = {{1.0f, 0.0f}, {0.5f, -2.0f}};
    QVERIFY(isNear(expectedChange(model, 0, {first, second}, 0, muted), -0.4, 1e-6));
    QVERIFY(isNear(expectedChange(model, 1, {first, second}, 0, muted), 0.0, 1e-6));
    QVERIFY(isNear(expectedChange(model, 1, {first, second}, 1, muted), 0.7, 1e-6));
}

void TestWhatIf::verdictsCompareDirections()
{
    QCOMPARE(judge(-0.05, -0.3), Verdict::Agrees);
    QCOMPARE(judge(0.05, 0.01), Verdict::Agrees);
    QCOMPARE(judge(0.05, -0.01), Verdict::Contradicts);
    QCOMPARE(judge(-0.05, 0.0099), Verdict::Missing);
    QCOMPARE(judge(0.0099, -0.0099), Verdict::Agrees);
    QCOMPARE(judge(0.0099, -0.02), Verdict::Unexpected);
}

void TestWhatIf::verdictsAreSentences()
{
    const auto sentence = [](double expected, double heard) {
        return verdictSentence("vocals", -12.0, "tonal_stability", expected, heard);
    };
    const std::string head = "With the vocals 12 dB softer, tonal stability ";
    QCOMPARE(sentence(-0.1, -0.07), head + "falls by 0.07, as the explanation says.");
    QCOMPARE(sentence(0.1, 0.07), head + "rises by 0.07, as the explanation says.");
    QCOMPARE(sentence(0.1, -0.07), head + "falls by 0.07, which contradicts the explanation.");
    QCOMPARE(sentence(0.0, -0.07),
             head + "falls by 0.07, although the explanation expects hardly any change.");
    QCOMPARE(sentence(0.0, 0.001),
             head + "hardly changes (by less than 0.01), as the explanation says.");
    QCOMPARE(sentence(0.1, 0.001), head +
                                       "hardly changes (by less than 0.01), although by the "
                                       "explanation it should rise.");
    QCOMPARE(verdictSentence("bass", -4.5, "valence", -0.1, -0.02),
             std::string("With the bass 4.5 dB softer, valence falls by 0.02, as the explanation "
                         "says."));
}

void TestWhatIf::featureAtItsMeanChangesTheEmotionByItsCenteredEffect()
{
    ModelInfo model;
    model.features = {"melody", "dissonance"};
    model.emotions = {"arousal", "valence"};
    model.weights = {{0.5f, 2.0f}, {-1.0f, 0.25f}};
    model.reference["melody"] = {0.1, 1.0};
    const Prediction prediction{{0.6, -0.4}, {0.0, 0.0}, {}};
    QVERIFY(isNear(changeAtReferenceMean(model, prediction, 0, 0).value(), -0.25, 1e-9));
    QVERIFY(isNear(changeAtReferenceMean(model, prediction, 1, 0).value(), 0.5, 1e-9));
    QVERIFY(!changeAtReferenceMean(model, prediction, 0, 1).has_value());
}

void TestWhatIf::smallestChangeIsOfTheStemThatMattersMost()
{
    // From 0.35 to 0.75: stem 0 twice as loud; without the others it takes more.
    GainSearch search;
    search.target = 0.75;
    search.tolerance = 0.001;
    const GainChange up = smallestChange(spectrograms(), linearModel(), search);
    QVERIFY(up.reached);
    QVERIFY(isNear(up.gains[0], 6.02, 0.05));
    QCOMPARE(up.gains[1], 0.0);
    QCOMPARE(up.gains[2], 0.0);
    QVERIFY(isNear(up.prediction.emotions[0], 0.75, 0.001));

    // To 0.05: stem 1 twice as loud (6 dB) is a smaller change than a quarter of stem 0 (-12 dB).
    search.target = 0.05;
    const GainChange down = smallestChange(spectrograms(), linearModel(), search);
    QVERIFY(down.reached);
    QCOMPARE(down.gains[0], 0.0);
    QVERIFY(isNear(down.gains[1], 6.02, 0.05));
}

void TestWhatIf::largerTargetNeedsAPair()
{
    GainSearch search;
    search.emotion = 1;
    search.target = 6.0;  // one stem at 12 dB comes to 4.98
    search.tolerance = 0.01;
    const GainChange change = smallestChange(spectrograms(), linearModel(), search);
    QVERIFY(change.reached);
    QVERIFY(isNear(change.gains[0], 20.0 * std::log10(3.0), 0.05));
    QCOMPARE(change.gains[1], change.gains[0]);
    QCOMPARE(change.gains[2], 0.0);
}

void TestWhatIf::stemsOfAPairMayMoveApart()
{
    // Stem 0 alone comes to 1.54. With stem 1 softer by as much: 0.4 x − 0.3 / x = 1.35; with
    // stem 2 louder it takes more, x = 1.7 / 0.45.
    GainSearch search;
    search.target = 1.6;
    search.tolerance = 0.002;
    const GainChange change = smallestChange(spectrograms(), linearModel(), search);
    QVERIFY(change.reached);
    const double factor = (1.35 + std::sqrt(1.35 * 1.35 + 4.0 * 0.4 * 0.3)) / 0.8;
    QVERIFY(isNear(change.gains[0], 20.0 * std::log10(factor), 0.05));
    QCOMPARE(change.gains[1], -change.gains[0]);
    QCOMPARE(change.gains[2], 0.0);
}

void TestWhatIf::unreachableTargetGivesTheClosest()
{
    GainSearch search;
    search.emotion = 1;
    search.target = 100.0;
    const GainChange change = smallestChange(spectrograms(), linearModel(), search);
    QVERIFY(!change.reached);
    QCOMPARE(change.gains, (StemGains{12.0, 12.0, 0.0}));
}

void TestWhatIf::targetThatIsThereNeedsNoChange()
{
    GainSearch search;
    search.target = 0.35;
    search.tolerance = 0.01;
    const GainChange change = smallestChange(spectrograms(), linearModel(), search);
    QVERIFY(change.reached);
    QCOMPARE(change.gains, StemGains(3));
}

void TestWhatIf::searchIsTheSameEachTime()
{
    GainSearch search;
    search.target = 0.5;
    const GainChange first = smallestChange(spectrograms(), linearModel(), search);
    const GainChange second = smallestChange(spectrograms(), linearModel(), search);
    QCOMPARE(second.gains, first.gains);
    QCOMPARE(second.prediction, first.prediction);
}

void TestWhatIf::searchEndsWhenCancelled()
{
    GainSearch search;
    search.target = 100.0;
    const Progress progress([](double done, const std::string&) { return done < 0.5; });
    QVERIFY_EXCEPTION_THROWN(smallestChange(spectrograms(), linearModel(), search, progress),
                             Cancelled);
}

void TestWhatIf::senselessSearchesAreRefused()
{
    const auto refuses = [](const GainSearch& search) {
        return !errorOf([&] { smallestChange(spectrograms(), linearModel(), search); }).empty();
    };
    const double nan = std::nan("");
    QVERIFY(refuses({.step = 0.0}));
    QVERIFY(refuses({.step = -1.0}));
    QVERIFY(refuses({.lowest = muted}));
    QVERIFY(refuses({.lowest = 1.0}));
    QVERIFY(refuses({.highest = -1.0}));
    QVERIFY(refuses({.highest = nan}));
    QVERIFY(refuses({.target = nan}));
    QVERIFY(refuses({.tolerance = 0.0}));
}

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_what_if.moc"
