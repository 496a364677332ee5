#include "core/synthetic/labels.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace whence {

namespace {

constexpr double featureNoise = 0.06;  // standard deviation of ratings
constexpr double emotionNoise = 0.12;

Features clipped(Features features)
{
    for (double& value : features)
        value = std::clamp(value, 0.0, 1.0);
    return features;
}

// The exact Shapley values of the 32 coalition values of one quantity.
PerStem<double> shapleyOf(const std::function<double(unsigned)>& value)
{
    static constexpr double factorial[] = {1, 1, 2, 6, 24, 120};
    PerStem<double> shares{};
    for (unsigned coalition = 0; coalition < coalitionCount; ++coalition) {
        const int size = int(StemSubset(coalition).count());
        for (unsigned stem = 0; stem < stemCount; ++stem)
            if (!StemSubset(coalition)[stem]) {
                const double weight =
                    factorial[size] * factorial[stemCount - 1 - size] / factorial[stemCount];
                shares[stem] += weight * (value(coalition | 1u << stem) - value(coalition));
            }
    }
    return shares;
}

// Beat-onset weight of a stem, methods §18.4.
double onsetWeight(Stem stem, Voice voice)
{
    switch (stem) {
        case Stem::Vocals:
            return voice == Voice::None ? 0.0 : voice == Voice::Sung ? 0.25 : 0.95;
        case Stem::Piano:
            return 0.4;
        case Stem::Drums:
            return 0.9;
        case Stem::Bass:
            return 0.5;
        case Stem::Other:
            break;
    }
    return 0.1;
}

double onsetSharpness(Stem stem, const ClipParameters& clip)
{
    switch (stem) {
        case Stem::Vocals:
            return clip.voice == Voice::Rapped ? 0.75 : 0.25;
        case Stem::Drums:
            return 0.9;
        case Stem::Other:
            return 0.6 * clip.staccato;
        default:
            return clip.staccato;
    }
}

}  // namespace

std::string name(Feature feature)
{
    static const char* const names[] = {"melody",           "articulation", "rhythm_complexity",
                                        "rhythm_stability", "dissonance",   "tonal_stability",
                                        "minorness"};
    return names[int(feature)];
}

Features arousalWeights()
{
    return {-0.25, 0.45, 0.25, 0.20, 0.35, -0.10, -0.05};
}

Features valenceWeights(Style style)
{
    return {0.20, 0.05, 0.05, style == Style::HipHop ? 0.0 : 0.55, -0.20, 0.15, -0.40};
}

Features featuresOf(const Perception& h)
{
    const double r = std::log2(std::max(h.onsetsPerSecond, 0.5) / 3.0);
    const double tp = std::log2(h.tempo / 95.0);
    const double g = h.staccato;
    const double v = (h.velocity - 78.0) / 40.0;
    const double kc = std::max(h.majorFit, h.minorFit);
    const double drums = h.drumLevel > 0.0 ? 1.0 : 0.0;
    const double carried = h.carrier * std::max(0.0, 1.0 - h.carrierJitter / 80.0) *
                           (1.0 - 0.35 * h.syncopation) * (1.0 - 4.0 * std::min(h.drift, 0.1));
    const double onBeats = std::clamp((h.beatCover - 0.5) / 0.4, 0.0, 1.0) *
                           std::max(0.0, 1.0 - h.accompanimentJitter / 40.0);
    Features z{};
    z[int(Feature::Articulation)] = 0.42 + 0.40 * (g - 0.45) + 0.12 * r + 0.08 * tp +
                                    0.12 * (h.struckUnpedalled - 0.5) + 0.15 * h.drumLevel +
                                    0.10 * v + 0.05 * h.drive;
    z[int(Feature::RhythmComplexity)] = 0.30 + 0.22 * (h.syncopation - 0.35) + 0.13 * r +
                                        0.05 * tp + 0.20 * h.polyrhythm + 0.06 * (h.layers - 1.0) +
                                        0.12 * drums + 0.003 * h.jitter +
                                        0.05 * std::log2(std::max(h.melodyNotesPerBeat, 0.25));
    z[int(Feature::RhythmStability)] = 0.25 + 0.8 * carried + 0.18 * onBeats + 0.10 * tp +
                                       0.05 * r + 0.08 * h.repetition + 0.10 * (g - 0.4);
    z[int(Feature::Melody)] = 0.55 + 0.22 * (h.stepwise - 0.6) + 0.10 * (h.repetition - 0.5) -
                              0.70 * h.chromatic - 0.20 * h.chordDissonance - 0.20 * h.drive -
                              0.25 * (g - 0.4) - 0.06 * r + 0.12 * (1.0 - drums) +
                              0.15 * std::max(0.0, kc - 0.75) +
                              0.45 * h.sungLevel * (0.5 + 0.5 * h.stepwise);
    z[int(Feature::Dissonance)] = 0.10 + 0.75 * h.chromatic + 0.50 * h.chordDissonance +
                                  0.22 * h.drive + 0.12 * (1.0 - h.functional) +
                                  0.60 * std::max(0.0, 0.8 - kc);
    z[int(Feature::TonalStability)] = 0.62 + 1.5 * (kc - 0.78) - 0.35 * h.chromatic -
                                      0.12 * h.chordDissonance - 0.15 * (1.0 - h.functional) -
                                      0.12 * h.modulations - 0.08 * h.drive;
    z[int(Feature::Minorness)] = 0.50 + 1.05 * std::clamp(h.minorFit - h.majorFit, -0.35, 0.35) +
                                 0.14 * (2.0 * h.minorShare - 1.0);
    return clipped(z);
}

