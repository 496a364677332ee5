#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/explain/checks.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

const std::vector<std::string> stems{"vocals", "drums", "bass"};
const std::vector<std::string> fiveStems{"vocals", "piano", "drums", "bass", "other"};

SourceExplanation sourceOf(std::vector<double> weights, double fidelity = 0.9)
{
    SourceExplanation source;
    source.feature = "rhythm_stability";
    source.stems = stems;
    source.lime.coefficients = std::move(weights);
    source.lime.r2 = fidelity;
    source.variance = {0.4, 0.35, 0.25};
    return source;
}

LinearFit fitOf(std::vector<double> weights)
{
    LinearFit fit;
    fit.coefficients = std::move(weights);
    return fit;
}

bool contains(const Check& check, const std::string& text)
{
    return check.message.find(text) != std::string::npos;
}

AudioBuffer mixed(const AudioBuffer& a, const AudioBuffer& b, float gainOfB)
{
    AudioBuffer result = a;
    for (std::size_t c = 0; c < a.channels.size(); ++c)
        for (std::size_t i = 0; i < a.frames(); ++i)
            result.channels[c][i] += gainOfB * b.channels[c][i];
    return result;
}

/// A tone that starts anew on every beat, at a different time for each `beat` in seconds.
AudioBuffer pulses(double frequency, double beat)
{
    AudioBuffer audio = sine(frequency, 4.0);
    for (std::size_t i = 0; i < audio.frames(); ++i)
        audio.channels[0][i] *=
            float(std::exp(-8.0 * std::fmod(double(i) / audio.sampleRate, beat) / beat));
    return audio;
}

StemSet stemSet(const std::vector<AudioBuffer>& audio)
{
    StemSet set;
    set.names.assign(stems.begin(), stems.begin() + std::ptrdiff_t(audio.size()));
    set.stems = audio;
    return set;
}

/// Embeddings of two numbers; the training data spread three times as far in the first.
ModelInfo modelWithStatistics()
{
    ModelInfo model;
    model.embeddingMean = {1.0f, 0.0f};
    model.embeddingPrecision = {1.0f / 9.0f, 0.0f, 0.0f, 1.0f};
    model.embeddingDistance95 = 2.0;
    return model;
}

MixTable tableOf(const std::vector<std::vector<float>>& embeddings)
{
    MixTable table;
    table.components = {"vocals", "drums"};
    table.coalitions = {3, 1, 2, 0};
    for (const auto& embedding : embeddings)
        table.predictions.push_back({{0.0}, {}, embedding});
    return table;
}

}  // namespace

class TestChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fidelityFailsWarnsOrPasses();
    void stemsThatJustAddUpPass_data();
    void stemsThatJustAddUpPass();
    void fidelityDoesNotApplyToASingleStem();
    void failedChecksWithholdTheSentence();
    void stabilityFailsIfTheTopStemChanges();
    void stabilityFailsIfTheWeightChangesItsSign();
    void stabilityPassesAtFourOfFive();
    void stabilityIsUnknownIfTheWindowWasNotMoved();
    void stabilityOverFitsCountsTopStems();
    void residualFailsIfTheModelHearsSomethingElse();
    void residualWarnsIfItIsLoud();
    void residualRatioIsMeasuredAgainstTheRecording();
    void nearSilentStemCannotBeTheCause();
    void levelsAreRelativeToTheMix();
    void bleedIsFoundBetweenStems();
    void stemsThatPlayTogetherDoNotBleed();
    void distanceFollowsTheSpreadOfTheTrainingData();
    void mixesUnlikeTheTrainingDataAreCounted();
    void withoutStatisticsNothingIsKnownOfTheTrainingData();
    void invalidFeatureFails();
    void causesOftenNamedWronglyAreNotNamed();
    void ratersDisagreeOnRhythmComplexity();
    void shapleyValuesMustAgreeWithTheWeights();
    void levelMustNotChangeTheTopStem();
    void baselineMustNotChangeTheTopStem();
    void provenanceTellsTheNotices();
    void aFeatureNoStemChangesPasses();
    void silenceHasNoLoudResidual();
};

