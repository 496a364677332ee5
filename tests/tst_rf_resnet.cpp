#include <torch/nn/functional/loss.h>
#include <torch/optim/adam.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <numbers>

#include "core/model/emotion_network.h"
#include "core/model/rf_resnet.h"
#include "core/tensors/npy.h"
#include "core/tensors/pytorch_file.h"
#include "tests/network_files.h"
#include "tests/support.h"

using namespace whence;
using whence::test::maxAbsDifference;

namespace {

RfResnetOptions smallNetwork(ConceptLayer conceptLayer = ConceptLayer::Linear, int emotions = 2,
                             bool emotionBias = false)
{
    return {.baseChannels = 4,
            .features = 7,
            .emotions = emotions,
            .conceptLayer = conceptLayer,
            .emotionBias = emotionBias};
}

/// A network with the weights of a state dict.
RfResnet savedNetwork(const std::filesystem::path& stateDict, const RfResnetOptions& options)
{
    RfResnet network(options);
    const TensorMap tensors = readPyTorchStateDict(stateDict);
    checkRfResnetTensors(tensors, options, stateDict.string());
    setNetworkTensors(*network, tensors);
    network->eval();
    return network;
}

/// A network as if it had been trained: with statistics and shifts of its own in batch norm.
RfResnet randomNetwork(const RfResnetOptions& options)
{
    torch::manual_seed(7);
    RfResnet network(options);
    const torch::NoGradGuard noGradient;
    for (auto& parameter : network->named_parameters())
        if (parameter.value().dim() == 1)
            parameter.value() += 0.2 * torch::randn_like(parameter.value());
    for (auto& buffer : network->named_buffers())
        if (buffer.key().ends_with("running_mean"))
            buffer.value() += 0.5 * torch::randn_like(buffer.value());
        else if (buffer.key().ends_with("running_var"))
            buffer.value() += torch::rand_like(buffer.value());
    network->eval();
    return network;
}

torch::Tensor golden(const std::string& file)
{
    return toTorchTensor(readNpy(test::sharedPath("reference/model/" + file)));
}

double largestDifference(const torch::Tensor& a, const torch::Tensor& b)
{
    return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : INFINITY;
}

QJsonObject goldenTraining()
{
    QFile file(QString::fromStdString(test::sharedPath("reference/model/model_golden.json")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll())["training_steps"].toObject();
}

bool isClose(double value, double expected, double relative)
{
    return std::abs(value - expected) <= relative * std::max(std::abs(expected), 1e-3);
}

}  // namespace

class TestRfResnet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsAreThoseOfTheLayout_data();
    void tensorsAreThoseOfTheLayout();
    void tensorsSetAreTensorsRead();
    void featuresAndEmotionsHaveTheirShapes();
    void knownWeightsGiveKnownOutputs_data();
    void knownWeightsGiveKnownOutputs();
    void goldenOutputsAreReached_data();
    void goldenOutputsAreReached();
    void goldenTrainingStepsAreFollowed();
    void memoryOrderAndPrecisionOfTheMapsAreKept();
    void grownNetworkHasTheOutputsOfTheNarrowOne_data();
    void grownNetworkHasTheOutputsOfTheNarrowOne();
    void grownChannelsLearn();
    void inferenceEqualsTheNetwork_data();
    void inferenceEqualsTheNetwork();
};

void TestRfResnet::tensorsAreThoseOfTheLayout_data()
{
    QTest::addColumn<int>("conceptLayer");
    QTest::addColumn<int>("emotions");
    QTest::addColumn<bool>("emotionBias");
    QTest::newRow("linear") << int(ConceptLayer::Linear) << 2 << false;
    QTest::newRow("convolution") << int(ConceptLayer::Convolution) << 2 << false;
    QTest::newRow("features only") << int(ConceptLayer::Convolution) << 0 << false;
    QTest::newRow("with bias") << int(ConceptLayer::Linear) << 3 << true;
}

