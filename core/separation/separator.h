#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/progress.h"
#include "core/separation/separator_info.h"
#include "core/separation/stem_set.h"
#include "core/tensors/tensor.h"

namespace whence {

/// What becomes of content above the masks' band (methods §6.4).
enum class HighBand {
    // Shared out frame by frame like the energy of the band's top eighth (9.6 to 11 kHz), so that
    // the stems sum up to the recording.
    ByMaskBelow,
    Drop,  // as the reference does
};

struct SeparationOptions {
    HighBand highBand = HighBand::ByMaskBelow;
    bool instrumental = false;  // nobody sings: the vocals' share goes to the others
};

/// A separation network with its card. Cheap to copy, safe to call from any thread.
class Separator {
public:
    /// Reads a *.whence-separator. Throws Error if it is damaged, foreign, or does not fit its
    /// card.
    static Separator load(const std::filesystem::path& file);

    /// A separator of that form with weights drawn at random: for measuring speed.
    static Separator withRandomWeights(const SeparatorInfo& info, std::uint64_t seed = 0);

    const SeparatorInfo& info() const;

    /// The stems of a recording at its own rate, stereo, with the residual; what is not stereo
    /// becomes it by toStereo().
    StemSet separate(const AudioBuffer& audio, const SeparationOptions& options = {},
                     const Progress& progress = {}) const;

    /// separate() in bounded memory: `read` yields the next frames at info().sampleRate (empty at
    /// the end), `write` takes a block of every stem, in order, at the same rate.
    using ReadBlock = std::function<AudioBuffer(std::size_t frames)>;
    using WriteBlock = std::function<void(const std::vector<AudioBuffer>& stems)>;
    void separateStream(const ReadBlock& read, const WriteBlock& write, double expectedDuration,
                        const SeparationOptions& options = {}, const Progress& progress = {}) const;

private:
    // (T × F × 2) magnitudes to one mask per stem: MaskNetwork.
    using Network =
        std::function<std::vector<std::vector<float>>(const std::vector<float>&, const Progress&)>;

    Separator(SeparatorInfo info, const TensorMap& tensors, const std::string& file);

    std::shared_ptr<const SeparatorInfo> m_info;
    Network m_network;
};

/// The card of a *.whence-separator, without the time that making its network takes. Throws Error
/// if the file is damaged or foreign.
SeparatorInfo readSeparatorInfo(const std::filesystem::path& file);

/// Turns an official Spleeter checkpoint folder (2, 4 or 5 stems) into a *.whence-separator.
/// Returns the card written. Throws Error naming the tensor that is missing, of a wrong shape or
/// wrong checksum.
SeparatorInfo importSpleeter(const std::filesystem::path& checkpointFolder,
                             const std::filesystem::path& separatorFile,
                             const Progress& progress = {});

}  // namespace whence
