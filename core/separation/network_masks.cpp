#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

#include "core/error.h"
#include "core/separation/fast_u_net.h"
#include "core/separation/mask_network.h"
#include "core/separation/network_parts.h"
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

/// The planes of all stems from one tensor for all of them, or from one for each.
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

/// Masks of one segment from the logits of one network, or the mean of those of several.
class MaskMaker {
public:
    MaskMaker(const std::vector<at::Tensor>& logits, const SeparatorInfo& info) : m_info(info)
    {
        if (info.kind == SeparatorKind::SpleeterUNet)
            m_networks.push_back(planes(logits, info.stems.size()));
        else
            for (const at::Tensor& network : logits)
                m_networks.push_back(planes({network}, info.stems.size()));
    }

    Masks masks(const std::vector<float>& magnitudes) const
    {
        const std::size_t stems = m_info.stems.size();
        const int count = 2 * m_info.frequencyBins;
        Masks masks(stems, std::vector<float>(magnitudes.size()));
        at::parallel_for(0, m_info.segmentFrames, 16, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t frame = first; frame < last; ++frame) {
                Masks row = shares(frame);
                toRatioMask(row, magnitudes.data() + frame * count, m_info.maskExponent);
                for (std::size_t s = 0; s < stems; ++s)
                    std::ranges::copy(row[s], masks[s].begin() + frame * count);
            }
        });
        return masks;
    }

private:
    /// Of the magnitude in one frame, stems × bins × 2 channels.
    Masks shares(std::int64_t frame) const
    {
        Masks sum = sharesOf(m_networks.front(), frame);
        for (std::size_t i = 1; i < m_networks.size(); ++i) {
            const Masks next = sharesOf(m_networks[i], frame);
            for (std::size_t s = 0; s < sum.size(); ++s)
                std::ranges::transform(sum[s], next[s], sum[s].begin(), std::plus());
        }
        if (m_networks.size() > 1)
            for (auto& stem : sum)
                for (float& share : stem)
                    share /= float(m_networks.size());
        return sum;
    }

    Masks sharesOf(const std::vector<LogitPlane>& network, std::int64_t frame) const
    {
        Masks row(network.size(), std::vector<float>(2 * m_info.frequencyBins));
        for (std::size_t s = 0; s < network.size(); ++s) {
            const auto& [data, stride] = network[s];
            const float* from = data + frame * m_info.frequencyBins * stride;
            for (int bin = 0; bin < m_info.frequencyBins; ++bin)
                for (int channel = 0; channel < 2; ++channel)
                    row[s][2 * bin + channel] = from[std::ptrdiff_t(bin) * stride + channel];
        }
        activate(row, m_info.softmax);
        return row;
    }

    const SeparatorInfo& m_info;
    std::vector<std::vector<LogitPlane>> m_networks;
};

/// A network made for speed: its logits, 1 × outputs × T × F with the channels last in memory, of
/// an input of the same layout.
using Logits = std::function<at::Tensor(const at::Tensor& input)>;

Logits fastNetwork(const std::shared_ptr<StemNetwork>& network)
{
    if (const auto uNet = std::dynamic_pointer_cast<UNetImpl>(network))
        return [fast = FastUNet(*uNet)](const at::Tensor& input) { return fast.logits(input); };
    network->eval();
    return [network](const at::Tensor& input) {
        return network->forward(input).contiguous(at::MemoryFormat::ChannelsLast);
    };
}

struct Networks {
    SeparatorInfo info;
    std::vector<NetworkPart> parts;
    std::vector<Logits> logits;  // of each part

    Masks masks(const std::vector<float>& magnitudes, const Progress& progress) const
    {
        const at::InferenceMode inference;
        useNetworkThreads();
        const at::Tensor points =
            at::from_blob(const_cast<float*>(magnitudes.data()),
                          {1, info.segmentFrames, info.frequencyBins, 2}, at::kFloat)
                .permute({0, 3, 1, 2});  // 1 × 2 × T × F
        std::vector<at::Tensor> results;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const at::Tensor input = networkInput(points, info, parts[i]);
            results.push_back(logits[i](input.contiguous(at::MemoryFormat::ChannelsLast)));
            progress.report(double(i + 1) / double(parts.size()));
        }
        return MaskMaker(results, info).masks(magnitudes);
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
    networks->parts = whence::networkParts(info);
    for (const whence::NetworkPart& part : networks->parts) {
        const auto made = whence::makeStemNetwork(part);
        whence::setWeights(*made, part.prefix, tensors, file);
        whence::addWeights(*made, part.prefix, expected);
        networks->logits.push_back(whence::fastNetwork(made));
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
    for (const whence::NetworkPart& part : whence::networkParts(info))
        whence::addWeights(*whence::makeStemNetwork(part), part.prefix, tensors);
}