void TestChecks::fidelityFailsWarnsOrPasses()
{
    const auto check = [](double fidelity) {
        SourceExplanation source = sourceOf({0.5, 0.1, 0.0, 0.0, 0.0}, fidelity);
        source.stems = fiveStems;
        return checkFidelity(source);
    };
    QCOMPARE(check(0.92).status, CheckStatus::Ok);
    QVERIFY(contains(check(0.92), "does not prove"));
    QCOMPARE(check(0.79).status, CheckStatus::Warning);
    QCOMPARE(check(0.49).status, CheckStatus::Failed);
    QCOMPARE(check(0.49).message,
             std::string("Rhythm stability is not explained by single stems (fidelity 0.49, where "
                         "5 stems that just add up reach 0.93): 60 % of its variance over the "
                         "mixes are joint effects of several."));
    QCOMPARE(check(std::nan("")).status, CheckStatus::Failed);
}

void TestChecks::stemsThatJustAddUpPass_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("fidelity");  // of NumPy, by methods §8.3
    QTest::newRow("two") << 2 << 0.3613;
    QTest::newRow("three") << 3 << 0.5926;
    QTest::newRow("five") << 5 << 0.9259;
    QTest::newRow("ten") << 10 << 0.9999;
}

void TestChecks::stemsThatJustAddUpPass()
{
    QFETCH(const int, count);
    QFETCH(const double, fidelity);
    QVERIFY(std::abs(additiveFidelity(count) - fidelity) < 1e-4);
    const auto statusOf = [&](const std::vector<double>& weights, double share) {
        std::vector<double> values;
        for (const Coalition coalition : allCoalitions(count)) {
            values.push_back(0.0);
            for (int i = 0; i < count; ++i)
                values.back() += double(coalition >> i & 1) * weights[std::size_t(i)];
        }
        SourceExplanation source;
        source.feature = "melody";
        source.stems.assign(std::size_t(count), "stem");
        source.lime = fitSurrogate(allCoalitions(count), count, values);
        source.lime.r2 *= share;
        return checkFidelity(source).status;
    };
    // Whatever each stem adds, nothing is left that single stems do not explain.
    std::vector<double> weights(std::size_t(count), 1.0);
    QCOMPARE(statusOf(weights, 1.0), CheckStatus::Ok);
    QCOMPARE(statusOf(weights, 0.5), CheckStatus::Failed);
    weights.back() = 0.2;
    QCOMPARE(statusOf(weights, 1.0), CheckStatus::Ok);
    weights.front() = -1.0;
    QCOMPARE(statusOf(weights, 1.0), CheckStatus::Ok);
    std::ranges::fill(weights, 0.0);
    weights.front() = 1.0;
    QCOMPARE(statusOf(weights, 1.0), CheckStatus::Ok);
}

void TestChecks::fidelityDoesNotApplyToASingleStem()
{
    SourceExplanation source;
    source.feature = "melody";
    source.stems = {"vocals"};
    source.lime.coefficients = {0.4};
    source.lime.r2 = std::nan("");
    const Check check = checkFidelity(source);
    QCOMPARE(check.status, CheckStatus::Ok);
    QVERIFY(!check.value);
    QVERIFY(contains(check, "fidelity does not apply"));
}

void TestChecks::failedChecksWithholdTheSentence()
{
    Check check;
    for (const auto status : {CheckStatus::Ok, CheckStatus::Warning, CheckStatus::Unknown}) {
        check.status = status;
        QVERIFY(!withholdsSentence(check));
    }
    check.status = CheckStatus::Failed;
    QVERIFY(withholdsSentence(check));
    QCOMPARE(statusName(CheckStatus::Failed), std::string("failed"));
}

void TestChecks::stabilityFailsIfTheTopStemChanges()
{
    const auto source = sourceOf({0.3, 0.2, 0.0});
    const auto stability = summarizeStability(
        "rhythm_stability", {fitOf({0.3, 0.2, 0.0}), fitOf({0.1, 0.2, 0.0}), fitOf({0.3, 0.2, 0.0}),
                             fitOf({0.1, 0.2, 0.0}), fitOf({0.3, 0.2, 0.0})});
    const Check check = checkStability(source, stability);
    QCOMPARE(check.status, CheckStatus::Failed);
    QCOMPARE(check.value.value(), 0.6);
    QVERIFY(contains(check, "undecided between the vocals (3 of 5) and the drums (2 of 5)"));
}