Features featuresOf(const ClipParameters& clip, StemSubset stems)
{
    double silentBeat = 1.0, weight = 0.0, sharpness = 0.0;
    const auto level = [&](Stem stem) {
        return stems[std::size_t(stem)] ? clip.level[std::size_t(stem)] : 0.0;
    };
    for (const Stem stem : allStems) {
        const double carrier = level(stem) * onsetWeight(stem, clip.voice);
        const double blurred = stem == Stem::Vocals ? 0.4 : 1.0;
        const double clarity = carrier * (1.0 - clip.jitter[std::size_t(stem)] / 60.0) *
                               (1.0 - 0.5 * clip.syncopation * blurred);
        silentBeat *= 1.0 - 0.75 * clarity;
        weight += carrier;
        sharpness += carrier * onsetSharpness(stem, clip);
    }
    const double sung = clip.voice == Voice::Sung ? level(Stem::Vocals) : 0.0;
    const double rapped = clip.voice == Voice::Rapped ? level(Stem::Vocals) : 0.0;
    Features z{};
    z[int(Feature::Melody)] = 0.15 + 0.45 * sung * (0.5 + 0.5 * clip.stepwise) +
                              0.20 * level(Stem::Piano) * clip.stepwise +
                              0.15 * level(Stem::Other) * clip.stepwise + 0.10 * clip.repetition -
                              0.30 * clip.chromatic - 0.15 * clip.noise;
    z[int(Feature::Articulation)] = weight > 0.0 ? sharpness / weight : 0.0;
    z[int(Feature::RhythmComplexity)] = 0.10 + 0.45 * clip.syncopation + 0.08 * (clip.layers - 1) +
                                        0.20 * clip.polyrhythm + 0.12 * rapped;
    z[int(Feature::RhythmStability)] = (1.0 - silentBeat) * (1.0 - 6.0 * clip.drift);
    z[int(Feature::Dissonance)] = 0.05 + 0.90 * clip.chromatic + 0.35 * clip.noise;
    z[int(Feature::TonalStability)] =
        0.90 - 1.20 * clip.chromatic - 0.20 * clip.modulations - 0.20 * clip.noise - 0.10 * rapped;
    z[int(Feature::Minorness)] = 0.15 + 0.70 * clip.minorShare;
    return clipped(z);
}

Emotion emotionOf(const Features& features, Style style)
{
    Emotion emotion;
    emotion.valence = style == Style::HipHop ? -0.10 : 0.0;
    const Features arousal = arousalWeights();
    const Features valence = valenceWeights(style);
    for (std::size_t i = 0; i < featureCount; ++i) {
        emotion.arousal += arousal[i] * (2.0 * features[i] - 1.0);
        emotion.valence += valence[i] * (2.0 * features[i] - 1.0);
    }
    return emotion;
}

ClipLabels labelClip(const Composition& piece, LabelRules rules, std::uint64_t seed)
{
    ClipLabels labels;
    const ClipParameters& clip = piece.parameters;
    for (unsigned i = 0; i < coalitionCount; ++i) {
        labels.coalitions[i] = rules == LabelRules::Perceived
                                   ? featuresOf(perceive(piece, StemSubset(i)))
                                   : featuresOf(clip, StemSubset(i));
        labels.emotions[i] = emotionOf(labels.coalitions[i], clip.style);
    }
    for (std::size_t f = 0; f < featureCount; ++f)
        labels.featureShapley[f] =
            shapleyOf([&](unsigned i) { return 2.0 * labels.coalitions[i][f] - 1.0; });
    labels.arousalShapley = shapleyOf([&](unsigned i) { return labels.emotions[i].arousal; });
    labels.valenceShapley = shapleyOf([&](unsigned i) { return labels.emotions[i].valence; });
    Random random(seed);
    labels.ratedFeatures = labels.features();
    for (double& value : labels.ratedFeatures)
        value += random.normal(0.0, featureNoise);
    labels.ratedFeatures = clipped(labels.ratedFeatures);
    const Emotion& emotion = labels.emotions.back();
    labels.ratedEmotion = {
        std::clamp(emotion.arousal + random.normal(0.0, emotionNoise), -1.0, 1.0),
        std::clamp(emotion.valence + random.normal(0.0, emotionNoise), -1.0, 1.0)};
    return labels;
}

}  // namespace whence
