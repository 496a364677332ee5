#include "core/separation/band_linear.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <functional>

#include "core/separation/matrix_product.h"

namespace whence {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// The place of part k in rows, results and weights.
struct BandPart {
    std::int64_t in = 0;  // first column
    std::int64_t inputs = 0;
    std::int64_t out = 0;
    std::int64_t outputs = 0;
    std::int64_t weight = 0;  // first value
};

void forEachPart(const at::Tensor& weight, const Edges& from, const Edges& to,
                 const std::function<void(const BandPart&)>& work)
{
    const bool isBeside = weight.size(1) == from.back();
    at::parallel_for(0, std::int64_t(from.size()) - 1, 1,
                     [&](std::int64_t first, std::int64_t last) {
                         for (std::int64_t k = first; k < last; ++k)
                             work({from[k], from[k + 1] - from[k], to[k], to[k + 1] - to[k],
                                   isBeside ? from[k] : to[k] * weight.size(1)});
                     });
}

MatrixRows columnsOf(const at::Tensor& matrix, std::int64_t first, std::int64_t count)
{
    return {matrix.data_ptr<float>() + first, matrix.size(0), count, matrix.size(1)};
}

MatrixRows weightOf(const at::Tensor& weight, const BandPart& part)
{
    return {weight.data_ptr<float>() + part.weight, part.outputs, part.inputs, weight.size(1)};
}

class BandLinear : public torch::autograd::Function<BandLinear> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input,
                              const at::Tensor& weight, const at::Tensor& bias, const Edges& from,
                              const Edges& to)
    {
        const at::Tensor x = input.contiguous();
        at::Tensor result = bias.expand({x.size(0), -1}).contiguous();
        forEachPart(weight, from, to, [&](const BandPart& part) {
            multiply(columnsOf(x, part.in, part.inputs), transposed(weightOf(weight, part)), 1.0f,
                     result.data_ptr<float>() + part.out, result.size(1));
        });
        context->save_for_backward({x, weight});
        context->saved_data["from"] = from;
        context->saved_data["to"] = to;
        context->saved_data["isInputLearned"] = input.requires_grad();
        return result;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::NoGradGuard noGradient;
        const variable_list saved = context->get_saved_variables();
        const at::Tensor& x = saved[0];
        const at::Tensor& weight = saved[1];
        const Edges from = context->saved_data["from"].toIntVector();
        const Edges to = context->saved_data["to"].toIntVector();
        const bool isInputLearned = context->saved_data["isInputLearned"].toBool();
        const at::Tensor slope = gradients[0].contiguous();
        at::Tensor weightSlope = at::empty_like(weight);
        at::Tensor inputSlope = isInputLearned ? at::empty_like(x) : at::Tensor();
        forEachPart(weight, from, to, [&](const BandPart& part) {
            const MatrixRows above = columnsOf(slope, part.out, part.outputs);
            multiply(transposed(above), columnsOf(x, part.in, part.inputs), 0.0f,
                     weightSlope.data_ptr<float>() + part.weight, weight.size(1));
            if (isInputLearned)
                multiply(above, weightOf(weight, part), 0.0f,
                         inputSlope.data_ptr<float>() + part.in, x.size(1));
        });
        return {inputSlope, weightSlope, slope.sum(0), at::Tensor(), at::Tensor()};
    }
};

}  // namespace

at::Tensor bandLinear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                      const Edges& from, const Edges& to)
{
    return BandLinear::apply(x, weight, bias, from, to);
}

}  // namespace whence
