#include "core/explain/segments.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "core/error.h"
#include "core/explain/stem_stability.h"
#include "core/explain/wording.h"

namespace whence {

namespace {

/// First samples of the segments and the end of the last.
std::vector<std::size_t> segmentEdges(const StemSet& stems, const std::vector<double>& boundaries)
{
    const AudioBuffer& first = stems.stems.front();
    std::vector<std::size_t> edges = {0};
    for (const double boundary : boundaries) {
        const double sample = std::round(boundary * first.sampleRate);
        if (!(sample > double(edges.back()) && sample < double(first.frames())))
            throw Error("The boundaries of the segments must ascend between 0 and " +
                        std::to_string(first.duration()) + " s.");
        edges.push_back(std::size_t(sample));
    }
    edges.push_back(first.frames());
    return edges;
}

/// The audio from sample `begin` to `end`, silent elsewhere.
AudioBuffer isolate(const AudioBuffer& audio, std::size_t begin, std::size_t end)
{
    AudioBuffer result{audio.sampleRate, {}};
    for (const std::vector<float>& channel : audio.channels) {
        std::vector<float>& target = result.channels.emplace_back(channel.size());
        const std::size_t last = std::min(end, channel.size());
        if (begin < last)
            std::copy(channel.begin() + std::ptrdiff_t(begin),
                      channel.begin() + std::ptrdiff_t(last),
                      target.begin() + std::ptrdiff_t(begin));
    }
    return result;
}

/// Half of the rows, drawn without repetition, with row 0 (all components) always among them.
std::vector<std::size_t> halfOf(std::size_t rows, std::mt19937_64& random)
{
    std::vector<std::size_t> order(rows);
    for (std::size_t i = 0; i < rows; ++i)
        order[i] = i;
    // Our own shuffle: std::shuffle differs between libraries.
    for (std::size_t i = rows - 1; i > 1; --i)
        std::swap(order[i], order[1 + random() % i]);
    order.resize((rows + 1) / 2);
    return order;
}

LinearFit fitRows(const MixTable& table, const std::vector<double>& values,
                  const std::vector<std::size_t>& rows, const LimeOptions& options)
{
    std::vector<Coalition> coalitions;
    std::vector<double> chosen;
    for (const std::size_t row : rows) {
        coalitions.push_back(table.coalitions[row]);
        chosen.push_back(values[row]);
    }
    return fitSurrogate(coalitions, int(table.components.size()), chosen, options);
}

struct Stability {
    std::vector<double> standardErrors;
    double topAgreement = 0.0;
};

Stability measureStability(const MixTable& table, const std::vector<double>& values,
                           const LinearFit& fit, const SegmentOptions& options)
{
    const std::size_t components = table.components.size();
    std::mt19937_64 random(options.seed);
    std::vector<double> sums(components);
    std::vector<double> squares(components);
    int agreeing = 0;
    for (int i = 0; i < options.replicates; ++i) {
        const auto rows = halfOf(table.coalitions.size(), random);
        const LinearFit half = fitRows(table, values, rows, options.lime);
        for (std::size_t c = 0; c < components; ++c) {
            const double deviation = half.coefficients[c] - fit.coefficients[c];
            sums[c] += deviation;
            squares[c] += deviation * deviation;
        }
        agreeing += strongestStem(half.coefficients) == strongestStem(fit.coefficients);
    }
    const double count = options.replicates;
    Stability result{std::vector<double>(components), agreeing / count};
    for (std::size_t c = 0; c < components; ++c) {
        const double variance = (squares[c] - sums[c] * sums[c] / count) / (count - 1.0);
        result.standardErrors[c] = std::sqrt(std::max(variance, 0.0));
    }
    return result;
}

void check(const SegmentOptions& options)
{
    if (options.samples < 4)
        throw Error("An explanation by samples needs at least 4 of them.");
    if (options.replicates < 2)
        throw Error("The stability of an explanation needs at least 2 half samples.");
}

/// The boundaries that are asked for, in s from the start of the window.
std::vector<double> boundariesOf(const SegmentRequest& request, const AudioBuffer& recording,
                                 const EmotionModel& model, double windowStart, double duration)
{
    std::vector<double> boundaries;
    if (request.rule == SegmentRequest::Rule::EqualLengths)
        boundaries = equalSegments(duration, request.count);
    else if (request.rule == SegmentRequest::Rule::Novelty)
        boundaries = noveltySegments(
            computeLogSpectrogram(recording.channels[0], model.info().spectrogram), request.count);
    else
        for (const double boundary : request.boundaries) {
            if (!(boundary > windowStart && boundary < windowStart + duration))
                throw Error("The boundary of segments at " + number(boundary, 2) + " s" +
                            " is outside the explained window, " + number(windowStart, 2) + " to " +
                            number(windowStart + duration, 2) + " s.");
            boundaries.push_back(boundary - windowStart);
        }
    if (boundaries.empty())
        throw Error(request.rule == SegmentRequest::Rule::Novelty
                        ? "The music of the explained window changes nowhere clearly enough to "
                          "divide it by novelty."
                        : "An explanation by segments needs at least two of them.");
    return boundaries;
}

}  // namespace

std::string segmentRuleName(SegmentRequest::Rule rule)
{
    switch (rule) {
        case SegmentRequest::Rule::EqualLengths:
            return "equal lengths";
        case SegmentRequest::Rule::Novelty:
            return "novelty";
        case SegmentRequest::Rule::ByHand:
            break;
    }
    return "by hand";
}

StemSet segmentComponents(const StemSet& stems, const std::vector<double>& boundaries)
{
    const std::size_t count = stems.stems.size() * (boundaries.size() + 1);
    if (count < 1 || count > 64)
        throw Error("Stems and segments make " + std::to_string(count) +
                    " components; an explanation takes 1 to 64.");
    const std::vector<std::size_t> edges = segmentEdges(stems, boundaries);
    StemSet result;
    result.origin = stems.origin;
    for (std::size_t segment = 0; segment + 1 < edges.size(); ++segment)
        for (int i = 0; i < stems.count(); ++i) {
            result.names.push_back(stems.names[i] + std::to_string(segment));
            result.stems.push_back(isolate(stems.stems[i], edges[segment], edges[segment + 1]));
        }
    return result;
}

SampledExplanation explainSamples(const MixTable& table, const SegmentOptions& options)
{
    check(options);
    SampledExplanation result;
    result.components = table.components;
    result.exhaustive = table.exhaustive;
    result.samples = int(table.coalitions.size());
    result.seed = options.seed;
    const int components = int(table.components.size());
    const std::size_t features =
        table.predictions.empty() ? 0 : table.predictions.front().features.size();
    for (std::size_t feature = 0; feature < features; ++feature) {
        const std::vector<double> values = table.featureValues(int(feature));
        const LinearFit fit = fitSurrogate(table.coalitions, components, values, options.lime);
        const Stability stability = table.exhaustive
                                        ? Stability{std::vector<double>(components), 1.0}
                                        : measureStability(table, values, fit, options);
        result.fits.push_back(fit);
        result.standardErrors.push_back(stability.standardErrors);
        result.topAgreement.push_back(stability.topAgreement);
    }
    return result;
}

SampledExplanation explainBySegments(const StemSet& monoStems, const EmotionModel& model,
                                     const std::vector<double>& boundaries,
                                     const SegmentOptions& options, const Progress& progress)
{
    check(options);
    const StemSet components = segmentComponents(monoStems, boundaries);
    const std::vector<Coalition> coalitions =
        components.count() <= maxExhaustiveComponents
            ? allCoalitions(components.count())
            : randomCoalitions(components.count(), options.samples, options.seed);
    return explainSamples(predictMixes(components, model, coalitions, options.gain, progress),
                          options);
}

SegmentExplanation explainWindowSegments(const StemSet& monoStems, const AudioBuffer& recording,
                                         const EmotionModel& model, double windowStart,
                                         const SegmentRequest& request,
                                         const SegmentOptions& options, const Progress& progress)
{
    const double duration = monoStems.stems.front().duration();
    const std::vector<double> boundaries =
        boundariesOf(request, recording, model, windowStart, duration);
    SegmentExplanation result;
    result.edges = {windowStart};
    for (const double boundary : boundaries)
        result.edges.push_back(windowStart + boundary);
    result.edges.push_back(windowStart + duration);
    result.sampled = explainBySegments(monoStems, model, boundaries, options, progress);
    return result;
}

}  // namespace whence
