#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/model_info.h"
#include "core/tensors/tensor.h"

namespace whence {

/// Size and head of the network (methods §4).
struct RfResnetOptions {
    int baseChannels = 128;
    int features = 7;
    int emotions = 2;  // 0: no emotion layer
    ConceptLayer conceptLayer = ConceptLayer::Linear;
    bool emotionBias = false;  // the authors' emotion layer has none

    bool operator==(const RfResnetOptions&) const = default;
};

/// The network a card describes.
RfResnetOptions networkOptions(const ModelInfo& info);

/// Shapes of tensors by name.
using TensorShapes = std::map<std::string, std::vector<std::int64_t>>;

/// Output channels of the first convolution. Throws Error, naming `file`, if it is missing.
int baseChannelsOf(const TensorMap& tensors, const std::string& file);

/// Names and shapes of the network's tensors, as they are saved.
TensorShapes rfResnetShapes(const RfResnetOptions& options);

/// Throws Error, naming `file` and the tensor, unless these are exactly the expected tensors: all
/// there, none else, of the right shapes, finite, variances not negative.
void checkTensors(const TensorMap& tensors, const TensorShapes& expected, const std::string& file);
void checkRfResnetTensors(const TensorMap& tensors, const RfResnetOptions& options,
                          const std::string& file);

/// "16 × 17 × 3 × 3", or "a single number".
std::string shapeText(const std::vector<std::int64_t>& shape);

}  // namespace whence
