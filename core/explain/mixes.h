#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/explain/mix_spectrograms.h"
#include "core/model/emotion_model.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// Which components sound in a mix: bit i is component i.
using Coalition = std::uint64_t;

/// Mixes of components and what the model hears in them: the table all explanations stand on.
struct MixTable {
    std::vector<std::string> components;  // at most 64
    bool exhaustive = true;               // all 2^K coalitions, each once
    std::vector<Coalition> coalitions;    // the first: all sound. Exhaustive: as allCoalitions()
    std::vector<Prediction> predictions;  // of each

    /// Values of one feature in all mixes, in their order.
    std::vector<double> featureValues(int feature) const;
};

/// So many components at most are explained by all their coalitions.
constexpr int maxExhaustiveComponents = 10;

/// All 2^K coalitions of K ≤ 10 components (else Error) in the reference's order: the first all
/// ones, the last none, the last component toggling fastest (methods §7).
std::vector<Coalition> allCoalitions(int components);
/// `count` fair random coalitions, the first all ones; duplicates stay (methods §10).
std::vector<Coalition> randomCoalitions(int components, int count, std::uint64_t seed);

/// What the model hears in each mix of mono components at the model's rate (one window long;
/// shorter ones are looped), by its features and emotions. The silent mix is the spectrogram of
/// silence. Throws Error as MixSpectrograms does.
MixTable predictMixes(const StemSet& components, const EmotionModel& model,
                      const std::vector<Coalition>& coalitions, MixGain gain = MixGain::OfFullMix,
                      const Progress& progress = {});

}  // namespace whence