void TestRfResnet::tensorsAreThoseOfTheLayout()
{
    QFETCH(const int, conceptLayer);
    QFETCH(const int, emotions);
    QFETCH(const bool, emotionBias);
    const RfResnetOptions options = smallNetwork(ConceptLayer(conceptLayer), emotions, emotionBias);
    const RfResnet network(options);
    const TensorMap tensors = networkTensors(*network);
    checkRfResnetTensors(tensors, options, "the network");
    QCOMPARE(tensors.size(), rfResnetShapes(options).size());
}

void TestRfResnet::tensorsSetAreTensorsRead()
{
    const RfResnet first(smallNetwork());
    RfResnet second(smallNetwork());
    QVERIFY(networkTensors(*first) != networkTensors(*second));
    setNetworkTensors(*second, networkTensors(*first));
    QVERIFY(networkTensors(*first) == networkTensors(*second));
}

void TestRfResnet::featuresAndEmotionsHaveTheirShapes()
{
    RfResnet network(smallNetwork());
    const RfResnetOutput output = network->forward(torch::rand({2, 1, 149, 157}));
    QCOMPARE(output.features.sizes().vec(), (std::vector<std::int64_t>{2, 7}));
    QCOMPARE(output.emotions.sizes().vec(), (std::vector<std::int64_t>{2, 2}));
    QCOMPARE(output.embedding.sizes().vec(), (std::vector<std::int64_t>{2, 16, 18, 19}));
}

void TestRfResnet::knownWeightsGiveKnownOutputs_data()
{
    QTest::addColumn<int>("conceptLayer");
    QTest::newRow("linear") << int(ConceptLayer::Linear);
    QTest::newRow("convolution") << int(ConceptLayer::Convolution);
}

void TestRfResnet::knownWeightsGiveKnownOutputs()
{
    QFETCH(const int, conceptLayer);
    const bool isLinear = ConceptLayer(conceptLayer) == ConceptLayer::Linear;
    const auto& expected = isLinear ? test::base16 : test::convolutionConcepts;
    RfResnet network = savedNetwork(
        std::filesystem::path(TEST_DATA "/model") / expected.file,
        {.baseChannels = isLinear ? 16 : 6, .conceptLayer = ConceptLayer(conceptLayer)});
    const LogSpectrogram window = test::wavySpectrogram(expected.frames);
    const torch::NoGradGuard noGradient;
    const RfResnetOutput output =
        network->forward(toTorchTensor({{1, 1, 149, window.frames}, window.values}));
    QVERIFY(maxAbsDifference(toPlainTensor(output.features).values, expected.features) < 1e-4);
    QVERIFY(maxAbsDifference(toPlainTensor(output.emotions).values, expected.emotions) < 1e-4);
}

void TestRfResnet::goldenOutputsAreReached_data()
{
    QTest::addColumn<QString>("weights");
    QTest::addColumn<int>("channels");
    QTest::addColumn<QString>("outputs");
    QTest::addColumn<QString>("size");
    for (const char* const size : {"small", "full"}) {
        QTest::addRow("base 16, %s", size) << "rfresnet_base16" << 16 << "base16_" << size;
        QTest::addRow("base 128, %s", size)
            << "rfresnet_full_base128" << 128 << "full_base128_" << size;
    }
}

void TestRfResnet::goldenOutputsAreReached()
{
    QFETCH(const QString, weights);
    QFETCH(const int, channels);
    QFETCH(const QString, outputs);
    QFETCH(const QString, size);
    if (!test::hasShared("reference/model"))
        return;
    RfResnet network = savedNetwork(
        test::sharedPath("reference/model/" + weights.toStdString() + "_state_dict.pt"),
        {.baseChannels = channels});
    const std::string prefix = (outputs + size).toStdString();
    const torch::NoGradGuard noGradient;
    const RfResnetOutput output = network->forward(
        golden(size == "full" ? "input_full_2x1x149x1252.npy" : "input_small_2x1x149x313.npy"));

    QVERIFY(largestDifference(output.features, golden(prefix + "_concepts.npy")) < 1e-4);
    QVERIFY(largestDifference(output.emotions, golden(prefix + "_outputs.npy")) < 1e-4);
    if (channels == 16)
        QVERIFY(largestDifference(output.embedding, golden(prefix + "_embedding.npy")) < 1e-3);
    else if (size == "small")
        QVERIFY(largestDifference(output.embedding[0].squeeze(),
                                  golden(prefix + "_embedding_clip0.npy").squeeze()) < 1e-3);
}

