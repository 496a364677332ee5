#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <future>
#include <numeric>

#include "core/model/emotion_model.h"
#include "core/model/rf_resnet_layout.h"
#include "core/tensors/file_io.h"
#include "core/tensors/pytorch_file.h"
#include "tests/network_files.h"
#include "tests/support.h"

using namespace whence;
using whence::test::cardOfBase16;
using whence::test::errorOf;
using whence::test::maxAbsDifference;

namespace {

TensorMap tensorsOfBase16()
{
    return readPyTorchStateDict(TEST_DATA "/model/rfresnet_base16.pt");
}

/// Keeps its files as long as the test runs.
class ModelFile {
public:
    explicit ModelFile(const ModelInfo& info = cardOfBase16(),
                       const TensorMap& tensors = tensorsOfBase16(),
                       TensorPrecision precision = TensorPrecision::Float32)
        : card(writeEmotionModel(path(), info, tensors, precision))
    {
    }

    std::filesystem::path path() const { return m_folder.filePath("x.whence-model").toStdString(); }

private:
    QTemporaryDir m_folder;

public:
    ModelInfo card;
};

}  // namespace

class TestEmotionModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void savedModelPredictsAsTheReference();
    void weightsOfTheCardAreThoseOfTheNetwork();
    void emotionsAreTheSumOfEffects();
    void biasOfEmotionsIsAdded();
    void halfPrecisionChangesPredictionsLittle();
    void embeddingStatisticsAreKept();
    void shortWindowsAreLoopedAndLongOnesCut();
    void noFramesStandForSilence();
    void normalizedInputIgnoresLevel();
    void windowsAreMadeOneByOneAndMayBeCancelled();
    void modelMayBeUsedFromSeveralThreads();
    void filesThatDoNotFitAreRefused_data();
    void filesThatDoNotFitAreRefused();
    void cardAndNetworkMustAgree();
    void modelOfAFunctionPredictsItsValues();
};

void TestEmotionModel::savedModelPredictsAsTheReference()
{
    const ModelFile file;
    const EmotionModel model = EmotionModel::load(file.path());
    const Prediction prediction = model.predict(test::wavySpectrogram(1252));
    QVERIFY(maxAbsDifference(prediction.features, test::base16.features) < 1e-4);
    QVERIFY(maxAbsDifference(prediction.emotions, test::base16.emotions) < 1e-4);
    const double sum =
        std::accumulate(prediction.embedding.begin(), prediction.embedding.end(), 0.0);
    QCOMPARE(prediction.embedding.size(), std::size_t(64));
    QVERIFY(std::abs(sum - test::base16.embeddingSum) < 1e-3);
    QCOMPARE(model.info().id, file.card.id);
    QCOMPARE(model.info().id.size(), std::size_t(64));
}

void TestEmotionModel::weightsOfTheCardAreThoseOfTheNetwork()
{
    const ModelFile file;
    const ModelInfo info = EmotionModel::load(file.path()).info();
    const std::vector<float> weights = tensorsOfBase16().at("feed_forward.weight").values;
    QCOMPARE(info.weights.size(), std::size_t(2));
    for (std::size_t e = 0; e < 2; ++e)
        for (std::size_t f = 0; f < 7; ++f)
            QCOMPARE(info.weights[e][f], weights[e * 7 + f]);
    QVERIFY(info.biases.empty());
}

void TestEmotionModel::emotionsAreTheSumOfEffects()
{
    const ModelFile file;
    const EmotionModel model = EmotionModel::load(file.path());
    const Prediction prediction = model.predict(test::wavySpectrogram(700));
    for (std::size_t e = 0; e < 2; ++e) {
        double sum = 0.0;
        for (std::size_t f = 0; f < 7; ++f)
            sum += double(model.info().weights[e][f]) * prediction.features[f];
        QVERIFY(std::abs(sum - prediction.emotions[e]) < 1e-12);
    }
}

