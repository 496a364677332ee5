#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/explain/mixes.h"
#include "core/explain/segment_boundaries.h"
#include "core/explain/surrogate.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// Components = segments × stems, segment-major, named "<stem><segment>" from segment 0 on; each is
/// silent outside its segment (SPEC §3.1, but the rest that S segments leave belongs to the last).
/// Throws Error if there would be more than 64, or if the boundaries (s) do not ascend inside the
/// stems.
StemSet segmentComponents(const StemSet& stems, const std::vector<double>& boundaries);

/// An explanation from sampled coalitions, with how far it can be trusted.
struct SampledExplanation {
    std::vector<std::string> components;
    std::vector<LinearFit> fits;  // per feature
    // Per feature and component: the deviation of the coefficient over half samples, which
    // estimates the standard error of that of the whole sample (delete-half jackknife).
    std::vector<std::vector<double>> standardErrors;
    // Per feature: share of the half samples with the same largest |coefficient|.
    std::vector<double> topAgreement;
    bool exhaustive = false;  // all coalitions were taken: errors are 0, agreement is 1
    int samples = 0;          // coalitions
    std::uint64_t seed = 0;
};

struct SegmentOptions {
    int samples = 1000;  // coalitions, at least 4
    std::uint64_t seed = 1;
    int replicates = 20;  // half samples for the stability report, at least 2
    LimeOptions lime;
};

/// Mono stems × temporal segments by seeded sampling (the paper's future work). Of few components
/// (≤ 10) all coalitions are taken instead. Throws Error as segmentComponents() and predictMixes()
/// do, and on too few samples or replicates.
SampledExplanation explainBySegments(const StemSet& monoStems, const EmotionModel& model,
                                     const std::vector<double>& boundaries,
                                     const SegmentOptions& options = {},
                                     const Progress& progress = {});

/// The same from predictions that are there already.
SampledExplanation explainSamples(const MixTable& table, const SegmentOptions& options = {});

}  // namespace whence
