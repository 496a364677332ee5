#include <QTest>
#include <cmath>

#include "core/explain/chain.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// Valence = 1.0 · rhythm stability − 1.0 · minorness + 0.5 · melody.
ModelInfo smallModel(bool withReference = true)
{
    ModelInfo model;
    model.name = "Small model";
    model.features = {"rhythm_stability", "minorness", "melody"};
    model.emotions = {"valence"};
    model.weights = {{1.0f, -1.0f, 0.5f}};
    model.biases = {0.0f};
    if (withReference) {
        model.referenceSet = "Reference clips";
        for (const auto& feature : model.features)
            model.reference[feature] = {0.1, 1.0};
    }
    return model;
}

SourceExplanation sourceOf(const std::string& feature, std::vector<double> weights)
{
    SourceExplanation source;
    source.feature = feature;
    source.stems = {"vocals", "drums", "piano"};
    source.lime.coefficients = std::move(weights);
    source.lime.r2 = 0.9;
    return source;
}

/// The chain for these features' values, every feature with the same stem weights.
Chain chainOf(const ModelInfo& model, const std::vector<double>& values,
              const std::vector<double>& stemWeights, const std::vector<Check>& checks = {},
              const std::vector<double>& shapley = {})
{
    Prediction prediction;
    prediction.features = values;
    prediction.emotions = {values[0] - values[1] + 0.5 * values[2]};
    std::vector<SourceExplanation> sources;
    for (const auto& feature : model.features) {
        sources.push_back(sourceOf(feature, stemWeights));
        sources.back().shapley = shapley.empty() ? stemWeights : shapley;
    }
    return makeChain(model, prediction, 0, computeEffects(model, prediction, 0), sources, checks);
}

Check failed(const std::string& name, const std::string& feature, const std::string& message)
{
    return {name, CheckStatus::Failed, std::nullopt, message, feature};
}

}  // namespace

class TestChain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesTheLargestEffectAndItsStrongestStem();
    void aLowFeatureCanBeTheCause();
    void rawEffectsAreSaidToBeRaw();
    void aSmallShareIsNotCalledTheMainOne();
    void anEffectAgainstThePredictionIsSaidToBe();
    void aStemWithHalfTheWeightIsNotAllOfIt();
    void aStemThatWorksAgainstTheEffectIsNotCalledItsCause();
    void lowFidelityMakesItPartly();
    void failedCheckWithholdsTheStem();
    void failureOfAnotherFeatureDoesNotMatter();
    void invalidFeatureIsNotNamed();
    void noStemIsNamedWhereNoneMatters();
    void noEffectIsSaidToBeNone();
    void aModelWithoutEmotionsSaysSo();
};

void TestChain::namesTheLargestEffectAndItsStrongestStem()
{
    const Chain chain = chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.3, 0.1, -0.1});
    QCOMPARE(chain.emotion, std::string("valence"));
    QCOMPARE(chain.feature, std::string("rhythm_stability"));
    QCOMPARE(chain.effect, 0.5);
    QVERIFY(std::abs(chain.relative - 0.5 / 0.65) < 1e-12);
    QCOMPARE(chain.stem, std::string("vocals"));
    QCOMPARE(chain.stemWeight, 0.3);
    QCOMPARE(
        chain.sentence,
        std::string(
            "Valence +0.70 (+0.65 compared with the reference set “Reference clips”), "
            "mainly from rhythm stability (centered effect +0.50, 77 % of the "
            "absolute centered effects), which in this window comes mostly from the vocals (weight "
            "+0.30)."));
}

void TestChain::aLowFeatureCanBeTheCause()
{
    const Chain chain = chainOf(smallModel(), {0.1, -0.5, 0.1}, {0.0, 0.0, -0.4});
    QCOMPARE(chain.feature, std::string("minorness"));
    QVERIFY(chain.effect > 0.0);
    QVERIFY(chain.sentence.find("mainly from minorness being low (centered effect +0.60, 100 %") !=
            std::string::npos);
    QVERIFY(chain.sentence.find("mostly from the piano (weight −0.40).") != std::string::npos);
}

void TestChain::rawEffectsAreSaidToBeRaw()
{
    const Chain chain = chainOf(smallModel(false), {0.6, 0.0, 0.2}, {0.3, 0.1, -0.1});
    QVERIFY(
        chain.sentence.starts_with("Valence +0.70, mainly from rhythm stability (effect +0.60, "
                                   "86 % of the absolute effects, not compared with any "
                                   "reference set)"));
}

void TestChain::aSmallShareIsNotCalledTheMainOne()
{
    ModelInfo model = smallModel(false);
    for (int i = 0; i < 4; ++i) {
        model.features.push_back("feature_" + std::to_string(i));
        model.weights[0].push_back(1.0f);
    }
    const Chain chain = chainOf(model, {0.3, -0.2, 0.2, 0.2, 0.2, 0.2, 0.2}, {0.3, 0.1, -0.1});
    QVERIFY(chain.sentence.find("with the largest of several effects from rhythm stability") !=
            std::string::npos);
}

