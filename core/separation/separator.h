#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/dsp/stft.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// The card of a separator; saved with its weights.
struct SeparatorInfo {
    std::string name;  // "Spleeter 5 stems"
    std::string id;    // SHA-256 of the file's content, set on load
    std::string kind;  // network: "spleeter-unet"
    std::string description;
    std::string licence;
    std::string source;
    std::string notice;  // to be shown wherever the separator speaks; empty: none
    std::string trainingData;
    std::vector<std::string> stems;  // in the order of the outputs
    int sampleRate = 44100;          // Hz
    StftOptions stft;
    int segmentFrames = 512;     // T, frames a network pass sees
    int frequencyBins = 1024;    // F, bins the masks cover; above is the extension
    bool softmax = true;         // masks compete (5 stems) or are sigmoids each (2 and 4 stems)
    bool eluActivations = true;  // false: LeakyReLU(0.2) down, ReLU up (2 stems)
    std::vector<int> filters;    // of the down steps: 16 32 64 128 256 512
    double inputExponent = 1.0;  // magnitudes enter the network raised to it
    double maskExponent = 2.0;   // separation_exponent of the ratio mask
    std::map<std::string, double>
        siSdrImprovement;  // dB on held-out music, by stem; empty: unknown
    std::vector<std::string> knownFailures;
};

std::string toJson(const SeparatorInfo& info);
SeparatorInfo parseSeparatorInfo(const std::string& json, const std::string& file);

/// What becomes of content above the masks' band (SPEC §4.6 drops it).
enum class HighBand {
    ByMaskBelow,  // shared out like the band's top bins, so that the stems sum up to the recording
    Drop,         // as the reference does
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

    const SeparatorInfo& info() const;

    /// The stems of a recording at its own rate, stereo, with the residual. Mono becomes stereo; of
    /// more than two channels the first two are taken.
    StemSet separate(const AudioBuffer& audio, const SeparationOptions& options = {},
                     const Progress& progress = {}) const;

    /// separate() in bounded memory: `read` yields the next frames at info().sampleRate (empty at
    /// the end), `write` takes a block of every stem, in order, at the same rate.
    using ReadBlock = std::function<AudioBuffer(std::size_t frames)>;
    using WriteBlock = std::function<void(const std::vector<AudioBuffer>& stems)>;
    void separateStream(const ReadBlock& read, const WriteBlock& write, double expectedDuration,
                        const SeparationOptions& options = {}, const Progress& progress = {}) const;

private:
    // Magnitudes in, one mask per stem out: (segments × T × F × 2) → stems × the same.
    using MaskNetwork = std::function<std::vector<std::vector<float>>(const std::vector<float>&)>;
    std::shared_ptr<const SeparatorInfo> m_info;
    MaskNetwork m_network;
};

/// Turns an official Spleeter checkpoint folder (2, 4 or 5 stems) into a *.whence-separator.
/// Returns the card written. Throws Error naming the tensor that is missing, of a wrong shape or
/// wrong checksum.
SeparatorInfo importSpleeter(const std::filesystem::path& checkpointFolder,
                             const std::filesystem::path& separatorFile,
                             const Progress& progress = {});

}  // namespace whence
