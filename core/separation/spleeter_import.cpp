#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/separation/mask_network.h"
#include "core/separation/separator.h"
#include "core/tensors/tensor_file.h"
#include "core/tensors/tensorflow_checkpoint.h"

namespace whence {

namespace {

/// TensorFlow numbers the layers of a kind throughout the model; the first one has no number.
std::string numbered(const std::string& layer, int number)
{
    return number == 0 ? layer : layer + "_" + std::to_string(number);
}

const Tensor& find(const TensorMap& checkpoint, const std::string& name, const std::string& folder)
{
    const auto found = checkpoint.find(name);
    if (found == checkpoint.end())
        throw Error("The checkpoint '" + folder + "' lacks the tensor '" + name + "'.");
    return found->second;
}

/// (h, w, a, b) becomes (b, a, h, w): both kinds of convolution (methods §19.3).
Tensor reversedKernel(const Tensor& kernel, const std::string& name, const std::string& folder)
{
    if (kernel.shape.size() != 4)
        throw Error("The tensor '" + name + "' of '" + folder + "' is not the kernel of a " +
                    "convolution.");
    const auto height = kernel.shape[0];
    const auto width = kernel.shape[1];
    const auto a = kernel.shape[2];
    const auto b = kernel.shape[3];
    Tensor result{{b, a, height, width}, std::vector<float>(kernel.values.size())};
    const float* in = kernel.values.data();
    for (std::int64_t y = 0; y < height; ++y)
        for (std::int64_t x = 0; x < width; ++x)
            for (std::int64_t i = 0; i < a; ++i)
                for (std::int64_t j = 0; j < b; ++j)
                    result.values[std::size_t(((j * a + i) * height + y) * width + x)] = *in++;
    return result;
}

/// Copies the layers of one instrument under the names of our network.
class InstrumentImport {
public:
    InstrumentImport(const TensorMap& checkpoint, const std::string& folder, TensorMap& tensors)
        : m_checkpoint(checkpoint), m_folder(folder), m_tensors(tensors)
    {
    }

    void convolution(const std::string& layer, const std::string& target)
    {
        const std::string kernel = layer + "/kernel";
        m_tensors[target + ".weight"] =
            reversedKernel(find(m_checkpoint, kernel, m_folder), kernel, m_folder);
        m_tensors[target + ".bias"] = find(m_checkpoint, layer + "/bias", m_folder);
    }

    void norm(const std::string& layer, const std::string& target)
    {
        for (const auto& [theirs, ours] : {std::pair{"/gamma", ".weight"},
                                           {"/beta", ".bias"},
                                           {"/moving_mean", ".running_mean"},
                                           {"/moving_variance", ".running_var"}})
            m_tensors[target + ours] = find(m_checkpoint, layer + theirs, m_folder);
    }

private:
    const TensorMap& m_checkpoint;
    const std::string& m_folder;
    TensorMap& m_tensors;
};

constexpr int steps = 6;

int countInstruments(const TensorMap& checkpoint)
{
    int layers = 0;
    while (checkpoint.contains(numbered("conv2d_transpose", layers) + "/kernel"))
        ++layers;
    return (layers + steps - 1) / steps;
}

TensorMap convert(const TensorMap& checkpoint, const SeparatorInfo& info, const std::string& folder)
{
    TensorMap tensors;
    InstrumentImport from(checkpoint, folder, tensors);
    for (int i = 0; i < int(info.stems.size()); ++i) {
        const std::string prefix = info.stems[i] + ".";
        for (int j = 0; j < steps; ++j) {
            const std::string down = prefix + "down" + std::to_string(j + 1);
            const std::string up = prefix + "up" + std::to_string(j + 1);
            from.convolution(numbered("conv2d", i * (steps + 1) + j), down);
            from.norm(numbered("batch_normalization", i * 2 * steps + j), down + "_norm");
            from.convolution(numbered("conv2d_transpose", i * steps + j), up);
            from.norm(numbered("batch_normalization", (i * 2 + 1) * steps + j), up + "_norm");
        }
        from.convolution(numbered("conv2d", i * (steps + 1) + steps), prefix + "mask");
    }
    return tensors;
}

}  // namespace

SeparatorInfo importSpleeter(const std::filesystem::path& checkpointFolder,
                             const std::filesystem::path& separatorFile, const Progress& progress)
{
    const std::string folder = checkpointFolder.string();
    const TensorMap checkpoint = readTensorFlowCheckpoint(checkpointFolder, progress.part(0, 0.7));
    const int instruments = countInstruments(checkpoint);
    if (instruments != 2 && instruments != 4 && instruments != 5)
        throw Error("The checkpoint '" + folder + "' is not one of Spleeter's, which have the " +
                    "networks of 2, 4 or 5 stems.");
    SeparatorInfo info = spleeterInfo(instruments);
    const TensorMap tensors = convert(checkpoint, info, folder);
    for (int j = 0; j < steps; ++j)
        info.filters[j] = int(
            tensors.at(info.stems[0] + ".down" + std::to_string(j + 1) + ".bias").values.size());
    makeMaskNetwork(parseSeparatorInfo(toJson(info), folder), tensors, folder);  // checks shapes
    progress.report(0.8);
    writeTensorFile(separatorFile, {"whence-separator", toJson(info), tensors});
    progress.report(1.0);
    return info;
}

}  // namespace whence
