#pragma once

#include <cstdint>

namespace whence {

/// A matrix whose rows lie `stride` values apart.
struct MatrixRows {
    const float* values = nullptr;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t stride = 0;
    bool isTransposed = false;  // to be read as columns × rows
};

/// The same, read as its transpose.
MatrixRows transposed(MatrixRows matrix);

/// target = scale · target + a · b, by oneDNN: its speed does not depend on which BLAS a system
/// has. The rows of `target` lie `stride` values apart.
void multiply(const MatrixRows& a, const MatrixRows& b, float scale, float* target,
              std::int64_t stride);

}  // namespace whence
