#include <torch/autograd.h>
#include <torch/nn/modules/rnn.h>
#include <torch/utils.h>

#include <QTest>

#include "core/separation/band_split_network.h"
#include "core/separation/mask_network.h"
#include "core/separation/separator_info.h"
#include "core/tensors/network_library.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

double largest(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// 32 bins in 6 bands, 3 stems.
BandSplitNetwork smallNetwork()
{
    torch::manual_seed(5);
    BandSplitNetwork network(BandSplitOptions{32, 6, 4, 2, 6});
    network->eval();
    return network;
}

/// The card of such a network, for 5 stems.
SeparatorInfo smallInfo()
{
    SeparatorInfo info;
    info.kind = SeparatorKind::BandSplit;
    info.stems = {"vocals", "piano", "drums", "bass", "other"};
    info.frequencyBins = 32;
    info.segmentFrames = 8;
    info.inputExponent = 0.3;
    info.maskExponent = 1.0;
    info.bands = {6, 4, 2};
    return info;
}

std::vector<float> someMagnitudes()
{
    std::vector<float> magnitudes(8 * 32 * 2);
    for (std::size_t i = 0; i < magnitudes.size(); ++i)
        magnitudes[i] = 0.5f + float(i % 7);
    return magnitudes;
}

/// The weights of PyTorch's layer in the form of ours, which has no second bias for r and z.
BidirectionalGru asOurs(const torch::nn::GRU& reference, int inputs, int units)
{
    const torch::NoGradGuard noGradient;
    BidirectionalGru ours(inputs, units);
    const auto both = [&](const std::string& name) {
        const auto parameters = reference->named_parameters();
        return torch::cat({parameters[name + "_l0"], parameters[name + "_l0_reverse"]});
    };
    ours->inputWeight.copy_(both("weight_ih"));
    ours->recurrentWeight.copy_(both("weight_hh"));
    torch::Tensor bias = both("bias_ih").view({2, 3, units}).clone();
    const torch::Tensor recurrentBias = both("bias_hh").view({2, 3, units});
    bias.slice(1, 0, 2).add_(recurrentBias.slice(1, 0, 2));
    ours->inputBias.copy_(bias.view({6 * units}));
    ours->recurrentBias.copy_(recurrentBias.select(1, 2).reshape({2 * units}));
    return ours;
}

}  // namespace

class TestBandSplitNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setNetworkThreads(1); }

    void bandsCoverAllBinsOnceAndWiden_data()
    {
        QTest::addColumn<int>("bins");
        QTest::addColumn<int>("bands");
        for (const auto& [bins, bands] :
             {std::pair{1024, 64}, {1024, 60}, {1024, 150}, {64, 8}, {63, 7}, {512, 1}, {5, 1}})
            QTest::addRow("%d bins, %d bands", bins, bands) << bins << bands;
    }

    void bandsCoverAllBinsOnceAndWiden()
    {
        QFETCH(const int, bins);
        QFETCH(const int, bands);
        const std::vector<int> edges = bandEdges(bins, bands);
        QCOMPARE(int(edges.size()), bands + 1);
        QCOMPARE(edges.front(), 0);
        QCOMPARE(edges.back(), bins);
        int before = 1;
        for (int band = 0; band < bands; ++band) {
            const int width = edges[band + 1] - edges[band];
            QVERIFY(width >= before);
            before = width;
        }
    }

    void lowBandsAreNarrow()
    {
        const std::vector<int> edges = bandEdges(1024, 64);
        QCOMPARE(edges[1], 3);                       // 32 Hz
        QCOMPARE(edges[64] - edges[63], 47);         // 506 Hz
        QVERIFY(edges[20] * 44100.0 / 4096 < 1000);  // where mel has 20 of its 64 steps: 998 Hz
    }

    void recurrentLayerEqualsPyTorchs()
    {
        torch::manual_seed(1);
        const torch::nn::GRU reference(torch::nn::GRUOptions(5, 7).bidirectional(true));
        const BidirectionalGru ours = asOurs(reference, 5, 7);
        const torch::Tensor input = torch::randn({6, 4, 5}, torch::requires_grad());  // 4 sequences
        const torch::Tensor expected = std::get<0>(torch::nn::GRU(reference)->forward(input));
        const torch::Tensor slopes = torch::randn({6, 4, 14});
        expected.backward(slopes);

        const torch::Tensor tokens = input.detach().reshape({24, 5}).requires_grad_();
        const torch::Tensor result = BidirectionalGru(ours)->forward(tokens, {4, 1, 6, 4});
        QVERIFY(largest(result, expected.view({24, 14})) <= 1e-6);
        result.backward(slopes.view({24, 14}));
        const auto parameters = reference->named_parameters();
        QVERIFY(largest(tokens.grad(), input.grad().view({24, 5})) <= 2e-6);
        QVERIFY(largest(ours->inputWeight.grad().slice(0, 0, 21),
                        parameters["weight_ih_l0"].grad()) <= 1e-5);
        QVERIFY(largest(ours->recurrentWeight.grad().slice(0, 21),
                        parameters["weight_hh_l0_reverse"].grad()) <= 1e-5);
        QVERIFY(largest(ours->inputBias.grad().slice(0, 21),
                        parameters["bias_ih_l0_reverse"].grad()) <= 1e-5);
        QVERIFY(largest(ours->recurrentBias.grad().slice(0, 0, 7),
                        parameters["bias_hh_l0"].grad().slice(0, 14)) <= 1e-5);
    }

    void sequencesMayLieInAnyOrder()
    {
        torch::manual_seed(2);
        const torch::NoGradGuard noGradient;
        BidirectionalGru layer(3, 5);
        const torch::Tensor tokens = torch::randn({40, 3});  // 8 steps of 5 sequences
        const torch::Tensor result = layer->forward(tokens, {5, 1, 8, 5});
        const torch::Tensor turned = tokens.view({8, 5, 3}).transpose(0, 1).reshape({40, 3});
        const torch::Tensor other = layer->forward(turned, {5, 8, 8, 1});
        QVERIFY(largest(other.view({5, 8, 10}).transpose(0, 1), result.view({8, 5, 10})) <= 1e-6);
    }

    void threadsShareTheSequences()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("ThreadSanitizer does not see how OpenMP's threads wait for each other");
