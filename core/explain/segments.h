#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/explain/surrogate.h"
#include "core/model/emotion_model.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// Boundaries in seconds inside (0, duration), ascending: of equally long segments, and where the
/// self-similarity novelty curve (Foote 2000) of a spectrogram peaks.
std::vector<double> equalSegments(double duration, int segments);
std::vector<double> noveltySegments(const LogSpectrogram& spectrogram, int segments);

/// Components = segments × stems, segment-major, named "<stem><segment>"; each is silent outside
/// its segment (SPEC §3.1). Throws Error if there would be more than 64.
StemSet segmentComponents(const StemSet& monoStems, const std::vector<double>& boundaries);

/// An explanation from sampled coalitions, with how far it can be trusted.
struct SampledExplanation {
    std::vector<std::string> components;
    std::vector<LinearFit> fits;  // per feature
    std::vector<std::vector<double>>
        standardErrors;                // per feature and component: over half samples
    std::vector<double> topAgreement;  // per feature: share of the half samples with the
                                       // same largest |coefficient|
    int samples = 0;
    std::uint64_t seed = 0;
};

struct SegmentOptions {
    int samples = 1000;
    std::uint64_t seed = 1;
    int replicates = 20;  // half samples for the stability report
    LimeOptions lime;
};

/// Stems × temporal segments by seeded sampling (the paper's future work). Of few components (≤ 10)
/// all coalitions are taken instead.
SampledExplanation explainBySegments(const StemSet& monoStems, const EmotionModel& model,
                                     const std::vector<double>& boundaries,
                                     const SegmentOptions& options = {},
                                     const Progress& progress = {});

}  // namespace whence
