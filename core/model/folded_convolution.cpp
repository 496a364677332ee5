#include "core/model/folded_convolution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace whence {

namespace {

constexpr double batchNormEpsilon = 1e-5;

/// What batch norm does in inference: x · scale + shift, per channel.
struct Affine {
    std::vector<double> scales;
    std::vector<double> shifts;
};

Affine affineOf(const TensorMap& tensors, const std::string& batchNorm)
{
    const auto& weights = tensors.at(batchNorm + ".weight").values;
    const auto& biases = tensors.at(batchNorm + ".bias").values;
    const auto& means = tensors.at(batchNorm + ".running_mean").values;
    const auto& variances = tensors.at(batchNorm + ".running_var").values;
    Affine result;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double scale = weights[i] / std::sqrt(double(variances[i]) + batchNormEpsilon);
        result.scales.push_back(scale);
        result.shifts.push_back(biases[i] - means[i] * scale);
    }
    return result;
}

/// Input channels first … last - 1 of the weights, scaled per output channel.
Tensor scaledChannels(const Tensor& weight, const Affine& affine, std::int64_t first,
                      std::int64_t last)
{
    const std::int64_t in = weight.shape[1];
    const std::int64_t taps = weight.shape[2] * weight.shape[3];
    Tensor result{{weight.shape[0], last - first, weight.shape[2], weight.shape[3]}, {}};
    for (std::int64_t o = 0; o < weight.shape[0]; ++o)
        for (std::int64_t i = (o * in + first) * taps; i < (o * in + last) * taps; ++i)
            result.values.push_back(
                float(weight.values[std::size_t(i)] * affine.scales[std::size_t(o)]));
    return result;
}

/// Convolution of the coordinate plane 2y / height − 1 with one kernel, at row y and column x; what
/// is outside of the map is zero.
double coordinateResponse(const float* kernel, int size, int y, int x, int height, int width)
{
    const int padding = size / 3;
    double sum = 0.0;
    for (int i = 0; i < size; ++i) {
        const int row = y + i - padding;
        if (row < 0 || row >= height)
            continue;
        const double coordinate = 2.0 * row / height - 1.0;
        for (int j = 0; j < size; ++j)
            if (x + j - padding >= 0 && x + j - padding < width)
                sum += coordinate * kernel[i * size + j];
    }
    return sum;
}

/// The plane is the same in all columns, so only those at the borders differ from the others.
Tensor coordinateMap(const Tensor& kernels, const Affine& affine, int height, int width)
{
    const auto out = std::size_t(kernels.shape[0]);
    const auto size = int(kernels.shape[2]);
    Tensor map{{kernels.shape[0], height, width},
               std::vector<float>(out * std::size_t(height) * std::size_t(width))};
    float* row = map.values.data();
    for (std::size_t o = 0; o < out; ++o) {
        const float* const kernel = kernels.values.data() + o * std::size_t(size * size);
        for (int y = 0; y < height; ++y, row += width) {
            const auto valueAt = [&](int x) {
                return float(affine.shifts[o] +
                             coordinateResponse(kernel, size, y, x, height, width));
            };
            std::fill_n(row, width, valueAt(width / 2));
            row[0] = valueAt(0);
            row[width - 1] = valueAt(width - 1);
        }
    }
    return map;
}

}  // namespace

FoldedConvolution foldConvolution(const TensorMap& tensors, const std::string& convolution,
                                  const std::string& batchNorm)
{
    const Tensor& weight = tensors.at(convolution + ".weight");
    const Affine affine = affineOf(tensors, batchNorm);
    return {scaledChannels(weight, affine, 0, weight.shape[1]),
            {{weight.shape[0]}, {affine.shifts.begin(), affine.shifts.end()}},
            {}};
}

FoldedConvolution foldFrequencyAwareConvolution(const TensorMap& tensors,
                                                const std::string& convolution,
                                                const std::string& batchNorm, int height, int width)
{
    const Tensor& weight = tensors.at(convolution + ".weight");
    const Affine affine = affineOf(tensors, batchNorm);
    const std::int64_t channels = weight.shape[1] - 1;
    const Tensor coordinate = scaledChannels(weight, affine, channels, channels + 1);
    return {scaledChannels(weight, affine, 0, channels),
            {},
            coordinateMap(coordinate, affine, height, width)};
}

}  // namespace whence