void TestChain::anEffectAgainstThePredictionIsSaidToBe()
{
    // Rhythm stability +0.5 and melody +0.2 outweigh minorness −0.6.
    const Chain chain = chainOf(smallModel(), {0.6, 0.7, 0.5}, {0.3, 0.1, -0.1});
    QCOMPARE(chain.feature, std::string("minorness"));
    QVERIFY(
        chain.sentence.find("although the largest effect, from minorness (centered effect "
                            "−0.60, 46 % of the absolute centered effects), lowers it, which") !=
        std::string::npos);
}

void TestChain::aStemWithHalfTheWeightIsNotAllOfIt()
{
    const Chain chain = chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.3, 0.25, -0.1});
    QVERIFY(chain.sentence.find("comes more from the vocals (weight +0.30) than from any other "
                                "stem.") != std::string::npos);
}

void TestChain::aStemThatWorksAgainstTheEffectIsNotCalledItsCause()
{
    const Chain chain = chainOf(smallModel(), {0.6, 0.0, 0.2}, {-0.3, 0.1, 0.2});
    QCOMPARE(chain.stem, std::string("vocals"));
    QVERIFY(chain.sentence.ends_with(
        ". In this window rhythm stability depends most on the vocals, which lower it (weight "
        "−0.30) and so work against this effect; what raises it most: the piano (weight +0.20)."));
    QVERIFY(chainOf(smallModel(), {0.6, 0.0, 0.2}, {-0.3, -0.1, -0.2})
                .sentence.ends_with("work against this effect; no stem raises it."));
    // By Shapley values another stem raises it most.
    QVERIFY(chainOf(smallModel(), {0.6, 0.0, 0.2}, {-0.3, 0.1, 0.2}, {}, {-0.3, 0.2, 0.1})
                .sentence.ends_with("; which stem raises it most is a matter of method."));
}

void TestChain::lowFidelityMakesItPartly()
{
    const Check check{"fidelity", CheckStatus::Warning, 0.6, "Partly.", "rhythm_stability"};
    const Chain chain = chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.3, 0.1, -0.1}, {check});
    QVERIFY(chain.sentence.find("comes in part from the vocals") != std::string::npos);
    QCOMPARE(chain.stem, std::string("vocals"));
}

void TestChain::failedCheckWithholdsTheStem()
{
    const Chain one = chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.3, 0.1, -0.1},
                              {failed("stability", "rhythm_stability", "Over 5 it is undecided.")});
    QCOMPARE(one.feature, std::string("rhythm_stability"));
    QVERIFY(one.stem.empty());
    QCOMPARE(one.stemWeight, 0.0);
    QVERIFY(
        one.sentence.ends_with("(centered effect +0.50, 77 % of the absolute centered effects). No "
                               "stem is named: over 5 it is undecided."));

    const Chain two = chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.3, 0.1, -0.1},
                              {failed("stability", "rhythm_stability", "Over 5 it is undecided."),
                               failed("residual", "", "The stems are not the recording.")});
    QVERIFY(two.sentence.ends_with("undecided. One more check failed."));
}

void TestChain::failureOfAnotherFeatureDoesNotMatter()
{
    const Chain chain = chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.3, 0.1, -0.1},
                                {failed("fidelity", "melody", "Melody is not explained.")});
    QCOMPARE(chain.stem, std::string("vocals"));
}

void TestChain::invalidFeatureIsNotNamed()
{
    const Chain chain =
        chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.3, 0.1, -0.1},
                {failed("fidelity", "rhythm_stability", "Not explained."),
                 failed("feature_validity", "rhythm_stability", "The model predicts it poorly.")});
    QVERIFY(chain.stem.empty());
    QCOMPARE(chain.sentence,
             std::string("Valence +0.70 (+0.65 compared with the reference set “Reference clips”). "
                         "It is not traced further: the model predicts it poorly."));
}

void TestChain::noStemIsNamedWhereNoneMatters()
{
    const Chain chain = chainOf(smallModel(), {0.6, 0.0, 0.2}, {0.0, 0.0, 0.0});
    QVERIFY(chain.stem.empty());
    QVERIFY(chain.sentence.ends_with("No stem changes it in this window."));
}

void TestChain::noEffectIsSaidToBeNone()
{
    const Chain chain = chainOf(smallModel(), {0.1, 0.1, 0.1}, {0.3, 0.1, -0.1});
    QVERIFY(chain.feature.empty());
    QVERIFY(chain.sentence.ends_with("no feature has an effect on it."));
}

void TestChain::aModelWithoutEmotionsSaysSo()
{
    const Chain chain = chainWithoutEmotions(smallModel());
    QVERIFY(chain.emotion.empty() && chain.stem.empty());
    QVERIFY(chain.sentence.find("“Small model” hears perceptual features only") !=
            std::string::npos);
}

QTEST_GUILESS_MAIN(TestChain)
#include "tst_chain.moc"