void TestEmotionModel::biasOfEmotionsIsAdded()
{
    TensorMap tensors = tensorsOfBase16();
    tensors["feed_forward.bias"] = {{2}, {0.5f, -2.0f}};
    const ModelFile file(cardOfBase16(), tensors);
    QCOMPARE(file.card.biases, (std::vector<float>{0.5f, -2.0f}));
    const Prediction prediction =
        EmotionModel::load(file.path()).predict(test::wavySpectrogram(1252));
    QVERIFY(std::abs(prediction.emotions[0] - (test::base16.emotions[0] + 0.5)) < 1e-4);
    QVERIFY(std::abs(prediction.emotions[1] - (test::base16.emotions[1] - 2.0)) < 1e-4);
}

void TestEmotionModel::halfPrecisionChangesPredictionsLittle()
{
    const ModelFile full;
    const ModelFile half(cardOfBase16(), tensorsOfBase16(), TensorPrecision::Float16);
    QVERIFY(std::filesystem::file_size(half.path()) <
            0.6 * double(std::filesystem::file_size(full.path())));
    const Prediction prediction =
        EmotionModel::load(half.path()).predict(test::wavySpectrogram(1252));
    const double difference = maxAbsDifference(prediction.features, test::base16.features);
    qInfo("Half precision changes features by up to %g", difference);
    QVERIFY(difference > 0.0);
    QVERIFY(difference < 5e-3);
}

void TestEmotionModel::embeddingStatisticsAreKept()
{
    ModelInfo info = cardOfBase16();
    for (int i = 0; i < 64; ++i)
        info.embeddingMean.push_back(0.1f * float(i));
    for (int i = 0; i < 64; ++i)
        for (int j = 0; j < 64; ++j)
            info.embeddingPrecision.push_back(1.0f / float(1 + std::abs(i - j) + i + j));
    info.embeddingDistance95 = 3.5;
    const ModelFile file(info);
    const ModelInfo read = EmotionModel::load(file.path()).info();
    QCOMPARE(read.embeddingMean, info.embeddingMean);
    QCOMPARE(read.embeddingPrecision, info.embeddingPrecision);
    QCOMPARE(read.embeddingDistance95, 3.5);
    QVERIFY(toJson(read).find("embeddingMean") == std::string::npos);
}

void TestEmotionModel::shortWindowsAreLoopedAndLongOnesCut()
{
    const ModelFile file;
    const EmotionModel model = EmotionModel::load(file.path());
    const LogSpectrogram part = test::wavySpectrogram(300);
    QVERIFY(model.predict(part) == model.predict(sliceOrLoop(part, 0, 1252)));
    const LogSpectrogram whole = test::wavySpectrogram(1500);
    QVERIFY(model.predict(whole) == model.predict(test::wavySpectrogram(1252)));
}

void TestEmotionModel::noFramesStandForSilence()
{
    const ModelFile file;
    const EmotionModel model = EmotionModel::load(file.path());
    const LogSpectrogram none{{}, 149, 0, {}};
    const LogSpectrogram zeros{{}, 149, 1252, std::vector<float>(149 * 1252)};
    QVERIFY(model.predict(none) == model.predict(zeros));
}

void TestEmotionModel::normalizedInputIgnoresLevel()
{
    ModelInfo info = cardOfBase16();
    info.normalizesInput = true;
    const LogSpectrogram window = networkInput(test::wavySpectrogram(1252), info);
    const double mean = std::accumulate(window.values.begin(), window.values.end(), 0.0) /
                        double(window.values.size());
    double squares = 0.0;
    for (const float value : window.values)
        squares += double(value) * value;
    QVERIFY(std::abs(mean) < 1e-6);
    QVERIFY(std::abs(squares / double(window.values.size()) - 1.0) < 1e-5);

    LogSpectrogram louder = test::wavySpectrogram(1252);
    for (float& value : louder.values)
        value = 2.0f * value + 3.0f;
    QVERIFY(maxAbsDifference(networkInput(louder, info).values, window.values) < 1e-5);
    const LogSpectrogram zeros{{}, 149, 100, std::vector<float>(149 * 100)};
    QCOMPARE(networkInput(zeros, info).values, std::vector<float>(149 * 1252));
}

