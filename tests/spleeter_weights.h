#pragma once

// A checkpoint of Spleeter's form with small random weights.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "core/separation/mask_network.h"
#include "core/separation/separator.h"
#include "core/tensors/tensor.h"

namespace whence::test {

/// TensorFlow's name and layout for a tensor of a Spleeter network (methods §19.3).
inline std::pair<std::string, Tensor> toTensorFlow(const std::string& name, const Tensor& tensor,
                                                   int instrument)
{
    const auto dot = name.find('.');
    const std::string layer = name.substr(0, dot);
    const std::string value = name.substr(dot + 1);
    const bool isNorm = layer.ends_with("_norm");
    const bool isUp = layer.starts_with("up");
    const int step = layer == "mask" ? 7 : layer[isUp ? 2 : 4] - '0';
    const int number = isNorm ? 12 * instrument + (isUp ? 6 : 0) + step - 1
                       : isUp ? 6 * instrument + step - 1
                              : 7 * instrument + step - 1;
    const std::string kind = isNorm ? "batch_normalization" : isUp ? "conv2d_transpose" : "conv2d";
    const std::map<std::string, std::string> values = {{"weight", isNorm ? "gamma" : "kernel"},
                                                       {"bias", isNorm ? "beta" : "bias"},
                                                       {"running_mean", "moving_mean"},
                                                       {"running_var", "moving_variance"}};
    const std::string theirs =
        kind + (number > 0 ? "_" + std::to_string(number) : "") + "/" + values.at(value);
    if (tensor.shape.size() != 4)
        return {theirs, tensor};
    const auto [a, b, h, w] =
        std::tuple(tensor.shape[0], tensor.shape[1], tensor.shape[2], tensor.shape[3]);
    Tensor result{{h, w, b, a}, {}};
    for (std::int64_t y = 0; y < h * w; ++y)
        for (std::int64_t j = 0; j < b; ++j)
            for (std::int64_t i = 0; i < a; ++i)
                result.values.push_back(tensor.values[std::size_t((i * b + j) * h * w + y)]);
    return {theirs, result};
}

/// A checkpoint as Spleeter's, and the same weights under our names.
struct SpleeterWeights {
    SeparatorInfo info;
    TensorMap ours;
    TensorMap theirs;
};

inline SpleeterWeights spleeterWeights(int stems)
{
    SpleeterWeights weights{spleeterInfo(stems), {}, {}};
    weights.info.filters = {2, 3, 2, 3, 2, 3};
    weights.ours = randomSeparatorWeights(weights.info, 5);
    for (int i = 0; i < stems; ++i) {
        const std::string prefix = weights.info.stems[i] + ".";
        for (const auto& [name, tensor] : weights.ours)
            if (name.starts_with(prefix))
                weights.theirs.insert(toTensorFlow(name.substr(prefix.size()), tensor, i));
    }
    return weights;
}

}  // namespace whence::test
