#include "core/separation/bidirectional_gru.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/nn/init.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/separation/band_linear.h"
#include "core/separation/matrix_product.h"
#include "core/separation/vector_math.h"

namespace whence {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

inline float sigmoid(float x)
{
    return 1.0f / (1.0f + vectorExp(-x));
}

/// A step of several sequences: rows that lie `stride` values apart.
struct Rows {
    float* values = nullptr;
    std::int64_t stride = 0;

    float* operator[](std::int64_t row) const { return values + row * stride; }
};

// One step forward. `gates`: inputs of r, z, n, which become their values; `products`: recurrent
// weights · state; `candidates` keeps n's product for the way back.
WHENCE_FOR_EACH_CPU void advance(std::int64_t rows, int units, Rows gates, const float* products,
                                 const float* bias, float* state, Rows output, Rows candidates)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        float* r = gates[row];
        float* z = r + units;
        float* n = z + units;
        const float* product = products + row * 3 * units;
        float* h = state + row * units;
        float* out = output[row];
        float* candidate = candidates[row];
        // One thing per loop, or the compiler finds too many pointers to tell apart.
        for (int i = 0; i < 2 * units; ++i)
            r[i] = sigmoid(r[i] + product[i]);
        for (int i = 0; i < units; ++i)
            candidate[i] = product[2 * units + i] + bias[i];
        for (int i = 0; i < units; ++i)
            n[i] = 2.0f * sigmoid(2.0f * (n[i] + r[i] * candidate[i])) - 1.0f;
        for (int i = 0; i < units; ++i)
            h[i] = n[i] + z[i] * (h[i] - n[i]);
        for (int i = 0; i < units; ++i)
            out[i] = h[i];
    }
}

// One step back. `gates`: values of r, z, n, which become the gradients of their inputs; `state`:
// the state before the step; `carry`: the gradient from later steps, of which becomes what passes
// through z; `slopes`: gradients of the products.
WHENCE_FOR_EACH_CPU void retreat(std::int64_t rows, int units, Rows gates, Rows candidates,
                                 Rows outputSlope, const float* state, float* carry, float* slopes,
                                 float* biasSlope)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        float* r = gates[row];
        float* z = r + units;
        float* n = z + units;
        const float* candidate = candidates[row];
        const float* above = outputSlope[row];
        const float* h = state + row * units;
        float* passed = carry + row * units;
        float* slope = slopes + row * 3 * units;
        for (int i = 0; i < units; ++i)
            passed[i] += above[i];
        for (int i = 0; i < units; ++i)
            slope[units + i] = passed[i] * (h[i] - n[i]) * z[i] * (1.0f - z[i]);
        for (int i = 0; i < units; ++i)
            n[i] = passed[i] * (1.0f - z[i]) * (1.0f - n[i] * n[i]);
        for (int i = 0; i < units; ++i)
            passed[i] *= z[i];
        for (int i = 0; i < units; ++i)
            slope[2 * units + i] = n[i] * r[i];
        for (int i = 0; i < units; ++i)
            biasSlope[i] += slope[2 * units + i];
        for (int i = 0; i < units; ++i)
            slope[i] = n[i] * candidate[i] * r[i] * (1.0f - r[i]);
        for (int i = 0; i < 2 * units; ++i)
            r[i] = slope[i];
    }
}

void copyRows(Rows from, std::int64_t rows, int units, float* to)
{
    for (std::int64_t row = 0; row < rows; ++row)
        std::copy_n(from[row], units, to + row * units);
}

/// The step of some sequences in a tensor tokens × columns, from column `first` on.
Rows rowsAt(const at::Tensor& tensor, const SequenceLayout& layout, std::int64_t sequence,
            std::int64_t step, std::int64_t first)
{
    const std::int64_t columns = tensor.size(1);
    const std::int64_t token = sequence * layout.sequenceStride + step * layout.stepStride;
    return {tensor.data_ptr<float>() + token * columns + first, layout.sequenceStride * columns};
}

/// Part `direction` of a parameter that holds both.
MatrixRows recurrentOf(const at::Tensor& weight, int direction)
{
    const std::int64_t units = weight.size(1);
    return {weight.data_ptr<float>() + direction * 3 * units * units, 3 * units, units, units};
}

/// Some sequences, from `first` on, in one direction.
void runForward(int direction, std::int64_t first, std::int64_t count, const SequenceLayout& layout,
                const at::Tensor& gates, const at::Tensor& weight, const at::Tensor& bias,
                const at::Tensor& output, const at::Tensor& candidates)
{
    const int units = int(weight.size(1));
    std::vector<float> state(count * units, 0.0f);
    std::vector<float> products(count * 3 * units);
    for (std::int64_t i = 0; i < layout.steps; ++i) {
        const std::int64_t step = direction == 0 ? i : layout.steps - 1 - i;
        multiply({state.data(), count, units, units}, transposed(recurrentOf(weight, direction)),
                 0.0f, products.data(), 3 * units);
        advance(count, units, rowsAt(gates, layout, first, step, direction * 3 * units),
                products.data(), bias.data_ptr<float>() + direction * units, state.data(),
                rowsAt(output, layout, first, step, direction * units),
                rowsAt(candidates, layout, first, step, direction * units));
    }
}

