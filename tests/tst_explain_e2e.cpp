// From stems to explanations with a real network, against the reference pipeline.

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <algorithm>

#include "core/audio/decode.h"
#include "core/explain/mixes.h"
#include "core/explain/segments.h"
#include "core/explain/surrogate.h"
#include "core/model/emotion_model.h"
#include "core/tensors/pytorch_file.h"
#include "tests/network_files.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int sampleRate = 22050;
const std::vector<std::string> stemNames = {"vocals", "piano", "drums", "bass", "other"};

QJsonObject readJson(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

std::vector<double> numbers(const QJsonValue& array)
{
    std::vector<double> values;
    for (const auto& value : array.toArray())
        values.push_back(value.toDouble());
    return values;
}

EmotionModel loadModel(const std::filesystem::path& stateDict, int windowFrames)
{
    ModelInfo info = cardOfBase16();
    info.windowFrames = windowFrames;
    return EmotionModel::fromTensors(info, readPyTorchStateDict(stateDict));
}

/// Noise that is held for some samples, with an amplitude that steps 4, 2, 1, 0; exact in float.
std::vector<float> madeStem(int index)
{
    constexpr int holds[] = {1, 3, 8, 20, 50};  // samples
    constexpr float amplitudes[] = {4, 2, 1, 0};
    std::vector<float> samples(3 * sampleRate);
    std::uint32_t state = std::uint32_t(index) + 1;
    float value = 0.0f;
    for (int n = 0; n < int(samples.size()); ++n) {
        if (n % holds[index] == 0) {
            state = state * 1664525u + 1013904223u;
            value = float(int(state >> 17) - 16384);
        }
        samples[n] = value * amplitudes[(n / (5000 + 1000 * index) + index) % 4] / 0x1p18f;
    }
    return samples;
}

StemSet madeStems()
{
    StemSet stems;
    for (int i = 0; i < 5; ++i) {
        stems.names.push_back(stemNames[i]);
        stems.stems.push_back({sampleRate, {madeStem(i)}});
    }
    return stems;
}

StemSet sharedStems()
{
    StemSet stems;
    for (const std::string& name : stemNames) {
        const auto file = "reference/lime/e2e/stem_" + name + "_22k_mono_f32.wav";
        stems.names.push_back(name);
        stems.stems.push_back(decodeAudio(sharedPath(file)).audio);
    }
    return stems;
}

/// Rows of ones and zeros, the first component leftmost.
std::vector<Coalition> coalitionsOf(const QJsonArray& rows)
{
    std::vector<Coalition> coalitions;
    for (const auto& row : rows) {
        const QString text = row.toString();
        Coalition coalition = 0;
        for (qsizetype i = 0; i < text.size(); ++i)
            coalition |= Coalition(text[i] == u'1') << i;
        coalitions.push_back(coalition);
    }
    return coalitions;
}

std::vector<double> boundariesOf(const QJsonArray& segments)
{
    std::vector<double> boundaries;
    for (qsizetype i = 1; i < segments.size(); ++i)
        boundaries.push_back(segments[i][0].toDouble() / sampleRate);
    return boundaries;
}

/// Explains as the authors' programs do and compares every number, at the tolerances of the
/// reference (README).
void compareWithReference(const QJsonObject& reference, const StemSet& stems,
                          const std::filesystem::path& stateDict)
{
    const EmotionModel model = loadModel(stateDict, reference["slice_frames"].toInt());
    const StemSet components =
        segmentComponents(stems, boundariesOf(reference["segments"].toArray()));
    const QJsonArray names = reference["component_names"].toArray();
    QCOMPARE(qsizetype(components.count()), names.size());
    for (qsizetype i = 0; i < names.size(); ++i)
        QCOMPARE(components.names[i], names[i].toString().toStdString());

    const auto coalitions = coalitionsOf(reference["rows"].toArray());
    const MixTable table = predictMixes(components, model, coalitions, MixGain::Parity);
    const QJsonArray labels = reference["neighborhood_labels"].toArray();
    QCOMPARE(qsizetype(table.predictions.size()), labels.size());
    double largestLabel = 0.0;
    for (qsizetype i = 0; i < labels.size(); ++i)
        largestLabel = std::max(
            largestLabel, maxAbsDifference(table.predictions[i].features, numbers(labels[i])));

    double largestCoefficient = 0.0;
    double largestScore = 0.0;
    const QJsonArray targets = reference["targets"].toArray();
    QCOMPARE(targets.size(), 7);
    for (int feature = 0; feature < 7; ++feature) {
        const QJsonObject target = targets[feature].toObject();
        const LinearFit fit =
            fitSurrogate(coalitions, components.count(), table.featureValues(feature));
        largestCoefficient = std::max({largestCoefficient,
                                       maxAbsDifference(fit.coefficients, numbers(target["coef"])),
                                       std::abs(fit.intercept - target["intercept"].toDouble())});
        largestScore = std::max(largestScore, std::abs(fit.r2 - target["score"].toDouble()));
    }
    qInfo("largest differences: labels %.2g, coefficients %.2g, scores %.2g", largestLabel,
          largestCoefficient, largestScore);
    QVERIFY(largestLabel <= 2e-4);
    QVERIFY(largestCoefficient <= 2e-4);
    QVERIFY(largestScore <= 2e-3);
}

}  // namespace

