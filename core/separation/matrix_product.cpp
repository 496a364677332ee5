#include "core/separation/matrix_product.h"

#include <dnnl.h>

#include <algorithm>
#include <new>

namespace whence {

MatrixRows transposed(MatrixRows matrix)
{
    matrix.isTransposed = !matrix.isTransposed;
    return matrix;
}

void multiply(const MatrixRows& a, const MatrixRows& b, float scale, float* target,
              std::int64_t stride)
{
    const std::int64_t rows = a.isTransposed ? a.columns : a.rows;
    const std::int64_t inner = a.isTransposed ? a.rows : a.columns;
    const std::int64_t columns = b.isTransposed ? b.rows : b.columns;
    const dnnl_status_t status =
        dnnl_sgemm(a.isTransposed ? 'T' : 'N', b.isTransposed ? 'T' : 'N', rows, columns, inner,
                   1.0f, a.values, a.stride, b.values, b.stride, scale, target, stride);
    if (status != dnnl_success)
        throw std::bad_alloc();  // the sizes are right: nothing else can go wrong
}

}  // namespace whence
