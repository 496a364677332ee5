#include "core/model/rf_resnet_layout.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace whence {

namespace {

void addConvolution(TensorShapes& shapes, const std::string& name, int in, int out, int kernel)
{
    shapes[name + ".weight"] = {out, in, kernel, kernel};
}

void addBatchNorm(TensorShapes& shapes, const std::string& name, int channels)
{
    for (const char* const part : {".weight", ".bias", ".running_mean", ".running_var"})
        shapes[name + part] = {channels};
}

void addBlock(TensorShapes& shapes, const std::string& name, int in, int out, int kernel1,
              int kernel2)
{
    // One more input channel: the frequency coordinate.
    addConvolution(shapes, name + ".conv1", in + 1, out, kernel1);
    addBatchNorm(shapes, name + ".bn1", out);
    addConvolution(shapes, name + ".conv2", out + 1, out, kernel2);
    addBatchNorm(shapes, name + ".bn2", out);
    if (in != out) {
        addConvolution(shapes, name + ".shortcut.conv", in, out, 1);
        addBatchNorm(shapes, name + ".shortcut.bn", out);
    }
}

void addHead(TensorShapes& shapes, const RfResnetOptions& options)
{
    const int embedding = 4 * options.baseChannels;
    if (options.conceptLayer == ConceptLayer::Convolution) {
        addConvolution(shapes, "concepts_layer.0", embedding, options.features, 1);
        addBatchNorm(shapes, "concepts_layer.1", options.features);
    } else {
        shapes["concepts_layer.2.weight"] = {options.features, embedding};
    }
    if (options.emotions > 0)
        shapes["feed_forward.weight"] = {options.emotions, options.features};
    if (options.emotions > 0 && options.emotionBias)
        shapes["feed_forward.bias"] = {options.emotions};
}

bool isVariance(const std::string& name)
{
    return name.ends_with(".running_var");
}

}  // namespace

int baseChannelsOf(const TensorMap& tensors, const std::string& file)
{
    const auto first = tensors.find("in_c.0.weight");
    if (first == tensors.end() || first->second.shape.empty())
        throw Error(file + " lacks the tensor in_c.0.weight.");
    return int(std::clamp<std::int64_t>(first->second.shape.front(), 1, 1024));
}

RfResnetOptions networkOptions(const ModelInfo& info)
{
    return {.baseChannels = info.baseChannels,
            .features = int(info.features.size()),
            .emotions = int(info.emotions.size()),
            .conceptLayer = info.conceptLayer,
            .emotionBias = !info.biases.empty()};
}

TensorShapes rfResnetShapes(const RfResnetOptions& options)
{
    const int c = options.baseChannels;
    TensorShapes shapes;
    addConvolution(shapes, "in_c.0", 1, c, 5);
    addBatchNorm(shapes, "in_c.1", c);
    addBlock(shapes, "stage1.block1", c, c, 3, 1);
    addBlock(shapes, "stage1.block2", c, c, 3, 3);
    addBlock(shapes, "stage1.block3", c, c, 3, 3);
    addBlock(shapes, "stage2.block1", c, 2 * c, 3, 3);
    addBlock(shapes, "stage3.block1", 2 * c, 4 * c, 1, 1);
    addHead(shapes, options);
    return shapes;
}

void checkTensors(const TensorMap& tensors, const TensorShapes& expected, const std::string& file)
{
    for (const auto& [name, shape] : expected) {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            throw Error(file + " lacks the tensor " + name + ".");
        const Tensor& tensor = found->second;
        if (tensor.shape != shape)
            throw Error(file + ": " + name + " should be " + shapeText(shape) + ", but is " +
                        shapeText(tensor.shape) + ".");
        if (!std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); }))
            throw Error(file + ": " + name + " holds values that are not finite.");
        if (isVariance(name) && std::ranges::any_of(tensor.values, [](float v) { return v < 0; }))
            throw Error(file + ": " + name + " holds negative variances.");
    }
    for (const auto& [name, tensor] : tensors)
        if (!expected.contains(name))
            throw Error(file + " holds the tensor " + name + ", which the network does not have.");
}

void checkRfResnetTensors(const TensorMap& tensors, const RfResnetOptions& options,
                          const std::string& file)
{
    checkTensors(tensors, rfResnetShapes(options), file);
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    if (shape.empty())
        return "a single number";
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : " × ") + std::to_string(size);
    return text;
}

}  // namespace whence