class TestExplainEndToEnd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void madeStemsAreExplainedAsByTheReference_data();
    void madeStemsAreExplainedAsByTheReference();
    void sharedStemsAreExplainedAsByTheReference_data();
    void sharedStemsAreExplainedAsByTheReference();
    void sharedMixIsHeardAsByTheReference();
    void mixesInTheSpectralDomainAreThoseInTheTimeDomain();
};

void TestExplainEndToEnd::madeStemsAreExplainedAsByTheReference_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("stems") << "exhaustive_5c.json";
    QTest::newRow("stems and segments") << "random24_15c.json";
}

void TestExplainEndToEnd::madeStemsAreExplainedAsByTheReference()
{
    QFETCH(const QString, file);
    const std::filesystem::path data = TEST_DATA;
    compareWithReference(readJson(data / "explain" / file.toStdString()), madeStems(),
                         data / "model/rfresnet_base16.pt");
}

void TestExplainEndToEnd::sharedStemsAreExplainedAsByTheReference_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("stems") << "exhaustive_5c.json";
    QTest::newRow("stems and segments") << "random64_15c.json";
}

void TestExplainEndToEnd::sharedStemsAreExplainedAsByTheReference()
{
    QFETCH(const QString, file);
    if (!hasShared("reference/lime/e2e"))
        return;
    compareWithReference(readJson(sharedPath("reference/lime/e2e") / file.toStdString()),
                         sharedStems(),
                         sharedPath("reference/model/rfresnet_base16_state_dict.pt"));
}

void TestExplainEndToEnd::sharedMixIsHeardAsByTheReference()
{
    if (!hasShared("reference/lime/e2e"))
        return;
    const QJsonObject reference = readJson(sharedPath("reference/lime/e2e/mix_prediction.json"));
    const EmotionModel model =
        loadModel(sharedPath("reference/model/rfresnet_base16_state_dict.pt"), 313);
    const StemSet stems = sharedStems();
    const Prediction prediction =
        predictMixes(stems, model, {0b11111}, MixGain::Parity).predictions.front();
    QVERIFY(maxAbsDifference(prediction.features, numbers(reference["concepts"])) <= 2e-4);
    QVERIFY(maxAbsDifference(prediction.emotions, numbers(reference["outputs"])) <= 2e-4);
}

// Where no stem begins or ends with zeros, normalizing each mix is all that parity does.
void TestExplainEndToEnd::mixesInTheSpectralDomainAreThoseInTheTimeDomain()
{
    const EmotionModel model =
        loadModel(std::filesystem::path(TEST_DATA) / "model/rfresnet_base16.pt", 94);
    const StemSet all = madeStems();
    const StemSet stems{{"vocals", "piano"}, {all.stems[0], all.stems[1]}, {}, {}};
    const auto summed = predictMixes(stems, model, allCoalitions(2), MixGain::OfEachMix);
    const auto mixed = predictMixes(stems, model, allCoalitions(2), MixGain::Parity);
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(maxAbsDifference(summed.predictions[i].features, mixed.predictions[i].features) <=
                1e-4);
}

QTEST_GUILESS_MAIN(TestExplainEndToEnd)
#include "tst_explain_e2e.moc"
