#include <torch/types.h>

#include <QTest>

#include "core/model/rf_resnet.h"

using namespace whence;

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

}  // namespace

class TestRfResnet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tensorsAreThoseOfTheLayout_data();
    void tensorsAreThoseOfTheLayout();
    void tensorsSetAreTensorsRead();
    void featuresAndEmotionsHaveTheirShapes();
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

QTEST_MAIN(TestRfResnet)
#include "tst_rf_resnet.moc"