void TestChecks::stabilityFailsIfTheWeightChangesItsSign()
{
    const auto stability =
        summarizeStability("rhythm_stability", {fitOf({0.3, 0.0, 0.0}), fitOf({-0.2, 0.0, 0.0})});
    const Check check = checkStability(sourceOf({0.3, 0.0, 0.0}), stability);
    QCOMPARE(check.status, CheckStatus::Failed);
    QVERIFY(contains(check, "changes its sign (−0.20 to +0.30)"));
}

void TestChecks::stabilityPassesAtFourOfFive()
{
    const auto stability = summarizeStability(
        "rhythm_stability", {fitOf({0.3, 0.2, 0.0}), fitOf({0.3, 0.2, 0.0}), fitOf({0.3, 0.2, 0.0}),
                             fitOf({0.3, 0.2, 0.0}), fitOf({0.1, 0.2, 0.0})});
    const Check check = checkStability(sourceOf({0.3, 0.2, 0.0}), stability);
    QCOMPARE(check.status, CheckStatus::Ok);
    QVERIFY(contains(check, "the vocals in 4 of 5 placements"));
}

void TestChecks::stabilityIsUnknownIfTheWindowWasNotMoved()
{
    const auto source = sourceOf({0.3, 0.2, 0.0});
    const auto stability = summarizeStability("rhythm_stability", {source.lime});
    QCOMPARE(checkStability(source, stability).status, CheckStatus::Unknown);
    QCOMPARE(checkStability(source, {}).status, CheckStatus::Unknown);
}

void TestChecks::stabilityOverFitsCountsTopStems()
{
    const auto stability = summarizeStability(
        "melody", {fitOf({-0.5, 0.2}), fitOf({0.1, 0.4}), fitOf({-0.3, 0.1}), fitOf({0.0, 0.0})});
    QCOMPARE(stability.feature, std::string("melody"));
    QCOMPARE(stability.minimum, (std::vector{-0.5, 0.0}));
    QCOMPARE(stability.maximum, (std::vector{0.1, 0.4}));
    QCOMPARE(stability.topShare, (std::vector{0.5, 0.25}));
    QCOMPARE(stability.replicates, 4);
}

void TestChecks::residualFailsIfTheModelHearsSomethingElse()
{
    QCOMPARE(checkResidual("melody", 0.31, 0.20, 40.0).status, CheckStatus::Failed);
    QCOMPARE(checkResidual("melody", 0.31, 0.20, std::nullopt).status, CheckStatus::Failed);
    QCOMPARE(checkResidual("melody", 0.31, 0.22, 40.0).status, CheckStatus::Ok);
}

void TestChecks::residualWarnsIfItIsLoud()
{
    const Check check = checkResidual("melody", 0.31, 0.30, 14.0);
    QCOMPARE(check.status, CheckStatus::Warning);
    QVERIFY(contains(check, "14 dB below the recording"));
    QCOMPARE(checkResidual("melody", 0.31, 0.30, 120.0).message,
             std::string("Melody is +0.31 in the recording and +0.30 in the sum of the stems."));
    QCOMPARE(checkResidual("melody", 0.31, 0.30, 16.0).status, CheckStatus::Ok);
    QVERIFY(std::abs(check.value.value() - 0.01) < 1e-12);
}

void TestChecks::residualRatioIsMeasuredAgainstTheRecording()
{
    StemSet set = stemSet({sine(440.0, 1.0, 22050, 1, 0.9)});
    QVERIFY(!residualRatio(set));
    set.residual = sine(440.0, 1.0, 22050, 1, 0.1);
    QVERIFY(std::abs(residualRatio(set).value() - 20.0) < 1e-3);
    set.residual = silence(1.0);
    QCOMPARE(residualRatio(set).value(), 120.0);
}

