#include <QTest>
#include <cmath>

#include "core/explain/effects.h"
#include "core/explain/source_explanation.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// Two features, two emotions, a bias each, and reference means.
ModelInfo smallModel()
{
    ModelInfo model;
    model.features = {"melody", "dissonance"};
    model.emotions = {"arousal", "valence"};
    model.weights = {{0.5f, 0.25f}, {1.0f, -2.0f}};
    model.biases = {0.0f, 0.125f};
    model.referenceSet = "reference clips";
    model.reference = {{"melody", {0.25, 1.0}}, {"dissonance", {-0.5, 1.0}}};
    return model;
}

Prediction predictionOf(const ModelInfo& model, std::vector<double> features)
{
    Prediction prediction;
    for (std::size_t e = 0; e < model.emotions.size(); ++e) {
        double value = model.biases[e];
        for (std::size_t i = 0; i < features.size(); ++i)
            value += model.weights[e][i] * features[i];
        prediction.emotions.push_back(value);
    }
    prediction.features = std::move(features);
    return prediction;
}

/// Mixes of three stems, in the order of methods §7: the first feature is additive, the second a
/// product.
MixTable tableOf(const ModelInfo& model)
{
    MixTable table;
    table.components = {"vocals", "drums", "bass"};
    for (int row = 0; row < 8; ++row) {
        const double vocals = !(row & 4), drums = !(row & 2), bass = !(row & 1);
        table.coalitions.push_back(Coalition(vocals) | Coalition(drums) << 1 |
                                   Coalition(bass) << 2);
        table.predictions.push_back(
            predictionOf(model, {0.1 + 0.5 * vocals - 0.25 * drums, drums * bass}));
    }
    return table;
}

}  // namespace

class TestEffects : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void effectsAndBiasSumUpToThePrediction();
    void relativeEffectsKeepTheirSignAndSumUpToOne();
    void centeredEffectsExplainTheDifferenceFromTheReference();
    void sharesOfCenteredEffectsSumUpToOne();
    void withoutReferenceThereAreNoCenteredEffects();
    void largestEffectIsTheLargestDeviation();
    void everyFeatureIsExplainedByEveryMethod();
    void aSingleStemIsGivenAllItChanges();
    void chainMatrixSumsUpToTheEmotionOfTheWholeMix();
};

void TestEffects::effectsAndBiasSumUpToThePrediction()
{
    const ModelInfo model = smallModel();
    const Prediction prediction = predictionOf(model, {0.3, -0.7});
    for (int emotion = 0; emotion < 2; ++emotion) {
        double sum = model.biases[emotion];
        for (const Effect& effect : computeEffects(model, prediction, emotion))
            sum += effect.effect;
        QVERIFY(std::abs(sum - prediction.emotions[emotion]) < 1e-12);
    }
}

void TestEffects::relativeEffectsKeepTheirSignAndSumUpToOne()
{
    const ModelInfo model = smallModel();
    const auto effects = computeEffects(model, predictionOf(model, {0.5, 0.75}), 1);
    QCOMPARE(effects[0].relative, 0.25);
    QCOMPARE(effects[1].relative, -0.75);
    const auto none = computeEffects(model, predictionOf(model, {0.0, 0.0}), 1);
    QCOMPARE(none[0].relative, 0.0);
}

void TestEffects::centeredEffectsExplainTheDifferenceFromTheReference()
{
    const ModelInfo model = smallModel();
    const Prediction prediction = predictionOf(model, {0.3, -0.7});
    const Prediction typical = predictionOf(model, {0.25, -0.5});
    double sum = 0.0;
    for (const Effect& effect : computeEffects(model, prediction, 1))
        sum += effect.centered.value();
    QVERIFY(std::abs(sum - (prediction.emotions[1] - typical.emotions[1])) < 1e-12);
}

void TestEffects::sharesOfCenteredEffectsSumUpToOne()
{
    const ModelInfo model = smallModel();
    // Centered: melody 1.0 · 0.25, dissonance −2.0 · 0.375.
    const auto effects = computeEffects(model, predictionOf(model, {0.5, -0.125}), 1);
    QCOMPARE(effects[0].relativeCentered.value(), 0.25);
    QCOMPARE(effects[1].relativeCentered.value(), -0.75);
    QCOMPARE(effects[0].relative, 0.5 / 0.75);
    const auto typical = computeEffects(model, predictionOf(model, {0.25, -0.5}), 1);
    QCOMPARE(typical[0].relativeCentered.value(), 0.0);
}

