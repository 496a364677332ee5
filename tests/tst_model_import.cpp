#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <numeric>

#include "core/model/emotion_model.h"
#include "core/model/model_import.h"
#include "core/tensors/file_io.h"
#include "core/tensors/npy.h"
#include "tests/network_files.h"
#include "tests/support.h"

using namespace whence;
using whence::test::errorOf;
using whence::test::maxAbsDifference;

namespace {

EmotionModel imported(const std::filesystem::path& stateDict)
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("m.whence-model").toStdString();
    const ModelInfo info = importPyTorchModel(stateDict, file);
    EmotionModel model = EmotionModel::load(file);
    [&] { QCOMPARE(toJson(model.info()), toJson(info)); }();
    return model;
}

void checkOutputs(const EmotionModel& model, const test::ExpectedOutputs& expected)
{
    const Prediction prediction = model.predict(test::wavySpectrogram(expected.frames));
    QVERIFY(maxAbsDifference(prediction.features, expected.features) < 1e-4);
    QVERIFY(maxAbsDifference(prediction.emotions, expected.emotions) < 1e-4);
    const double sum =
        std::accumulate(prediction.embedding.begin(), prediction.embedding.end(), 0.0);
    QVERIFY(std::abs(sum - expected.embeddingSum) < 1e-3);
}

std::filesystem::path dataFile(const std::string& name)
{
    return std::filesystem::path(TEST_DATA "/model") / name;
}

/// Clip `index` of a batch × 1 × bands × frames array.
LogSpectrogram clip(const Tensor& batch, int index)
{
    LogSpectrogram result{{}, int(batch.shape[2]), int(batch.shape[3]), {}};
    const std::ptrdiff_t size = std::ptrdiff_t(result.bands) * result.frames;
    result.values.assign(batch.values.begin() + index * size,
                         batch.values.begin() + (index + 1) * size);
    return result;
}

}  // namespace

class TestModelImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emotionModelOfTheAuthorsIsImported();
    void featureModelHasNoEmotions();
    void convolutionalConceptLayerIsRecognized();
    void goldenOutputsAreReached_data();
    void goldenOutputsAreReached();
    void wrongStateDictsAreRefusedByKey_data();
    void wrongStateDictsAreRefusedByKey();
    void failedImportLeavesNoFile();
};

void TestModelImport::emotionModelOfTheAuthorsIsImported()
{
    const EmotionModel model = imported(dataFile(test::base16.file));
    checkOutputs(model, test::base16);
    QCOMPARE(model.info().baseChannels, 16);
    QCOMPARE(model.info().windowFrames, 1252);
    QCOMPARE(model.info().emotions, (std::vector<std::string>{"arousal", "valence"}));
    QVERIFY(model.info().conceptLayer == ConceptLayer::Linear);
    QVERIFY(model.info().reference.empty());
    QVERIFY(model.info().labelRanges.empty());
    QVERIFY(!model.info().notice.empty());
    QVERIFY(model.info().source.find("rfresnet_base16.pt") != std::string::npos);
}

void TestModelImport::featureModelHasNoEmotions()
{
    const EmotionModel model = imported(dataFile(test::midLevelGeneral.file));
    checkOutputs(model, test::midLevelGeneral);
    QVERIFY(model.info().emotions.empty());
    QVERIFY(model.info().weights.empty());
    QCOMPARE(model.info().features.size(), std::size_t(7));
    QCOMPARE(model.info().windowSeconds, 15.0);
    QCOMPARE(model.info().windowFrames, 469);
    QVERIFY(!model.info().normalizesInput);
}

void TestModelImport::convolutionalConceptLayerIsRecognized()
{
    const EmotionModel model = imported(dataFile(test::convolutionConcepts.file));
    checkOutputs(model, test::convolutionConcepts);
    QVERIFY(model.info().conceptLayer == ConceptLayer::Convolution);
}

void TestModelImport::goldenOutputsAreReached_data()
{
    QTest::addColumn<QString>("weights");
    QTest::addColumn<QString>("network");
    QTest::newRow("base 16") << "rfresnet_base16_state_dict.pt"
                             << "base16";
    QTest::newRow("base 16, legacy") << "rfresnet_base16_state_dict_legacy.pt"
                                     << "base16";
    QTest::newRow("base 128") << "rfresnet_full_base128_state_dict.pt"
                              << "full_base128";
}

void TestModelImport::goldenOutputsAreReached()
{
    QFETCH(const QString, weights);
    QFETCH(const QString, network);
    const std::filesystem::path folder = "reference/model";
    if (!test::hasShared(folder))
        return;
    const auto golden = [&](const QString& what) {
        return readNpy(
            test::sharedPath(folder / (network + "_full_" + what + ".npy").toStdString()));
    };
    const EmotionModel model = imported(test::sharedPath(folder / weights.toStdString()));
    const Tensor input = readNpy(test::sharedPath(folder / "input_full_2x1x149x1252.npy"));
    const Tensor concepts = golden("concepts");
    const Tensor outputs = golden("outputs");
    for (int i = 0; i < 2; ++i) {
        const Prediction prediction = model.predict(clip(input, i));
        const std::span features(concepts.values.data() + i * 7, 7);
        const std::span emotions(outputs.values.data() + i * 2, 2);
        const double error = std::max(maxAbsDifference(prediction.features, features),
                                      maxAbsDifference(prediction.emotions, emotions));
        qInfo("clip %d: features and emotions within %.2g", i, error);
        QVERIFY(error < 1e-4);
    }
}

void TestModelImport::wrongStateDictsAreRefusedByKey_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("missing key") << QByteArray("stage2.block1.bn1.bias")
                                 << QByteArray("stage2.block1.bn1.bibs")
                                 << QByteArray("lacks the tensor stage2.block1.bn1.bias.");
    QTest::newRow("missing input") << QByteArray("in_c.0.weight") << QByteArray("in_c.0.height")
                                   << QByteArray("lacks the tensor in_c.0.weight.");
    QTest::newRow("missing feature layer")
        << QByteArray("concepts_layer.2.weight") << QByteArray("concepts_layer.3.weight")
        << QByteArray("lacks the tensor concepts_layer.2.weight.");
    QTest::newRow("missing emotion layer")
        << QByteArray("feed_forward.weight") << QByteArray("feed_forwart.weight")
        << QByteArray("lacks the tensor feed_forward.weight.");
}

void TestModelImport::wrongStateDictsAreRefusedByKey()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QByteArray, message);
    if (!test::hasShared("reference/model"))
        return;
    // The legacy form carries no checksum, so a key can be changed in place.
    QByteArray bytes = QByteArray::fromStdString(
        readFile(test::sharedPath("reference/model/rfresnet_base16_state_dict_legacy.pt")));
    QVERIFY(bytes.contains(from));
    bytes.replace(from, to);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("wrong.pt").toStdString();
    writeFileAtomically(file, bytes.toStdString());
    const std::string error =
        errorOf([&] { importPyTorchModel(file, folder.filePath("m.whence-model").toStdString()); });
    QVERIFY2(error.find(message.toStdString()) != std::string::npos, error.c_str());
    QVERIFY2(error.find("wrong.pt") != std::string::npos, error.c_str());
}

void TestModelImport::failedImportLeavesNoFile()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("m.whence-model").toStdString();
    QVERIFY(!errorOf([&] { importPyTorchModel(dataFile("README.md"), file); }).empty());
    QVERIFY(!errorOf([&] { importPyTorchModel(dataFile("missing.pt"), file); }).empty());
    QVERIFY(!std::filesystem::exists(file));
}

QTEST_MAIN(TestModelImport)
#include "tst_model_import.moc"
