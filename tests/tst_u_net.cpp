#include <torch/nn/functional.h>

#include <QTest>
#include <limits>

#include "core/separation/fast_u_net.h"
#include "core/separation/mask_network.h"
#include "core/separation/network_parts.h"
#include "core/tensors/network_library.h"
#include "core/tensors/npy.h"
#include "core/training/mixed_precision.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr auto kChannelsLast = torch::MemoryFormat::ChannelsLast;

Tensor data(const std::string& name)
{
    return readNpy(std::filesystem::path(TEST_DATA) / "separation" / (name + ".npy"));
}

torch::Tensor toTorch(const Tensor& tensor)
{
    return torch::tensor(tensor.values).view(tensor.shape);
}

double largest(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// Norms with statistics of their own, as after a training.
void setRandomNorms(UNetImpl& network)
{
    const torch::NoGradGuard noGradient;
    for (const auto* norms : {&network.downNorm, &network.upNorm})
        for (const auto& norm : *norms) {
            norm->weight.uniform_(0.5, 1.5);
            norm->bias.uniform_(-0.3, 0.3);
            norm->running_mean.uniform_(-0.3, 0.3);
            norm->running_var.uniform_(0.5, 2.0);
        }
}

/// The weights of the golden networks: all tensors in the order of their names.
void setGoldenWeights(UNetImpl& network, const Tensor& values)
{
    TensorMap tensors;
    addWeights(network, "", tensors);
    auto next = values.values.begin();
    for (auto& [name, tensor] : tensors)
        for (float& value : tensor.values)
            value = *next++;
    QVERIFY(next == values.values.end());
    setWeights(network, "", tensors, "golden");
}

/// What a freed block holds, the next one begins with.
void fillFreedMemory(float value)
{
    std::vector<std::vector<float>> blocks;
    for (const std::size_t size : {1u << 12, 1u << 16, 1u << 20, 1u << 24})
        for (int i = 0; i < 8; ++i)
            blocks.emplace_back(size, value);
}

}  // namespace

class TestUNet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setNetworkThreads(1); }

    void logitsEqualTheReference_data()
    {
        QTest::addColumn<bool>("elu");
        QTest::newRow("elu") << true;
        QTest::newRow("leaky") << false;
    }

    void logitsEqualTheReference()
    {
        QFETCH(const bool, elu);
        const std::string name = std::string("unet_") + QTest::currentDataTag();
        UNet network(UNetOptions{2, {3, 4, 5}, 1, 2, elu});
        setGoldenWeights(*network, data(name + "_weights"));
        network->eval();
        const torch::NoGradGuard noGradient;
        const torch::Tensor input = toTorch(data(name + "_input"));
        const torch::Tensor expected = toTorch(data(name + "_logits"));
        QVERIFY(largest(network->forward(input), expected) <= 1e-5);
        const torch::Tensor lastChannels = input.contiguous(at::MemoryFormat::ChannelsLast);
        QVERIFY(largest(FastUNet(*network).logits(lastChannels), expected) <= 1e-5);
    }

    void fastNetworkEqualsThePlainOne_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<bool>("elu");
        QTest::newRow("Spleeter's") << 2 << 2 << true;
        QTest::newRow("Spleeter's 2 stems") << 2 << 2 << false;
        QTest::newRow("shared") << 3 << 10 << true;
    }

    void fastNetworkEqualsThePlainOne()
    {
        QFETCH(const int, inputs);
        QFETCH(const int, outputs);
        QFETCH(const bool, elu);
        torch::manual_seed(4);
        const torch::NoGradGuard noGradient;
        UNet network(UNetOptions{inputs, {16, 32, 17}, outputs == 2 ? 1 : outputs, outputs, elu});
        setRandomNorms(*network);
        network->eval();
        const torch::Tensor input = torch::randn({1, inputs, 32, 40});
        const torch::Tensor plain = network->forward(input);
        const torch::Tensor fast =
            FastUNet(*network).logits(input.contiguous(at::MemoryFormat::ChannelsLast));
        QVERIFY(plain.abs().max().item<double>() > 0.1);
        QVERIFY(largest(plain, fast) <= 1e-5);
    }

    void subPixelConvolutionEqualsTheTransposedOne()
    {
        torch::manual_seed(2);
        const torch::Tensor kernel = torch::randn({6, 3, 5, 5});
        const torch::Tensor input = torch::randn({2, 6, 7, 9});
        const torch::Tensor full = torch::conv_transpose2d(input, kernel, {}, 2);
        const torch::Tensor expected = full.slice(2, 1, -2).slice(3, 1, -2);
        const torch::Tensor result =
            torch::pixel_shuffle(torch::conv2d(input, subPixelKernel(kernel), {}, 1, 1), 2);
        QVERIFY(largest(result, expected) <= 1e-5);
    }

    void bfloat16GradientsReadNoUninitializedMemory()
    {
        const torch::Tensor input = torch::rand({1, 3, 32, 1024}).contiguous(kChannelsLast);
        const auto gradients = [&](float left) {
            torch::manual_seed(1);
            UNet network(UNetOptions{3, {16, 32}, 10, 10, true});
            fillFreedMemory(left);
            {
                const MixedPrecision precision(true);
                network->forward(input).sum().backward();
            }
            std::vector<torch::Tensor> result;
            for (const torch::Tensor& parameter : network->parameters())
                if (parameter.grad().defined())
                    result.push_back(parameter.grad().clone());
            return result;
        };
        const auto clean = gradients(0.0f);
        const auto other = gradients(std::numeric_limits<float>::quiet_NaN());
        for (std::size_t i = 0; i < clean.size(); ++i)
            QVERIFY(torch::equal(clean[i], other[i]));
    }

    void masksSumUpToOneInEveryVariant_data()
    {
        QTest::addColumn<int>("stems");
        for (const int stems : {2, 4, 5})
            QTest::addRow("%d stems", stems) << stems;
    }

    void masksSumUpToOneInEveryVariant()
    {
        QFETCH(const int, stems);
        SeparatorInfo info = spleeterInfo(stems);
        info.filters = {3, 4};
        info.segmentFrames = 8;
        info.frequencyBins = 16;
        std::vector<float> magnitudes(8 * 16 * 2);
        for (std::size_t i = 0; i < magnitudes.size(); ++i)
            magnitudes[i] = i % 5 == 0 ? 0.0f : float(i % 7) * 3.0f;
        const auto masks =
            makeMaskNetwork(info, randomSeparatorWeights(info, 1), "x")(magnitudes, {});
        QCOMPARE(int(masks.size()), stems);
        for (std::size_t i = 0; i < magnitudes.size(); ++i) {
            float sum = 0.0f;
            for (const auto& mask : masks) {
                sum += mask[i];
                if (magnitudes[i] == 0.0f)
                    QVERIFY(std::abs(mask[i] - 1.0f / float(stems)) <= 1e-6f);
            }
            QVERIFY(std::abs(sum - 1.0f) <= 1e-5f);
        }
    }
};

QTEST_MAIN(TestUNet)
#include "tst_u_net.moc"
