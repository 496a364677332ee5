#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "core/separation/separator_info.h"
#include "core/tensors/tensor.h"
#include "core/training/stem_clips.h"

namespace whence {

/// What a separator learns from; the stems in the order of the card.
struct SeparatorTrainingData {
    std::vector<StemClip> clips;
    std::vector<StemClip> validation;
    std::vector<PackedAudio> vocals;  // further singing, mixed in in place of a clip's
    std::vector<PackedAudio> drums;   // further drums, likewise
};

struct SeparatorTrainingOptions {
    SeparatorInfo card = compactSeparatorInfo();  // form of the network and its spectra
    int excerptFrames = 128;                      // of a training excerpt
    int batch = 4;                                // excerpts of a step
    int steps = 3000;
    double learningRate = 2e-3;     // of Adam
    double warmUp = 0.02;           // share of the steps over which the rate rises
    double decay = 0.5;             // share of the steps, at the end, over which it falls to zero
    double spectrumShare = 0.0;     // share of the steps, at the end, on −SI-SDR
    double averaging = 0.998;       // what the averaged weights keep of themselves in a step
    double remixShare = 0.4;        // excerpts whose stems come from different clips
    double vocalFreeShare = 0.25;   // excerpts without vocals
    double extraVocalsShare = 0.2;  // excerpts with vocals of SeparatorTrainingData::vocals
    double extraDrumsShare = 0.2;   // excerpts with drums of SeparatorTrainingData::drums
    double gainRange = 6.0;         // dB, of each stem to either side
    int validateEvery = 100;        // steps; the checkpoint is written then
    int validationExcerpts = 32;
    std::uint64_t seed = 1;
    bool mixedPrecision = false;       // convolutions in bfloat16; U-Nets only
    TensorMap start;                   // weights to start from; empty: random ones
    std::filesystem::path checkpoint;  // resumed from if it exists; empty: none

    /// The form of the built-in separator's U-Net: a compact one for five stems.
    static SeparatorInfo compactSeparatorInfo();
};

/// How a training stands after a validation.
struct SeparatorTrainingReport {
    int step = 0;
    double learningRate = 0.0;
    double trainingLoss = 0.0;    // mean since the last report: nats of shares, dB of −SI-SDR
    double validationLoss = 0.0;  // of the averaged weights, likewise
    bool best = false;            // no report before was better
};

/// A trained separator: the averaged weights of the best validation.
struct TrainedSeparator {
    TensorMap tensors;
    std::vector<SeparatorTrainingReport> reports;
};

/// Learns the shares of the stems in each point of the spectra, then, for options.spectrumShare, to
/// raise the SI-SDR of the masked spectra (methods §16.3); validates by what it ends with.
/// `reported` receives every report, also those of the checkpoint. The same data, options and seed
/// give the same network, interrupted or not. Throws Error if the data or options make no sense or
/// the checkpoint belongs to others; Cancelled leaves the last checkpoint.
TrainedSeparator trainSeparator(const SeparatorTrainingData& data,
                                const SeparatorTrainingOptions& options,
                                const std::function<void(const SeparatorTrainingReport&)>& reported,
                                const Progress& progress = {});

/// Learning rate of a step (from 0).
double learningRateAt(int step, const SeparatorTrainingOptions& options);

}  // namespace whence
