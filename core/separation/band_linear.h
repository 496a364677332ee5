#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace whence {

/// Where parts of a row begin and, last, where the last one ends.
using Edges = std::vector<std::int64_t>;

/// A linear layer for each part of a row: rows × from.back() become rows × to.back(); part k of the
/// result depends on part k of x only. The weights are those of all parts beside each other
/// (outputs × from.back(), where all parts have as many outputs) or below each other (to.back() ×
/// inputs). With edges {0, n} a linear layer as usual.
at::Tensor bandLinear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                      const Edges& from, const Edges& to);

}  // namespace whence
