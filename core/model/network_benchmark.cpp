#include "core/model/network_benchmark.h"

#include <cmath>
#include <random>

#include "core/model/network_timing.h"
#include "core/model/rf_resnet_layout.h"
#include "core/tensors/network_library.h"

namespace whence {

namespace {

/// Kaiming's initialization, batch norm that changes nothing.
TensorMap randomTensors(const RfResnetOptions& options, std::uint64_t seed)
{
    std::mt19937_64 generator(seed);
    TensorMap tensors;
    for (const auto& [name, shape] : rfResnetShapes(options)) {
        std::int64_t count = 1;
        for (const std::int64_t extent : shape)
            count *= extent;
        Tensor& tensor = tensors[name] = {shape, std::vector<float>(std::size_t(count))};
        if (shape.size() > 1) {
            const double fanIn = double(count) / double(shape[0]);
            std::normal_distribution<double> normal(0.0, std::sqrt(2.0 / fanIn));
            for (float& value : tensor.values)
                value = float(normal(generator));
        } else if (!name.ends_with("bias") && !name.ends_with("running_mean")) {
            tensor.values.assign(tensor.values.size(), 1.0f);
        }
    }
    return tensors;
}

double convolutionOperations(double in, double out, int kernel, double positions)
{
    return 2.0 * in * out * kernel * kernel * positions;
}

double blockOperations(double in, double out, int kernel1, int kernel2, double positions)
{
    return convolutionOperations(in + 1, out, kernel1, positions) +
           convolutionOperations(out + 1, out, kernel2, positions) +
           (in != out ? convolutionOperations(in, out, 1, positions) : 0.0);
}

}  // namespace

EmotionModel randomEmotionModel(const ModelInfo& info, std::uint64_t seed)
{
    ModelInfo card = info;
    card.name = card.name.empty() ? "random weights" : card.name;
    card.kind = "rf-resnet";
    if (card.features.empty()) {
        card.features = {"melody",     "articulation",    "rhythm_complexity", "rhythm_stability",
                         "dissonance", "tonal_stability", "minorness"};
        card.emotions = {"arousal", "valence"};
    }
    return EmotionModel::fromTensors(card, randomTensors(networkOptions(card), seed));
}

double networkOperations(int baseChannels, int bands, int frames)
{
    const double c = baseChannels;
    const int height = (bands - 3) / 2 + 1;
    const int width = (frames - 3) / 2 + 1;
    const double whole = double(height) * width;
    const double half = double(height / 2) * (width / 2);
    const double quarter = double(height / 4) * (width / 4);
    return convolutionOperations(1, c, 5, whole) + blockOperations(c, c, 3, 1, whole) +
           blockOperations(c, c, 3, 3, half) + blockOperations(c, c, 3, 3, quarter) +
           blockOperations(c, 2 * c, 3, 3, quarter) + blockOperations(2 * c, 4 * c, 1, 1, quarter);
}

std::function<double()> makePlainNetworkTiming(int baseChannels, int bands, int frames)
{
    std::function<double()> run;
    reinterpret_cast<decltype(&whenceTimePlainNetwork)>(networkFunction("whenceTimePlainNetwork"))(
        baseChannels, bands, frames, run);
    return run;
}

std::function<double()> makeTrainingStepTiming(int baseChannels, int bands, int frames, int batch)
{
    std::function<double()> run;
    reinterpret_cast<decltype(&whenceTimeTrainingStep)>(networkFunction("whenceTimeTrainingStep"))(
        baseChannels, bands, frames, batch, run);
    return run;
}

std::function<double()> makeConvolutionPeak()
{
    constexpr int channels = 128;
    constexpr int height = 74;
    constexpr int width = 625;
    std::function<double()> run;
    reinterpret_cast<decltype(&whenceTimeConvolution)>(networkFunction("whenceTimeConvolution"))(
        channels, height, width, run);
    const double operations = convolutionOperations(channels, channels, 3, double(height) * width);
    return [run, operations] { return operations / run() / 1e9; };
}

}  // namespace whence
