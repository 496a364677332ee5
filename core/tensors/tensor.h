#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace whence {

/// Numbers in C order with their shape; a scalar has no dimensions.
struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;  // as many as the product of the shape

    bool operator==(const Tensor&) const = default;
};

/// Tensors by name, in the order of the names.
using TensorMap = std::map<std::string, Tensor>;

}  // namespace whence