void TestChecks::nearSilentStemCannotBeTheCause()
{
    const auto source = sourceOf({0.1, 0.0, 0.4});
    std::vector<StemLevel> levels{
        {"vocals", -3.0, false}, {"drums", -2.0, false}, {"bass", -52.3, true}};
    const Check failed = checkNearSilentStems(source, levels);
    QCOMPARE(failed.status, CheckStatus::Failed);
    QVERIFY(contains(failed, "the bass, near silent here (−52 dB to the mix)"));

    levels[2] = {"bass", -30.0, false};
    QCOMPARE(checkNearSilentStems(source, levels).status, CheckStatus::Ok);
    levels[1] = {"drums", -60.0, true};
    const Check other = checkNearSilentStems(source, levels);
    QCOMPARE(other.status, CheckStatus::Ok);
    QVERIFY(contains(other, "the drums"));
}

void TestChecks::levelsAreRelativeToTheMix()
{
    const auto levels = measureStemLevels(
        stemSet({noise(1.0, 22050, 1, 0.5), noise(1.0, 22050, 1, 0.5, 7), silence(1.0)}), -40.0);
    QCOMPARE(levels[0].stem, std::string("vocals"));
    QVERIFY(std::abs(levels[0].relative + 3.01) < 0.1);
    QVERIFY(!levels[0].nearSilent);
    QCOMPARE(levels[2].relative, -120.0);
    QVERIFY(levels[2].nearSilent);
    QVERIFY(measureStemLevels(stemSet({silence(1.0)}), -40.0)[0].nearSilent);
}

void TestChecks::bleedIsFoundBetweenStems()
{
    const AudioBuffer voice = pulses(440.0, 0.37);
    const AudioBuffer hiss = noise(4.0, 22050, 1, 0.002);
    const auto pairs =
        compareStems(stemSet({voice, mixed(hiss, voice, 0.3f), pulses(110.0, 0.5)}), {});
    QCOMPARE(int(pairs.size()), 3);
    const Check check = checkBleed(stems, pairs);
    QCOMPARE(check.status, CheckStatus::Warning);
    QVERIFY(contains(check, "The vocals and the drums sound alike"));
    QVERIFY(check.value.value() > 0.8);
}

void TestChecks::stemsThatPlayTogetherDoNotBleed()
{
    // The same rhythm in other registers is ensemble playing, not bleed.
    const auto pairs =
        compareStems(stemSet({pulses(1760.0, 0.5), pulses(110.0, 0.5), silence(4.0)}), {});
    const Check check = checkBleed(stems, pairs);
    QCOMPARE(check.status, CheckStatus::Ok);
    QVERIFY(check.value.value() < 0.5);
    QCOMPARE(checkBleed({"vocals"}, {}).status, CheckStatus::Ok);
}

void TestChecks::distanceFollowsTheSpreadOfTheTrainingData()
{
    const auto distances =
        trainingDistances(tableOf({{1, 0}, {4, 0}, {1, 3}, {4, 4}}), modelWithStatistics());
    const std::vector<double> expected{0.0, 0.5, 1.5, std::sqrt(17.0) / 2.0};
    QVERIFY(maxAbsDifference(distances, expected) < 1e-6);
}

void TestChecks::mixesUnlikeTheTrainingDataAreCounted()
{
    const MixTable table = tableOf({{1, 0}, {4, 0}, {1, 0}, {90, 90}});
    const ModelInfo model = modelWithStatistics();
    // Silence has next to no weight, so it is allowed to be far out.
    const Check calm = checkUnlikeTraining(table, trainingDistances(table, model), 0.25);
    QCOMPARE(calm.status, CheckStatus::Ok);
    QVERIFY(contains(calm, "1 of 4 mixes, 0 % of their weight"));

    const MixTable strange = tableOf({{1, 0}, {40, 0}, {1, 30}, {90, 90}});
    const Check warning = checkUnlikeTraining(strange, trainingDistances(strange, model), 0.25);
    QCOMPARE(warning.status, CheckStatus::Warning);
    QVERIFY(contains(warning, "3 of 4 mixes"));

    const MixTable whole = tableOf({{40, 0}, {1, 0}, {1, 0}, {1, 0}});
    QVERIFY(contains(checkUnlikeTraining(whole, trainingDistances(whole, model), 0.25),
                     "the sum of all stems among them"));
}