void TestRfResnet::goldenTrainingStepsAreFollowed()
{
    if (!test::hasShared("reference/model"))
        return;
    const QJsonObject expected = goldenTraining();
    RfResnet network = savedNetwork(
        test::sharedPath("reference/model/rfresnet_base16_state_dict.pt"), {.baseChannels = 16});
    network->train();
    const torch::Tensor input = golden("train_input_4x1x149x157.npy");
    const torch::Tensor featureTargets = golden("train_midlevel_targets_2x7.npy");
    const torch::Tensor emotionTargets = golden("train_emotion_targets_2x2.npy");
    torch::optim::Adam optimizer(network->parameters(), torch::optim::AdamOptions(1e-3));

    const QJsonArray steps = expected["steps"].toArray();
    QCOMPARE(steps.size(), 5);
    for (int step = 0; step < steps.size(); ++step) {
        auto& options =
            static_cast<torch::optim::AdamOptions&>(optimizer.param_groups().front().options());
        options.lr(0.5e-3 * (1.0 + std::cos(std::numbers::pi * step / 20.0)));
        optimizer.zero_grad();
        const RfResnetOutput output = network->forward(input);
        const torch::Tensor loss =
            torch::mse_loss(output.features.narrow(0, 0, 2), featureTargets) +
            torch::mse_loss(output.emotions.narrow(0, 2, 2), emotionTargets);
        loss.backward();
        QVERIFY(isClose(loss.item<double>(), steps[step]["loss"].toDouble(), 1e-3));
        const QJsonObject gradients = steps[step]["grad_l2"].toObject();
        for (const auto& parameter : network->named_parameters())
            QVERIFY2(
                step > 0 ||
                    isClose(parameter.value().grad().norm().item<double>(),
                            gradients[QString::fromStdString(parameter.key())].toDouble(), 1e-3),
                parameter.key().c_str());
        optimizer.step();
    }
    const QJsonObject state = expected["state_after_5_steps"].toObject();
    for (const auto& [name, tensor] : networkTensors(*network)) {
        const double norm = toTorchTensor(tensor).to(torch::kFloat64).norm().item<double>();
        QVERIFY2(isClose(norm, state[QString::fromStdString(name)]["l2"].toDouble(), 1e-3),
                 name.c_str());
    }
}

void TestRfResnet::memoryOrderAndPrecisionOfTheMapsAreKept()
{
    // Any other order or a cast in between costs a copy of the maps at each layer.
    RfResnet network(smallNetwork());
    torch::Tensor input = torch::randn({2, 40, 48, 1}).permute({0, 3, 1, 2});
    const torch::Tensor first = network->forward(input).embedding;
    QVERIFY(first.is_contiguous(torch::MemoryFormat::ChannelsLast) && !first.is_contiguous());
    network->to(torch::kBFloat16);
    input = input.to(torch::kBFloat16);
    const torch::Tensor second = network->forward(input).embedding;
    QVERIFY(second.is_contiguous(torch::MemoryFormat::ChannelsLast) && !second.is_contiguous());
    QVERIFY(second.dtype() == torch::kBFloat16);
}

void TestRfResnet::grownNetworkHasTheOutputsOfTheNarrowOne_data()
{
    QTest::addColumn<int>("conceptLayer");
    QTest::addColumn<int>("channels");
    QTest::newRow("linear") << int(ConceptLayer::Linear) << 7;
    QTest::newRow("convolution") << int(ConceptLayer::Convolution) << 5;
    QTest::newRow("of the same width") << int(ConceptLayer::Linear) << 4;
}