void TestEmotionModel::windowsAreMadeOneByOneAndMayBeCancelled()
{
    const EmotionModel model(cardOfBase16(), [](const LogSpectrogram& window) {
        return Prediction{{window.value(0, 0)}, {}, {}};
    });
    int made = 0;
    const auto window = [&](int i) {
        ++made;
        return LogSpectrogram{{}, 149, 1, std::vector<float>(149, float(i))};
    };
    const auto predictions = model.predict(5, window);
    QCOMPARE(predictions.size(), std::size_t(5));
    QCOMPARE(predictions[3].features[0], 3.0);

    made = 0;
    const Progress stop([](double done, const std::string&) { return done < 0.5; });
    QVERIFY_THROWS_EXCEPTION(Cancelled, model.predict(5, window, stop));
    QCOMPARE(made, 3);
    QVERIFY(model.predict(0, window).empty());
}

void TestEmotionModel::modelMayBeUsedFromSeveralThreads()
{
    const ModelFile file;
    const EmotionModel model = EmotionModel::load(file.path());
    const Prediction expected = model.predict(test::wavySpectrogram(400));
    std::vector<std::future<Prediction>> results;
    for (int i = 0; i < 3; ++i)
        results.push_back(std::async(
            std::launch::async, [model] { return model.predict(test::wavySpectrogram(400)); }));
    for (auto& result : results)
        QVERIFY(maxAbsDifference(result.get().features, expected.features) < 1e-5);
}

void TestEmotionModel::filesThatDoNotFitAreRefused_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("message");
    QTest::newRow("missing") << "missing"
                             << "lacks the tensor stage2.block1.bn1.weight.";
    QTest::newRow("shape") << "shape"
                           << "stage2.block1.bn1.weight should be 32, but is 4 × 8.";
    QTest::newRow("finite") << "finite"
                            << "stage2.block1.bn1.weight holds values that are not";
    QTest::newRow("variance") << "variance"
                              << "in_c.1.running_var holds negative variances.";
    QTest::newRow("foreign") << "foreign"
                             << "holds the tensor extra, which";
    QTest::newRow("statistics") << "statistics"
                                << "reference statistics do not fit.";
    QTest::newRow("channels") << "channels"
                              << "concepts_layer.2.weight should be 7 × 68";
}

void TestEmotionModel::filesThatDoNotFitAreRefused()
{
    QFETCH(const QString, change);
    QFETCH(const QString, message);
    const ModelFile good;
    TensorFile content = readTensorFile(good.path(), "whence-model");
    Tensor& tensor = content.tensors.at("stage2.block1.bn1.weight");
    if (change == "missing")
        content.tensors.erase("stage2.block1.bn1.weight");
    else if (change == "shape")
        tensor.shape = {4, 8};
    else if (change == "finite")
        tensor.values[3] = NAN;
    else if (change == "variance")
        content.tensors.at("in_c.1.running_var").values[0] = -1.0f;
    else if (change == "foreign")
        content.tensors["extra"] = {{1}, {1.0f}};
    else if (change == "statistics")
        content.tensors["reference.embedding_mean"] = {{1}, {1.0f}};
    else
        content.card.replace(content.card.find("\"baseChannels\":16") + 15, 2, "17");
    writeTensorFile(good.path(), content);
    const std::string error = errorOf([&] { EmotionModel::load(good.path()); });
    QVERIFY2(error.find(message.toStdString()) != std::string::npos, error.c_str());
    QVERIFY2(error.find("x.whence-model") != std::string::npos, error.c_str());
}

void TestEmotionModel::cardAndNetworkMustAgree()
{
    const ModelFile good;
    TensorFile content = readTensorFile(good.path(), "whence-model");
    content.tensors.at("feed_forward.weight").values[5] += 0.1f;
    writeTensorFile(good.path(), content);
    const std::string error = errorOf([&] { EmotionModel::load(good.path()); });
    QVERIFY2(error.find("its card and its network disagree") != std::string::npos, error.c_str());
}

void TestEmotionModel::modelOfAFunctionPredictsItsValues()
{
    ModelInfo info = cardOfBase16();
    info.windowFrames = 20;
    const EmotionModel model(info, [](const LogSpectrogram& window) {
        return Prediction{{double(window.frames)}, {1.0}, {}};
    });
    QCOMPARE(model.predict(test::wavySpectrogram(30)).features[0], 20.0);
    QCOMPARE(model.info().windowFrames, 20);
}

QTEST_MAIN(TestEmotionModel)
#include "tst_emotion_model.moc"