void TestChecks::withoutStatisticsNothingIsKnownOfTheTrainingData()
{
    const MixTable table = tableOf({{1, 0}, {4, 0}, {1, 3}, {4, 4}});
    QVERIFY(trainingDistances(table, {}).empty());
    ModelInfo damaged = modelWithStatistics();
    damaged.embeddingPrecision.pop_back();
    QVERIFY(trainingDistances(table, damaged).empty());
    QCOMPARE(checkUnlikeTraining(table, {}, 0.25).status, CheckStatus::Unknown);
}

void TestChecks::invalidFeatureFails()
{
    ModelInfo model;
    QCOMPARE(checkFeatureValidity(model, "melody").status, CheckStatus::Unknown);
    model.qualitySet = "the test clips";
    model.quality["melody"] = {0.39, 0.1, 0.3};
    model.quality["dissonance"] = {0.40, 0.1, 0.3};
    model.quality["articulation"] = {0.60, 0.3, 0.3};
    const Check failed = checkFeatureValidity(model, "melody");
    QCOMPARE(failed.status, CheckStatus::Failed);
    QVERIFY(contains(failed, "r = 0.39 on the test clips"));
    const Check doubtful = checkFeatureValidity(model, "dissonance");
    QCOMPARE(doubtful.status, CheckStatus::Warning);
    QVERIFY(contains(doubtful, "r = 0.40 on the test clips: poorly, so doubt"));
    QCOMPARE(checkFeatureValidity(model, "articulation").status, CheckStatus::Ok);
    QCOMPARE(checkFeatureValidity(model, "minorness").status, CheckStatus::Unknown);
}

void TestChecks::causesOftenNamedWronglyAreNotNamed()
{
    ModelInfo model;
    QCOMPARE(checkKnownCauses(model, "melody", true).status, CheckStatus::Unknown);
    model.knownCauses["melody"] = {99, 0.75, 0.63};
    model.knownCauses["minorness"] = {92, 0.5, 0.25};
    model.knownCauses["dissonance"] = {19, 1.0, 1.0};
    QCOMPARE(checkKnownCauses(model, "melody", false).status, CheckStatus::Ok);
    const Check often = checkKnownCauses(model, "melody", true);
    QCOMPARE(often.status, CheckStatus::Warning);
    QVERIFY(contains(often, "the true one in 63 % of 99 clips, with separated stems."));
    const Check seldom = checkKnownCauses(model, "minorness", true);
    QCOMPARE(seldom.status, CheckStatus::Failed);
    QVERIFY(contains(seldom, "in 25 % of 92 clips, with separated stems: more often wrong"));
    QCOMPARE(checkKnownCauses(model, "minorness", false).status, CheckStatus::Warning);
    QCOMPARE(checkKnownCauses(model, "dissonance", false).status, CheckStatus::Unknown);
}

void TestChecks::ratersDisagreeOnRhythmComplexity()
{
    ModelInfo model;
    model.qualitySet = "the test clips";
    model.quality["rhythm_complexity"] = {0.8, 0.6, 0.2};
    const Check check = checkFeatureValidity(model, "rhythm_complexity");
    QCOMPARE(check.status, CheckStatus::Warning);
    QVERIFY(contains(check, "Human raters agree little on rhythm complexity"));
}

void TestChecks::shapleyValuesMustAgreeWithTheWeights()
{
    auto source = sourceOf({0.3, 0.2, 0.0});
    source.shapley = {0.25, -0.2, 0.0};
    const Check agreeing = checkShapleyValues(source);
    QCOMPARE(agreeing.status, CheckStatus::Ok);
    QCOMPARE(agreeing.value, 0.25);
    source.shapley = {0.1, 0.2, 0.0};
    const Check other = checkShapleyValues(source);
    QCOMPARE(other.status, CheckStatus::Failed);
    QVERIFY(contains(other, "the drums (+0.20), by LIME on the vocals (Shapley value +0.10)"));
    source.shapley = {-0.05, 0.0, 0.0};
    const Check opposite = checkShapleyValues(source);
    QCOMPARE(opposite.status, CheckStatus::Failed);
    QVERIFY(contains(opposite, "LIME weight +0.30, Shapley value −0.05"));
}

