#include "core/separation/network_parts.h"

namespace whence {

namespace {

NetworkPart sharedUNet(const SeparatorInfo& info, const std::string& prefix)
{
    const int outputs = 2 * int(info.stems.size());
    return {prefix, UNetOptions{3, info.filters, outputs, outputs, info.eluActivations}};
}

NetworkPart bandSplit(const SeparatorInfo& info, const std::string& prefix)
{
    return {prefix, BandSplitOptions{info.frequencyBins, info.bands.count, info.bands.channels,
                                     info.bands.blocks, 2 * int(info.stems.size())}};
}

}  // namespace

std::vector<NetworkPart> networkParts(const SeparatorInfo& info)
{
    switch (info.kind) {
        case SeparatorKind::SharedUNet:
            return {sharedUNet(info, "")};
        case SeparatorKind::BandSplit:
            return {bandSplit(info, "")};
        case SeparatorKind::Averaged:
            return {sharedUNet(info, "unet."), bandSplit(info, "bands.")};
        case SeparatorKind::SpleeterUNet:
            break;
    }
    std::vector<NetworkPart> parts;
    for (const std::string& stem : info.stems)
        parts.push_back({stem + ".", UNetOptions{2, info.filters, 1, 2, info.eluActivations}});
    return parts;
}

std::shared_ptr<StemNetwork> makeStemNetwork(const NetworkPart& part)
{
    if (const auto* options = std::get_if<UNetOptions>(&part.form))
        return std::make_shared<UNetImpl>(*options);
    return std::make_shared<BandSplitNetworkImpl>(std::get<BandSplitOptions>(part.form));
}

torch::Tensor networkInput(const torch::Tensor& magnitudes, const SeparatorInfo& info,
                           const NetworkPart& part)
{
    const torch::Tensor scaled =
        info.inputExponent == 1.0 ? magnitudes : magnitudes.pow(info.inputExponent);
    const auto* uNet = std::get_if<UNetOptions>(&part.form);
    if (!uNet || uNet->inputs == 2)
        return scaled;
    const torch::Tensor frequency = torch::linspace(-1.0, 1.0, magnitudes.size(3));
    return torch::cat({scaled, frequency.expand({magnitudes.size(0), 1, magnitudes.size(2), -1})},
                      1);
}

}  // namespace whence