void TestRfResnet::grownNetworkHasTheOutputsOfTheNarrowOne()
{
    QFETCH(const int, conceptLayer);
    QFETCH(const int, channels);
    RfResnetOptions options = smallNetwork(ConceptLayer(conceptLayer), 2, true);
    RfResnet narrow = randomNetwork(options);
    options.baseChannels = channels;
    RfResnet wide = randomNetwork(options);
    widenNetwork(*wide, networkTensors(*narrow));

    const torch::NoGradGuard noGradient;
    const torch::Tensor input = torch::rand({2, 1, 61, 75}) * 2;
    const RfResnetOutput expected = narrow->forward(input);
    const RfResnetOutput output = wide->forward(input);
    QVERIFY(largestDifference(output.embedding.narrow(1, 0, 16), expected.embedding) < 1e-5);
    QVERIFY(largestDifference(output.features, expected.features) < 1e-5);
    QVERIFY(largestDifference(output.emotions, expected.emotions) < 1e-5);
}

void TestRfResnet::grownChannelsLearn()
{
    RfResnet narrow = randomNetwork(smallNetwork());
    RfResnetOptions options = smallNetwork();
    options.baseChannels = 6;
    RfResnet wide(options);
    widenNetwork(*wide, networkTensors(*narrow));
    wide->train();
    torch::optim::Adam optimizer(wide->parameters(), torch::optim::AdamOptions(1e-3));
    const torch::Tensor input = torch::rand({4, 1, 40, 48});
    // The first step opens the way out of the new channels, the second reaches their own weights.
    for (int step = 0; step < 2; ++step) {
        optimizer.zero_grad();
        wide->forward(input).emotions.square().sum().backward();
        optimizer.step();
    }
    for (const auto& parameter : wide->named_parameters()) {
        const torch::Tensor& gradient = parameter.value().grad();
        const std::int64_t old = networkTensors(*narrow).at(parameter.key()).shape.front();
        if (gradient.size(0) > old)
            QVERIFY2(gradient.narrow(0, old, gradient.size(0) - old).abs().max().item<float>() > 0,
                     parameter.key().c_str());
    }
}

void TestRfResnet::inferenceEqualsTheNetwork_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bands");
    QTest::addColumn<int>("frames");
    QTest::newRow("a window of 10 s") << 16 << 149 << 313;
    QTest::newRow("few channels") << 3 << 149 << 200;
    QTest::newRow("many channels") << 40 << 60 << 100;
    QTest::newRow("odd sizes") << 20 << 97 << 131;
    QTest::newRow("smallest") << 8 << 16 << 16;
    QTest::newRow("one map") << 1 << 33 << 47;
    QTest::newRow("full width") << 128 << 149 << 61;
}

void TestRfResnet::inferenceEqualsTheNetwork()
{
    QFETCH(const int, channels);
    QFETCH(const int, bands);
    QFETCH(const int, frames);
    RfResnet network = randomNetwork({.baseChannels = channels});
    Trunk trunk;
    whenceMakeTrunk(networkTensors(*network), {channels, bands, frames}, trunk);

    const torch::Tensor input = torch::rand({1, 1, bands, frames}) * 2;
    const torch::NoGradGuard noGradient;
    const torch::Tensor embedding = network->forward(input).embedding;
    const std::vector<float> expected = toPlainTensor(embedding.mean({0, 2, 3})).values;
    const LogSpectrogram window{{}, bands, frames, toPlainTensor(input).values};
    const std::vector<float> pooled = trunk(window);
    const double scale = embedding.abs().max().item<double>();
    qInfo("largest difference %.2g, embedding up to %.2g", maxAbsDifference(pooled, expected),
          scale);
    QVERIFY(maxAbsDifference(pooled, expected) < 1e-5 * std::max(1.0, scale));
    QVERIFY(trunk(window) == pooled);
}

QTEST_MAIN(TestRfResnet)
#include "tst_rf_resnet.moc"
