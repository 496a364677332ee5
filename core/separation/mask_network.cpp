#include "core/separation/mask_network.h"

#include "core/tensors/network_library.h"

namespace whence {

MaskNetwork makeMaskNetwork(const SeparatorInfo& info, const TensorMap& tensors,
                            const std::string& file)
{
    static const auto make = reinterpret_cast<decltype(&whenceMakeMaskNetwork)>(
        networkFunction("whenceMakeMaskNetwork"));
    MaskNetwork network;
    make(info, tensors, file, network);
    return network;
}

TensorMap randomSeparatorWeights(const SeparatorInfo& info, std::uint64_t seed)
{
    static const auto make = reinterpret_cast<decltype(&whenceRandomSeparatorWeights)>(
        networkFunction("whenceRandomSeparatorWeights"));
    TensorMap tensors;
    make(info, seed, tensors);
    return tensors;
}

}  // namespace whence
