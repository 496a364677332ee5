#include "core/separation/joined_separator.h"

#include <tuple>

#include "core/error.h"
#include "core/separation/mask_network.h"
#include "core/tensors/tensor_file.h"

namespace whence {

namespace {

JoinedSeparator readNetwork(const std::filesystem::path& file, SeparatorKind kind,
                            const char* network)
{
    TensorFile content = readTensorFile(file, "whence-separator");
    SeparatorInfo info = parseSeparatorInfo(content.card, file.string());
    if (info.kind != kind)
        throw Error("The separator '" + file.string() + "' is not " + network + ".");
    return {std::move(info), std::move(content.tensors)};
}

/// What two networks must have in common to say something of the same points.
auto commonGround(const SeparatorInfo& info)
{
    return std::tuple(info.stems, info.sampleRate, info.stft, info.segmentFrames,
                      info.frequencyBins, info.softmax, info.inputExponent, info.maskExponent);
}

/// Both texts; one that the other begins with adds nothing.
std::string both(const std::string& first, const std::string& second)
{
    if (first.starts_with(second))
        return first;
    if (second.starts_with(first))
        return second;
    return first + "; " + second;
}

void addTensors(const TensorMap& from, const std::string& prefix, TensorMap& to)
{
    for (const auto& [name, tensor] : from)
        to[prefix + name] = tensor;
}

}  // namespace

JoinedSeparator joinSeparators(const std::filesystem::path& uNet,
                               const std::filesystem::path& bands)
{
    const JoinedSeparator first =
        readNetwork(uNet, SeparatorKind::SharedUNet, "one of a U-Net for all stems");
    const JoinedSeparator second =
        readNetwork(bands, SeparatorKind::BandSplit, "one of a band-split network");
    if (commonGround(first.info) != commonGround(second.info))
        throw Error("The separators '" + uNet.string() + "' and '" + bands.string() +
                    "' can't be joined: their stems, spectra or masks differ.");
    JoinedSeparator result{first.info, {}};
    SeparatorInfo& info = result.info;
    info.kind = SeparatorKind::Averaged;
    info.bands = second.info.bands;
    info.description = "The mean of the masks of two networks. " + first.info.description + " " +
                       second.info.description;
    info.licence = both(first.info.licence, second.info.licence);
    info.source = both(first.info.source, second.info.source);
    info.notice = both(first.info.notice, second.info.notice);
    info.trainingData = both(first.info.trainingData, second.info.trainingData);
    info.qualitySet.clear();
    for (auto* figures : {&info.siSdrImprovement, &info.constantImprovement, &info.hpssImprovement,
                          &info.oracleImprovement})
        figures->clear();
    info.knownFailures.clear();
    addTensors(first.tensors, "unet.", result.tensors);
    addTensors(second.tensors, "bands.", result.tensors);
    makeMaskNetwork(info, result.tensors, uNet.string() + "' and '" + bands.string());
    return result;
}

}  // namespace whence
