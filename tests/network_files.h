#pragma once

// Emotion networks in tests/data/model and what they must hear in a spectrogram of known content.

#include <cmath>
#include <string>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/model/model_info.h"

namespace whence::test {

struct ExpectedOutputs {
    std::string file;
    int frames = 0;  // of wavySpectrogram()
    std::vector<double> features;
    std::vector<double> emotions;
    double embeddingSum = 0.0;
};

/// The card of rfresnet_base16.pt.
inline ModelInfo cardOfBase16()
{
    ModelInfo info;
    info.name = "test";
    info.kind = "rf-resnet";
    info.features = {"melody",     "articulation",    "rhythm_complexity", "rhythm_stability",
                     "dissonance", "tonal_stability", "minorness"};
    info.emotions = {"arousal", "valence"};
    info.baseChannels = 16;
    return info;
}

inline const ExpectedOutputs base16{
    "rfresnet_base16.pt",
    1252,
    {1.9025939, -1.3568889, 1.1632927, 5.7894794, -1.9475749, 2.0353768, 1.4521573},
    {-1.7785152, -0.6801627},
    206.90624476};

inline const ExpectedOutputs midLevelGeneral{
    "midlevel_general_base6.pt",
    469,
    {-0.4263528, 0.3604042, -0.6010901, -0.1895016, -0.5547883, 0.2834178, -1.6384753},
    {},
    16.18937863};

inline const ExpectedOutputs convolutionConcepts{
    "concept_conv_base6.pt",
    1252,
    {-4.441913, 4.2579405, -11.8967704, 3.436076, -5.9519371, 9.0177737, -3.9120694},
    {-6.3444398, -21.627391},
    75.1571027};

/// 149 bands of slow waves around 1.
inline LogSpectrogram wavySpectrogram(int frames)
{
    LogSpectrogram result{{}, 149, frames, {}};
    for (int b = 0; b < result.bands; ++b)
        for (int t = 0; t < frames; ++t)
            result.values.push_back(
                float(1.0 + 0.6 * std::sin(0.11 * b + 0.05 * t) * std::cos(0.017 * t) +
                      0.4 * std::sin(0.9 * b) * std::sin(0.31 * t)));
    return result;
}

}  // namespace whence::test