void TestEffects::withoutReferenceThereAreNoCenteredEffects()
{
    ModelInfo unnamed = smallModel();
    unnamed.referenceSet.clear();
    QVERIFY(!computeEffects(unnamed, predictionOf(unnamed, {1, 1}), 0)[0].centered);
    QVERIFY(!computeEffects(unnamed, predictionOf(unnamed, {1, 1}), 0)[0].relativeCentered);
    ModelInfo incomplete = smallModel();
    incomplete.reference.erase("dissonance");
    QVERIFY(!computeEffects(incomplete, predictionOf(incomplete, {1, 1}), 0)[0].centered);
}

void TestEffects::largestEffectIsTheLargestDeviation()
{
    ModelInfo model = smallModel();
    // Raw: melody 0.5, dissonance 0.8. Centered: melody 0.25, dissonance -0.2.
    const Prediction prediction = predictionOf(model, {0.5, -0.4});
    QCOMPARE(largestEffect(computeEffects(model, prediction, 1)), 0);
    model.reference.clear();
    QCOMPARE(largestEffect(computeEffects(model, prediction, 1)), 1);
    QCOMPARE(largestEffect({}), -1);
}

void TestEffects::everyFeatureIsExplainedByEveryMethod()
{
    const ModelInfo model = smallModel();
    const auto sources = explainBySources(tableOf(model), model);
    QCOMPARE(int(sources.size()), 2);
    QCOMPARE(sources[0].feature, std::string("melody"));
    QCOMPARE(sources[0].stems, (std::vector<std::string>{"vocals", "drums", "bass"}));
    const std::vector<double> additive{0.5, -0.25, 0.0};
    QVERIFY(maxAbsDifference(sources[0].shapley, additive) < 1e-12);
    QVERIFY(maxAbsDifference(sources[0].banzhaf, additive) < 1e-12);
    QVERIFY(maxAbsDifference(sources[0].leaveOneOut, additive) < 1e-12);
    QVERIFY(maxAbsDifference(sources[0].solo, additive) < 1e-12);
    QVERIFY(std::abs(sources[0].fidelityOls - 1.0) < 1e-12);
    QVERIFY(sources[0].lime.r2 < 0.97);
    QVERIFY(sources[0].lime.coefficients[0] > 0.0 && sources[0].lime.coefficients[1] < 0.0);
    QCOMPARE(sources[0].faithfulness.deletion, (std::vector{0.35, -0.15, -0.15, 0.1}));

    QVERIFY(maxAbsDifference(sources[1].shapley, std::vector{0.0, 0.5, 0.5}) < 1e-12);
    QVERIFY(std::abs(sources[1].interactions[1 * 3 + 2] - 1.0) < 1e-12);
    QVERIFY(std::abs(sources[1].variance.second - 1.0 / 3) < 1e-12);
    QVERIFY(sources[1].fidelityOls < 0.99);
}

void TestEffects::aSingleStemIsGivenAllItChanges()
{
    ModelInfo model = smallModel();
    MixTable table;
    table.components = {"piano"};
    table.coalitions = allCoalitions(1);
    table.predictions = {predictionOf(model, {0.7, -0.1}), predictionOf(model, {0.2, -0.1})};
    const auto sources = explainBySources(table, model);
    // Ridge and kernel would leave 0.0002 of it.
    QVERIFY(std::abs(sources[0].lime.coefficients[0] - 0.5) < 1e-12);
    QCOMPARE(sources[0].lime.coefficients, sources[0].shapley);
    QCOMPARE(sources[0].lime.intercept, 0.2);
    QCOMPARE(sources[0].lime.localPrediction, 0.7);
    QVERIFY(std::isnan(sources[0].lime.r2) && std::isnan(sources[0].fidelityOls));
    QCOMPARE(sources[1].lime.coefficients[0], 0.0);
}

void TestEffects::chainMatrixSumsUpToTheEmotionOfTheWholeMix()
{
    const ModelInfo model = smallModel();
    const MixTable table = tableOf(model);
    const auto sources = explainBySources(table, model);
    for (int emotion = 0; emotion < 2; ++emotion) {
        double sum = 0.0;
        for (const auto& row : chainMatrix(model, emotion, sources))
            for (const double share : row)
                sum += share;
        QVERIFY(std::abs(sum - (table.predictions.front().emotions[emotion] -
                                table.predictions.back().emotions[emotion])) < 1e-12);
    }
    QVERIFY(std::abs(chainMatrix(model, 1, sources)[1][2] + 1.0) < 1e-12);
}

QTEST_GUILESS_MAIN(TestEffects)
#include "tst_effects.moc"