#endif
        torch::manual_seed(2);
        const torch::NoGradGuard noGradient;
        BidirectionalGru layer(3, 5);
        const torch::Tensor tokens = torch::randn({40, 3});
        const torch::Tensor alone = layer->forward(tokens, {5, 1, 8, 5});
        at::set_num_threads(4);
        const torch::Tensor together = layer->forward(tokens, {5, 1, 8, 5});
        at::set_num_threads(1);
        QVERIFY(largest(together, alone) <= 1e-6);
    }

    void bandLayersAreLinearLayersSideBySide_data()
    {
        QTest::addColumn<bool>("areBelow");
        QTest::newRow("weights below each other") << true;
        QTest::newRow("weights beside each other") << false;
    }

    void bandLayersAreLinearLayersSideBySide()
    {
        QFETCH(const bool, areBelow);
        torch::manual_seed(3);
        const Edges narrow = {0, 4, 8};
        const Edges wide = {0, 3, 10};
        const Edges& from = areBelow ? narrow : wide;
        const Edges& to = areBelow ? wide : narrow;
        const torch::Tensor x = torch::randn({6, from.back()}, torch::requires_grad());
        const torch::Tensor weight = torch::randn(
            areBelow ? at::IntArrayRef{10, 4} : at::IntArrayRef{4, 10}, torch::requires_grad());
        const torch::Tensor bias = torch::randn({to.back()}, torch::requires_grad());
        const torch::Tensor slopes = torch::randn({6, to.back()});
        const auto slopesOf = [&](const torch::Tensor& result) {
            return torch::autograd::grad({result}, {x, weight, bias}, {slopes});
        };
        std::vector<torch::Tensor> parts;
        for (int k = 0; k < 2; ++k) {
            const auto& cut = areBelow ? to : from;
            const torch::Tensor block = weight.slice(areBelow ? 0 : 1, cut[k], cut[k + 1]);
            parts.push_back(torch::linear(x.slice(1, from[k], from[k + 1]), block,
                                          bias.slice(0, to[k], to[k + 1])));
        }
        const torch::Tensor expected = torch::cat(parts, 1);
        const torch::Tensor result = bandLinear(x, weight, bias, from, to);
        QVERIFY(largest(result, expected) <= 1e-5);
        const auto expectedSlopes = slopesOf(expected);
        const auto resultSlopes = slopesOf(result);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(largest(resultSlopes[i], expectedSlopes[i]) <= 1e-5);
    }

    void logitsHaveTheFramesOfTheInput_data()
    {
        QTest::addColumn<int>("frames");
        for (const int frames : {1, 128, 512})
            QTest::addRow("%d frames", frames) << frames;
    }

    void logitsHaveTheFramesOfTheInput()
    {
        QFETCH(const int, frames);
        const torch::NoGradGuard noGradient;
        const torch::Tensor logits = smallNetwork()->forward(torch::rand({2, 2, frames, 32}));
        QCOMPARE(logits.sizes().vec(), (std::vector<std::int64_t>{2, 6, frames, 32}));
        QVERIFY(logits.std().item<double>() > 0.01);
    }

    void itemsOfABatchDoNotMeet()
    {
        const torch::NoGradGuard noGradient;
        BandSplitNetwork network = smallNetwork();
        const torch::Tensor input = torch::rand({3, 2, 9, 32});
        const torch::Tensor together = network->forward(input);
        for (int item = 0; item < 3; ++item)
            QVERIFY(largest(network->forward(input.slice(0, item, item + 1))[0], together[item]) <=
                    1e-5);
    }

    void levelOfARecordingChangesNothing()
    {
        const torch::NoGradGuard noGradient;
        BandSplitNetwork network = smallNetwork();
        torch::Tensor input = torch::rand({2, 2, 9, 32});
        input.slice(2, 6, 9).zero_();  // as behind the end of a recording
        const torch::Tensor logits = network->forward(input);
        QVERIFY(largest(network->forward(input * 100.0), logits) < 1e-4);
        QVERIFY(torch::isfinite(network->forward(torch::zeros({1, 2, 9, 32}))).all().item<bool>());
    }

    void everyPointHangsOnThoseBeforeBehindAboveAndBelow()
    {
        const torch::NoGradGuard noGradient;
        BandSplitNetwork network = smallNetwork();
        const torch::Tensor input = torch::rand({1, 2, 9, 32});
        const torch::Tensor logits = network->forward(input);
        for (const auto& [frame, bin] : {std::pair{0, 0}, {0, 31}, {8, 0}, {8, 31}}) {
            torch::Tensor changed = input.clone();
            changed[0][1][frame][bin] += 1.0;
            const torch::Tensor difference = (network->forward(changed) - logits).abs();
            for (const int t : {0, 8})
                for (const int f : {0, 31})
                    QVERIFY(difference[0][0][t][f].item<double>() > 0.0);
        }
    }

    void inputIsStandardizedByWhatTrainingHeard()
    {
        const torch::NoGradGuard noGradient;
        BandSplitNetwork network = smallNetwork();
        const torch::Tensor input = torch::rand({2, 2, 9, 32}) * 2.0 + 3.0;
        const torch::Tensor before = network->forward(input);
        QVERIFY(largest(network->named_buffers()["mean"], torch::zeros({32})) == 0.0);
        network->train();
        for (int i = 0; i < 400; ++i)
            network->forward(input);
        network->eval();
        const std::vector<std::int64_t> points = {1, 2, 3};
        const torch::Tensor leveled = input / input.mean(points, true);
        const torch::Tensor mean = leveled.mean(std::vector<std::int64_t>{0, 1, 2});
        const torch::Tensor variance =
            (leveled.square().mean(std::vector<std::int64_t>{0, 1, 2}) - mean.square());
        QVERIFY(largest(network->named_buffers()["mean"], mean) < 0.01);
        QVERIFY(largest(network->named_buffers()["variance"], variance) < 0.01);
        QVERIFY(largest(network->forward(input), before) > 0.01);
    }

    void networkOfZerosSharesAlike()
    {
        const SeparatorInfo info = smallInfo();
        TensorMap tensors = randomSeparatorWeights(info, 1);
        for (auto& [name, tensor] : tensors)
            std::ranges::fill(tensor.values, 0.0f);
        const auto masks = makeMaskNetwork(info, tensors, "x")(someMagnitudes(), {});
        QCOMPARE(masks.size(), std::size_t(5));
        for (const auto& mask : masks)
            for (const float value : mask)
                QVERIFY(std::abs(value - 0.2f) <= 1e-6f);
    }

    void masksAreThoseOfTheLogits()
    {
        const SeparatorInfo info = smallInfo();
        const torch::NoGradGuard noGradient;
        BandSplitNetwork network(BandSplitOptions{32, 6, 4, 2, 10});
        network->eval();
        TensorMap tensors;
        addWeights(*network, "", tensors);
        std::vector<float> magnitudes = someMagnitudes();
        const auto masks = makeMaskNetwork(info, tensors, "x")(magnitudes, {});
        const torch::Tensor input =
            torch::from_blob(magnitudes.data(), {8, 32, 2}).permute({2, 0, 1}).unsqueeze(0);
        const torch::Tensor expected = network->forward(input.pow(0.3))
                                           .view({5, 2, 8, 32})  // stem by stem, channel by channel
                                           .softmax(0);
        for (int s = 0; s < 5; ++s)
            for (int t = 0; t < 8; ++t)
                for (int bin = 0; bin < 32; ++bin)
                    for (int c = 0; c < 2; ++c)
                        QVERIFY(std::abs(masks[s][(t * 32 + bin) * 2 + c] -
                                         expected[s][c][t][bin].item<float>()) <= 1e-5f);
    }
};

QTEST_MAIN(TestBandSplitNetwork)
#include "tst_band_split_network.moc"