void runBackward(int direction, const SequenceLayout& layout, const at::Tensor& gates,
                 const at::Tensor& weight, const at::Tensor& output, const at::Tensor& candidates,
                 const at::Tensor& outputSlope, const at::Tensor& weightSlope,
                 const at::Tensor& biasSlope)
{
    const int units = int(weight.size(1));
    const std::int64_t count = layout.sequences;
    const MatrixRows recurrent = recurrentOf(weight, direction);
    float* const recurrentSlope = weightSlope.data_ptr<float>() + direction * 3 * units * units;
    std::vector<float> state(count * units);
    std::vector<float> carry(count * units, 0.0f);
    std::vector<float> slopes(count * 3 * units);
    for (std::int64_t i = layout.steps - 1; i >= 0; --i) {
        const std::int64_t step = direction == 0 ? i : layout.steps - 1 - i;
        const std::int64_t before = direction == 0 ? step - 1 : step + 1;
        if (i == 0)
            std::ranges::fill(state, 0.0f);
        else
            copyRows(rowsAt(output, layout, 0, before, direction * units), count, units,
                     state.data());
        retreat(count, units, rowsAt(gates, layout, 0, step, direction * 3 * units),
                rowsAt(candidates, layout, 0, step, direction * units),
                rowsAt(outputSlope, layout, 0, step, direction * units), state.data(), carry.data(),
                slopes.data(), biasSlope.data_ptr<float>() + direction * units);
        const MatrixRows products{slopes.data(), count, 3 * units, 3 * units};
        multiply(transposed(products), {state.data(), count, units, units}, 1.0f, recurrentSlope,
                 units);
        multiply(products, recurrent, 1.0f, carry.data(), units);
    }
}

/// The recurrent part: from the gates' inputs, tokens × 6 · units, which are overwritten.
class Recurrence : public torch::autograd::Function<Recurrence> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& gates,
                              const at::Tensor& weight, const at::Tensor& bias,
                              const SequenceLayout& layout)
    {
        const std::int64_t units = weight.size(1);
        at::Tensor output = at::empty({gates.size(0), 2 * units}, gates.options());
        const at::Tensor candidates = at::empty_like(output);
        const std::int64_t parts = std::max<std::int64_t>(1, at::get_num_threads() / 2);
        at::parallel_for(0, 2 * parts, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t task = begin; task < end; ++task) {
                const std::int64_t first = layout.sequences * (task / 2) / parts;
                const std::int64_t last = layout.sequences * (task / 2 + 1) / parts;
                if (first < last)
                    runForward(int(task % 2), first, last - first, layout, gates, weight, bias,
                               output, candidates);
            }
        });
        context->save_for_backward({gates, weight, output});
        context->saved_data["candidates"] = candidates;
        context->saved_data["layout"] = std::vector<std::int64_t>{
            layout.sequences, layout.sequenceStride, layout.steps, layout.stepStride};
        return output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::NoGradGuard noGradient;
        const variable_list saved = context->get_saved_variables();
        const at::Tensor& gates = saved[0];
        const at::Tensor& weight = saved[1];
        const std::vector<std::int64_t> numbers = context->saved_data["layout"].toIntVector();
        const SequenceLayout layout{numbers[0], numbers[1], numbers[2], numbers[3]};
        const at::Tensor candidates = context->saved_data["candidates"].toTensor();
        const at::Tensor outputSlope = gradients[0].contiguous();
        at::Tensor weightSlope = at::zeros_like(weight);
        at::Tensor biasSlope = at::zeros({2 * weight.size(1)}, weight.options());
        at::parallel_for(0, 2, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t direction = begin; direction < end; ++direction)
                runBackward(int(direction), layout, gates, weight, saved[2], candidates,
                            outputSlope, weightSlope, biasSlope);
        });
        return {gates.detach(), weightSlope, biasSlope, at::Tensor()};
    }
};

}  // namespace

BidirectionalGruImpl::BidirectionalGruImpl(int inputs, int units)
{
    const double bound = 1.0 / std::sqrt(double(units));
    const auto parameter = [&](const char* name, std::vector<std::int64_t> shape) {
        return register_parameter(name,
                                  torch::nn::init::uniform_(torch::empty(shape), -bound, bound));
    };
    inputWeight = parameter("input_weight", {6 * units, inputs});
    inputBias = parameter("input_bias", {6 * units});
    recurrentWeight = parameter("recurrent_weight", {6 * units, units});
    recurrentBias = parameter("recurrent_bias", {2 * units});
}

torch::Tensor BidirectionalGruImpl::forward(const torch::Tensor& tokens,
                                            const SequenceLayout& layout)
{
    const torch::Tensor gates =
        bandLinear(tokens, inputWeight, inputBias, {0, tokens.size(1)}, {0, inputBias.size(0)});
    return Recurrence::apply(gates, recurrentWeight, recurrentBias, layout);
}

}  // namespace whence
