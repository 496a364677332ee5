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
/// silent outside its segment (as in audioLIME, but the rest that S segments leave belongs to the
/// last). Throws Error if there would be more than 64, or if the boundaries (s) do not ascend
/// inside the stems.
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
    MixGain gain = MixGain::OfFullMix;
};

/// Where the segments of a window are to begin and end.
struct SegmentRequest {
    enum class Rule { EqualLengths, Novelty, ByHand };
    Rule rule = Rule::EqualLengths;
    int count = 0;                   // of segments; by novelty at most as many; not by hand
    std::vector<double> boundaries;  // by hand: s in the recording, inside the window, ascending
    int samples = 1000;              // as in SegmentOptions
    std::uint64_t seed = 1;
};

/// "equal lengths", "novelty", "by hand"
std::string segmentRuleName(SegmentRequest::Rule rule);

/// Which stem, and when, drives the features in the explained window.
struct SegmentExplanation {
    std::vector<double> edges;  // s in the recording: where segments begin, and the last one's end
    SampledExplanation sampled;

    int count() const { return int(edges.size()) - 1; }
    /// Index of a stem's segment in sampled.components, of `stems` in all.
    static std::size_t component(int segment, int stem, int stems)
    {
        return std::size_t(segment) * std::size_t(stems) + std::size_t(stem);
    }
};

/// Mono stems × temporal segments by seeded sampling (the paper's future work). Of few components
/// (≤ 10) all coalitions are taken instead. Throws Error as segmentComponents() and predictMixes()
/// do, and on too few samples or replicates.
SampledExplanation explainBySegments(const StemSet& monoStems, const EmotionModel& model,
                                     const std::vector<double>& boundaries,
                                     const SegmentOptions& options = {},
                                     const Progress& progress = {});

/// explainBySegments() of a window that starts at `windowStart` (s in the recording), divided as
/// asked for; novelty is that of the recording in the window, mono at the model's rate. Throws
/// Error also if there would be fewer than two segments.
SegmentExplanation explainWindowSegments(const StemSet& monoStems, const AudioBuffer& recording,
                                         const EmotionModel& model, double windowStart,
                                         const SegmentRequest& request,
                                         const SegmentOptions& options,
                                         const Progress& progress = {});

/// A sampled explanation from predictions that are there already.
SampledExplanation explainSamples(const MixTable& table, const SegmentOptions& options = {});

}  // namespace whence
