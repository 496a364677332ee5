#include "core/separation/stem_network.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/error.h"

namespace whence {

namespace {

std::vector<std::pair<std::string, torch::Tensor>> namedTensors(const StemNetwork& network)
{
    std::vector<std::pair<std::string, torch::Tensor>> result;
    for (const auto& item : network.named_parameters())
        result.emplace_back(item.key(), item.value());
    for (const auto& item : network.named_buffers())
        if (!item.key().ends_with("num_batches_tracked"))
            result.emplace_back(item.key(), item.value());
    return result;
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : " × ") + std::to_string(size);
    return text;
}

}  // namespace

void addWeights(const StemNetwork& network, const std::string& prefix, TensorMap& tensors)
{
    for (const auto& [name, tensor] : namedTensors(network)) {
        const torch::Tensor values = tensor.detach().contiguous();
        const float* first = values.data_ptr<float>();
        tensors[prefix + name] = {values.sizes().vec(), {first, first + values.numel()}};
    }
}

void setWeights(StemNetwork& network, const std::string& prefix, const TensorMap& tensors,
                const std::string& file)
{
    const torch::NoGradGuard noGradient;
    for (auto& [name, target] : namedTensors(network)) {
        const auto found = tensors.find(prefix + name);
        if (found == tensors.end())
            throw Error("The separator '" + file + "' lacks the tensor '" + prefix + name + "'.");
        const Tensor& source = found->second;
        if (target.sizes().vec() != source.shape)
            throw Error("The tensor '" + prefix + name + "' of '" + file + "' is " +
                        shapeText(source.shape) + " instead of " + shapeText(target.sizes().vec()) +
                        ".");
        if (!std::ranges::all_of(source.values, [](float x) { return std::isfinite(x); }))
            throw Error("The tensor '" + prefix + name + "' of '" + file +
                        "' holds values that are not finite.");
        std::ranges::copy(source.values, target.data_ptr<float>());
    }
}

}  // namespace whence
