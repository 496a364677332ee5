#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/explain/baselines.h"
#include "function_model.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int frames = 125;

/// Hears the mean of the spectrogram, and how it changes from frame to frame in the lowest band.
Prediction hear(const LogSpectrogram& spectrogram)
{
    const double mean = std::accumulate(spectrogram.values.begin(), spectrogram.values.end(), 0.0) /
                        double(spectrogram.values.size());
    double change = 0.0;
    for (int frame = 1; frame < spectrogram.frames; ++frame)
        change += std::abs(spectrogram.value(0, frame) - spectrogram.value(0, frame - 1));
    return {{mean, change}, {}, {}};
}

const EmotionModel model = functionModel(hear, frames);

std::vector<SourceExplanation> explained(const StemSet& stems)
{
    ModelInfo info;
    info.features = {"mean", "change"};
    return explainBySources(predictMixes(stems, model, allCoalitions(stems.count())), info);
}

}  // namespace

class TestBaselines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFeatureHasEveryBaseline();
    void attenuatingChangesLessThanLeavingOut();
    void shufflingASteadySoundChangesLittle();
    void faintNoiseIsNearlyNothing();
    void everyBaselineHasTheGainOfTheTable();
    void sameInputGivesTheSameChanges();
};

void TestBaselines::everyFeatureHasEveryBaseline()
{
    const StemSet stems{{"vocals", "drums"}, {noise(4.0), sine(440.0, 4.0)}, {}, {}};
    const auto effects = compareBaselines(stems, model, explained(stems));
    QCOMPARE(int(effects.size()), 2);
    for (const auto& ofFeature : effects) {
        QCOMPARE(int(ofFeature.size()), 4);
        for (const auto& effect : ofFeature)
            QCOMPARE(int(effect.changes.size()), 2);
    }
}

void TestBaselines::attenuatingChangesLessThanLeavingOut()
{
    const StemSet stems{{"vocals", "drums"}, {noise(4.0), sine(440.0, 4.0)}, {}, {}};
    const auto mean = compareBaselines(stems, model, explained(stems))[0];
    QCOMPARE(mean[0].baseline, std::string("left out"));
    QCOMPARE(mean[1].baseline, std::string("attenuated by 12 dB"));
    QVERIFY(mean[1].changes[0] > 0.0 && mean[1].changes[0] < mean[0].changes[0]);
}

void TestBaselines::shufflingASteadySoundChangesLittle()
{
    AudioBuffer swelling = noise(4.0);
    for (std::size_t i = 0; i < swelling.frames(); ++i)
        swelling.channels[0][i] *= float(i) / float(swelling.frames());
    const StemSet stems{{"steady", "swelling"}, {noise(4.0, 22050, 1, 0.5, 7), swelling}, {}, {}};
    const auto effects = compareBaselines(stems, model, explained(stems));
    QCOMPARE(effects[0][2].baseline, std::string("shuffled in time"));
    QVERIFY(std::abs(effects[0][2].changes[0]) < 0.1 * std::abs(effects[0][0].changes[0]));
    QVERIFY(std::abs(effects[0][2].changes[0]) > 0.0);
}

void TestBaselines::faintNoiseIsNearlyNothing()
{
    const StemSet stems{{"vocals", "drums"}, {noise(4.0), noise(4.0, 22050, 1, 0.4, 7)}, {}, {}};
    const auto mean = compareBaselines(stems, model, explained(stems))[0];
    QCOMPARE(mean[3].baseline, std::string("replaced by faint noise"));
    for (int stem = 0; stem < 2; ++stem) {
        QVERIFY(std::abs(mean[3].changes[stem] - mean[0].changes[stem]) <
                0.05 * std::abs(mean[0].changes[stem]));
        QVERIFY(mean[3].changes[stem] != mean[0].changes[stem]);
    }
}

void TestBaselines::everyBaselineHasTheGainOfTheTable()
{
    const StemSet stems{{"vocals", "drums"}, {noise(4.0), sine(440.0, 4.0)}, {}, {}};
    const auto parity = compareBaselines(stems, model, explained(stems), MixGain::Parity)[0];
    const MixSpectrograms mixes(stems, {}, frames, MixGain::Parity);
    const auto heard = [&](std::vector<float> gains) {
        return hear(mixes.window(gains)).features[0];
    };
    const float quieter = 0.25118864f;
    const std::vector<double> expected = {heard({1, 1}) - heard({quieter, 1}),
                                          heard({1, 1}) - heard({1, quieter})};
    QVERIFY(maxAbsDifference(parity[1].changes, expected) < 1e-6);
    const auto plain = compareBaselines(stems, model, explained(stems))[0];
    QVERIFY(maxAbsDifference(plain[1].changes, expected) > 1e-3);
}

void TestBaselines::sameInputGivesTheSameChanges()
{
    const StemSet stems{{"vocals", "drums"}, {noise(4.0), sine(440.0, 4.0)}, {}, {}};
    const auto first = compareBaselines(stems, model, explained(stems));
    const auto second = compareBaselines(stems, model, explained(stems));
    QCOMPARE(first[1][2].changes, second[1][2].changes);
}

QTEST_GUILESS_MAIN(TestBaselines)
#include "tst_baselines.moc"
