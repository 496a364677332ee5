#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/error.h"
#include "core/separation/fast_u_net.h"
#include "core/separation/mask_network.h"
#include "core/separation/u_net.h"
#include "core/separation/vector_math.h"
#include "core/tensors/network_threads.h"

namespace whence {

namespace {

constexpr float epsilon = 1e-10f;  // Spleeter's, of the ratio mask

// values[i] = e^(values[i] − top[i]), and their sum is added up.
WHENCE_FOR_EACH_CPU void exponentiate(float* values, const float* top, float* sum, int count)
{
    for (int i = 0; i < count; ++i) {
        values[i] = vectorExp(values[i] - top[i]);
        sum[i] += values[i];
    }
}

WHENCE_FOR_EACH_CPU void squash(float* values, int count)
{
    for (int i = 0; i < count; ++i)
        values[i] = 1.0f / (1.0f + vectorExp(-values[i]));
}

/// The logits of one frame, stems × count, become shares of the magnitude.
void activate(std::vector<std::vector<float>>& stems, bool softmax)
{
    const int count = int(stems.front().size());
    if (!softmax) {
        for (auto& stem : stems)
            squash(stem.data(), count);
        return;
    }
    std::vector<float> top = stems.front();
    for (const auto& stem : stems)
        for (int i = 0; i < count; ++i)
            top[i] = std::max(top[i], stem[i]);
    std::vector<float> sum(count, 0.0f);
    for (auto& stem : stems)
        exponentiate(stem.data(), top.data(), sum.data(), count);
    for (auto& stem : stems)
        for (int i = 0; i < count; ++i)
            stem[i] /= sum[i];
}

/// Shares become ratio masks (methods §6.3).
void toRatioMask(std::vector<std::vector<float>>& stems, const float* magnitudes, double exponent)
{
    const int count = int(stems.front().size());
    std::vector<float> sum(count, epsilon);
    for (auto& stem : stems) {
        for (int i = 0; i < count; ++i) {
            const float estimate = stem[i] * magnitudes[i];
            stem[i] = exponent == 2.0   ? estimate * estimate
                      : exponent == 1.0 ? estimate
                                        : std::pow(estimate, float(exponent));
        }
        for (int i = 0; i < count; ++i)
            sum[i] += stem[i];
    }
    const float share = epsilon / float(stems.size());
    for (auto& stem : stems)
        for (int i = 0; i < count; ++i)
            stem[i] = (stem[i] + share) / sum[i];
}

/// Where the logit of a stem lies: data[point · stride + channel].
struct LogitPlane {
    const float* data = nullptr;
    int stride = 0;
};

std::vector<LogitPlane> planes(const std::vector<at::Tensor>& logits, std::size_t stems)
{
    std::vector<LogitPlane> result;
    for (std::size_t s = 0; s < stems; ++s) {
        const bool isShared = logits.size() == 1;
        const at::Tensor& tensor = logits[isShared ? 0 : s];
        result.push_back({tensor.data_ptr<float>() + (isShared ? 2 * s : 0), int(tensor.size(1))});
    }
    return result;
}

using Masks = std::vector<std::vector<float>>;

Masks masksFromLogits(const std::vector<at::Tensor>& logits, const SeparatorInfo& info,
                      const std::vector<float>& magnitudes)
{
    const std::size_t stems = info.stems.size();
    const auto sources = planes(logits, stems);
    const int count = 2 * info.frequencyBins;
    Masks masks(stems, std::vector<float>(magnitudes.size()));
    at::parallel_for(0, info.segmentFrames, 16, [&](std::int64_t first, std::int64_t last) {
        Masks row(stems, std::vector<float>(count));
        for (std::int64_t frame = first; frame < last; ++frame) {
            for (std::size_t s = 0; s < stems; ++s) {
                const auto& [data, stride] = sources[s];
                const float* from = data + frame * info.frequencyBins * stride;
                for (int bin = 0; bin < info.frequencyBins; ++bin)
                    for (int channel = 0; channel < 2; ++channel)
                        row[s][2 * bin + channel] = from[std::ptrdiff_t(bin) * stride + channel];
            }
            activate(row, info.softmax);
            toRatioMask(row, magnitudes.data() + frame * count, info.maskExponent);
            for (std::size_t s = 0; s < stems; ++s)
                std::ranges::copy(row[s], masks[s].begin() + frame * count);
        }
    });
    return masks;
}

struct Networks {
    SeparatorInfo info;
    std::vector<FastUNet> parts;

    Masks masks(const std::vector<float>& magnitudes, const Progress& progress) const
    {
        const at::InferenceMode inference;
        useNetworkThreads();
        const at::Tensor points =
            at::from_blob(const_cast<float*>(magnitudes.data()),
                          {1, info.segmentFrames, info.frequencyBins, 2}, at::kFloat)
                .permute({0, 3, 1, 2});  // 1 × 2 × T × F
        const at::Tensor input =
            networkInput(points, info).contiguous(at::MemoryFormat::ChannelsLast);
        std::vector<at::Tensor> logits;
        for (const FastUNet& part : parts) {
            logits.push_back(part.logits(input));
            progress.report(double(logits.size()) / double(parts.size()));
        }
        return masksFromLogits(logits, info, magnitudes);
    }
};

}  // namespace

}  // namespace whence

extern "C" void whenceMakeMaskNetwork(const whence::SeparatorInfo& info,
                                      const whence::TensorMap& tensors, const std::string& file,
                                      whence::MaskNetwork& network)
{
    auto networks = std::make_shared<whence::Networks>();
    networks->info = info;
    whence::TensorMap expected;
    for (const auto& [prefix, options] : whence::networkParts(info)) {
        whence::UNet part(options);
        whence::setWeights(*part, prefix, tensors, file);
        whence::addWeights(*part, prefix, expected);
        networks->parts.emplace_back(*part);
    }
    for (const auto& [name, tensor] : tensors)
        if (!expected.contains(name))
            throw whence::Error("The separator '" + file + "' holds the tensor '" + name +
                                "', which its card does not know.");
    network = [networks](const std::vector<float>& magnitudes, const whence::Progress& progress) {
        return networks->masks(magnitudes, progress);
    };
}

extern "C" void whenceRandomSeparatorWeights(const whence::SeparatorInfo& info, std::uint64_t seed,
                                             whence::TensorMap& tensors)
{
    torch::manual_seed(seed);
    for (const auto& [prefix, options] : whence::networkParts(info))
        whence::addWeights(*whence::UNet(options), prefix, tensors);
}
