#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/dsp/stft.h"

namespace whence {

/// The networks a separator can be made of; U-Nets are of Spleeter's form (methods §6.2).
enum class SeparatorKind {
    SpleeterUNet,  // one U-Net per stem on the magnitudes of both channels, inputExponent 1
    SharedUNet,    // one U-Net for all stems, which is told the frequency too
    BandSplit,     // one band-split recurrent network for all stems
    Averaged,      // the mean of the masks of the two before
};

/// The form of a band-split network.
struct BandSplitForm {
    int count = 64;     // bands, see bandEdges()
    int channels = 48;  // of a band in a frame
    int blocks = 2;     // of recurrent layers along time and along the bands

    bool operator==(const BandSplitForm&) const = default;
};

/// The card of a separator; saved with its weights.
struct SeparatorInfo {
    std::string name;  // "Spleeter 5 stems"
    std::string id;    // SHA-256 of card and weights, set on load
    SeparatorKind kind = SeparatorKind::SpleeterUNet;
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
    std::vector<int> filters;    // of the U-Net's down steps: 16 32 64 128 256 512
    BandSplitForm bands;         // of the kinds that have such a network
    double inputExponent = 1.0;  // magnitudes enter the network raised to it
    double maskExponent = 2.0;   // separation_exponent of the ratio mask
    std::string qualitySet;      // held-out set of the figures below; empty: unknown
    std::map<std::string, double> siSdrImprovement;     // dB over the mix, by stem
    std::map<std::string, double> constantImprovement;  // likewise, of mix / number of stems
    std::map<std::string, double> hpssImprovement;    // of the harmonic/percussive/center baseline
    std::map<std::string, double> oracleImprovement;  // of the ideal ratio mask
    std::vector<std::string> knownFailures;           // sentences
};

/// The card as JSON text and back. parseSeparatorInfo throws Error, naming `file`, if a value is
/// missing, of the wrong type or makes no sense.
std::string toJson(const SeparatorInfo& info);
SeparatorInfo parseSeparatorInfo(const std::string& json, const std::string& file);

/// Floating-point operations of the networks for one segment (2 for a multiplication and addition),
/// without activations; of transposed convolutions those that are needed.
double operationsPerSegment(const SeparatorInfo& info);

/// The bins at which `bands` bands begin and, last, `bins`. Each band is 16^(1 / bands) times as
/// wide as the one below it, so that the highest is about 16 times as wide as the lowest, which for
/// 44.1 kHz makes steps of the mel scale; rounded down to whole bins, of which those left over go
/// one each to the highest bands. The lowest is empty if there are too many bands for the bins.
std::vector<int> bandEdges(int bins, int bands);

/// The card of Deezer's Spleeter for 2, 4 or 5 stems, as released.
SeparatorInfo spleeterInfo(int stems);

}  // namespace whence