void TestChecks::levelMustNotChangeTheTopStem()
{
    const auto source = sourceOf({0.3, 0.2, 0.0});
    const std::string gain = "each mix normalized on its own";
    QCOMPARE(checkLevelSensitivity(source, fitOf({0.5, 0.2, 0.0}), gain).status, CheckStatus::Ok);
    const Check changed = checkLevelSensitivity(source, fitOf({0.1, 0.2, 0.0}), gain);
    QCOMPARE(changed.status, CheckStatus::Failed);
    QVERIFY(contains(changed,
                     "the vocals (weight +0.30), but the drums with each mix normalized "
                     "on its own (weight +0.20)"));
    QCOMPARE(checkLevelSensitivity(source, fitOf({-0.5, 0.2, 0.0}), gain).status,
             CheckStatus::Failed);
    QCOMPARE(checkLevelSensitivity(source, fitOf({0.0, 0.0, 0.0}), gain).status,
             CheckStatus::Failed);
}

void TestChecks::baselineMustNotChangeTheTopStem()
{
    const auto source = sourceOf({0.3, 0.2, 0.0});
    const BaselineEffects silence{"left out", {0.3, 0.2, 0.0}};
    const BaselineEffects attenuated{"attenuated by 12 dB", {0.2, 0.1, 0.0}};
    const BaselineEffects shuffled{"shuffled in time", {0.1, -0.2, 0.0}};
    QCOMPARE(checkBaselines(source, {silence}).status, CheckStatus::Unknown);
    QCOMPARE(checkBaselines(source, {silence, attenuated}).status, CheckStatus::Ok);
    const Check check = checkBaselines(source, {silence, attenuated, shuffled});
    QCOMPARE(check.status, CheckStatus::Warning);
    QVERIFY(contains(check,
                     "the vocals (left out), the vocals (attenuated by 12 dB) and the drums "
                     "(shuffled in time)"));
}

void TestChecks::provenanceTellsTheNotices()
{
    const Check plain = checkProvenance({"model “A”", "window 40 s"}, {});
    QCOMPARE(plain.status, CheckStatus::Ok);
    QCOMPARE(plain.message, std::string("Model “A”; window 40 s."));
    const Check demonstration = checkProvenance({"model “A”"}, {"a demonstration"});
    QCOMPARE(demonstration.status, CheckStatus::Warning);
    QVERIFY(contains(demonstration, " A demonstration."));
}

void TestChecks::aFeatureNoStemChangesPasses()
{
    const auto source = sourceOf({0.0, 0.0, 0.0}, 1.0);
    QCOMPARE(checkFidelity(source).status, CheckStatus::Ok);
    QCOMPARE(
        checkStability(source, summarizeStability("melody", {source.lime, source.lime})).status,
        CheckStatus::Ok);
    QCOMPARE(checkShapleyValues(source).status, CheckStatus::Ok);
    QCOMPARE(checkLevelSensitivity(source, source.lime, "").status, CheckStatus::Ok);
    QCOMPARE(checkNearSilentStems(source, {{"vocals", -60, true}, {}, {}}).status, CheckStatus::Ok);
    const Check baselines =
        checkBaselines(source, {{"left out", {0, 0, 0}}, {"shuffled in time", {0, 0, 0}}});
    QCOMPARE(baselines.status, CheckStatus::Ok);
    QVERIFY(contains(baselines, "No stem changes rhythm stability"));
    QVERIFY(contains(
        checkBaselines(source, {{"left out", {0, 0, 0}}, {"shuffled in time", {0.1, 0, 0}}}),
        "no stem (left out) and the vocals (shuffled in time)"));
}

void TestChecks::silenceHasNoLoudResidual()
{
    StemSet set = stemSet({silence(1.0), silence(1.0)});
    set.residual = silence(1.0);
    QCOMPARE(residualRatio(set).value(), 120.0);
    QCOMPARE(checkResidual("melody", 0.1, 0.1, residualRatio(set)).status, CheckStatus::Ok);
    for (const StemLevel& level : measureStemLevels(set, -40.0))
        QVERIFY(level.nearSilent && level.relative == -120.0);
}

QTEST_GUILESS_MAIN(TestChecks)
#include "tst_checks.moc"
