#include "core/separation/joined_separator.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/error.h"
#include "core/separation/mask_network.h"
#include "core/tensors/tensor_file.h"

namespace whence {

namespace {

JoinedSeparator readNetwork(const std::filesystem::path& file)
{
    TensorFile content = readTensorFile(file, "whence-separator");
    SeparatorInfo info = parseSeparatorInfo(content.card, file.string());
    return {std::move(info), std::move(content.tensors)};
}

void checkKind(const JoinedSeparator& separator, const std::filesystem::path& file,
               SeparatorKind kind, const char* network)
{
    if (separator.info.kind != kind)
        throw Error("The separator '" + file.string() + "' is not " + network + ".");
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

bool haveOneForm(const SeparatorInfo& first, const SeparatorInfo& second)
{
    return first.kind == second.kind && first.kind != SeparatorKind::Averaged &&
           first.filters == second.filters && first.bands == second.bands;
}

/// Element by element, of tensors of the same names and shapes; `share` is the second's.
TensorMap meanOf(const TensorMap& first, const TensorMap& second, float share)
{
    TensorMap mean = first;
    for (auto& [name, tensor] : mean)
        std::ranges::transform(tensor.values, second.at(name).values, tensor.values.begin(),
                               [share](float a, float b) { return a + share * (b - a); });
    return mean;
}

/// The card of both together, without figures of quality.
SeparatorInfo commonCard(const SeparatorInfo& first, const SeparatorInfo& second,
                         const std::string& how)
{
    SeparatorInfo info = first;
    info.description = how + " " + first.description + " " + second.description;
    info.licence = both(first.licence, second.licence);
    info.source = both(first.source, second.source);
    info.notice = both(first.notice, second.notice);
    info.trainingData = both(first.trainingData, second.trainingData);
    info.qualitySet.clear();
    for (auto* figures : {&info.siSdrImprovement, &info.constantImprovement, &info.hpssImprovement,
                          &info.oracleImprovement})
        figures->clear();
    info.knownFailures.clear();
    return info;
}

}  // namespace

JoinedSeparator joinSeparators(const std::filesystem::path& firstFile,
                               const std::filesystem::path& secondFile, double share)
{
    const JoinedSeparator first = readNetwork(firstFile);
    const JoinedSeparator second = readNetwork(secondFile);
    const bool isOneForm = haveOneForm(first.info, second.info);
    if (!isOneForm) {
        checkKind(first, firstFile, SeparatorKind::SharedUNet, "one of a U-Net for all stems");
        checkKind(second, secondFile, SeparatorKind::BandSplit, "one of a band-split network");
    }
    if (commonGround(first.info) != commonGround(second.info))
        throw Error("The separators '" + firstFile.string() + "' and '" + secondFile.string() +
                    "' can't be joined: their stems, spectra or masks differ.");
    const std::string files = firstFile.string() + "' and '" + secondFile.string();
    JoinedSeparator result;
    if (isOneForm) {
        makeMaskNetwork(first.info, first.tensors, firstFile.string());  // throws if damaged
        makeMaskNetwork(second.info, second.tensors, secondFile.string());
        const std::string percent = std::to_string(std::lround(100.0 * share));
        result.info = commonCard(
            first.info, second.info,
            "The mean of the weights of two networks, the second's share being " + percent + " %.");
        result.info.notice = second.info.notice;
        result.tensors = meanOf(first.tensors, second.tensors, float(share));
    } else {
        result.info = commonCard(first.info, second.info, "The mean of the masks of two networks.");
        result.info.kind = SeparatorKind::Averaged;
        result.info.bands = second.info.bands;
        addTensors(first.tensors, "unet.", result.tensors);
        addTensors(second.tensors, "bands.", result.tensors);
        makeMaskNetwork(result.info, result.tensors, files);
    }
    return result;
}

}  // namespace whence
