#include "core/training/separator_loss.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/separation/vector_math.h"

namespace whence {

namespace {

// The values of a point lie stem by stem with the two channels side by side: `width` is twice the
// number of stems, and the loops below take one channel.

constexpr int bands = 4;              // that SI-SDR is measured in, beside the whole spectrum
constexpr double silentShare = 1e-3;  // of the mix's energy: a stem below is silent
constexpr double leakFloor = 0.05;    // of the mix's energy: leaks below hardly matter
constexpr double siSdrBound = 1e-3;   // −30 dB: the noise of an SI-SDR of 30 dB, the bound
constexpr double emptyMix = 1e-9;     // energy of a mix that has nothing to be told apart
constexpr double tiny = 1e-30;        // keeps quotients and logarithms of silent masks finite
constexpr double decibels = 10.0 / std::numbers::ln10;

/// Softmax over the stems.
void toMasks(const float* logits, int width, float* masks)
{
    float top = logits[0];
    for (int i = 2; i < width; i += 2)
        top = std::max(top, logits[i]);
    float sum = 0.0f;
    for (int i = 0; i < width; i += 2)
        sum += masks[i] = vectorExp(logits[i] - top);
    for (int i = 0; i < width; i += 2)
        masks[i] /= sum;
}

/// Where a batch's excerpt lies.
struct ExcerptPoints {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

ExcerptPoints pointsOf(const SeparatorBatch& batch, int item)
{
    const std::int64_t count = std::int64_t(batch.frames) * batch.bins;
    return {item * count, (item + 1) * count};
}

/// The cross entropy of an excerpt's masks and its stems' true shares in nats, weighted by the
/// mix's magnitude. It asks for expected shares, where an absolute error, from a random start,
/// silences what is rarely loud.
double shareLoss(const SeparatorBatch& batch, int item, const float* logits, float* gradient)
{
    const int width = 2 * batch.stems;
    const auto [first, last] = pointsOf(batch, item);
    const float scale = batch.scales[item] / float((last - first) * 2 * batch.size);
    double loss = 0.0;
    for (std::int64_t point = first; point < last; ++point) {
        for (int channel = 0; channel < 2; ++channel) {
            const std::int64_t place = point * width + channel;
            float* const masks = gradient + place;
            const float* const shares = batch.shares.data() + place;
            toMasks(logits + place, width, masks);
            const float weight = scale * batch.magnitudes[2 * point + channel];
            float entropy = 0.0f;
            for (int i = 0; i < width; i += 2) {
                entropy -= shares[i] * std::log(std::max(masks[i], float(tiny)));
                masks[i] = weight * (masks[i] - shares[i]);
            }
            loss += double(weight * entropy);
        }
    }
    return loss;
}

/// Energies of a stem in a band.
struct StemEnergies {
    double truth = 0.0;    // of the stem itself
    double masked = 0.0;   // of what the mask lets through
    double product = 0.0;  // of both: their inner product

    StemEnergies& operator+=(const StemEnergies& other)
    {
        truth += other.truth;
        masked += other.masked;
        product += other.product;
        return *this;
    }
};

/// Derivatives of the loss by StemEnergies::masked and product.
struct Slopes {
    double masked = 0.0;
    double product = 0.0;
};

/// What a stem adds to the loss, in dB, times `share`; adds its derivatives to `slopes`. With the
/// stem s, what its mask lets through ŝ, P = ⟨s, ŝ⟩ and ε = 10⁻³ ‖s‖² ‖ŝ‖², which bounds it at ±30
/// dB,
///     −SI-SDR = 10 log10((‖s‖² ‖ŝ‖² − P² + ε) / (P² + ε))        [Le Roux 2019; methods §17.2]
/// and for a silent stem 10 log10(‖ŝ‖² / ‖mix‖² + 0.05): a logarithm without that floor makes all
/// masks silent but one.
double lossOfStem(const StemEnergies& stem, double mix, double share, Slopes& slopes)
{
    if (mix < emptyMix)
        return 0.0;
    if (stem.truth < silentShare * mix) {
        const double energy = stem.masked + leakFloor * mix;
        slopes.masked += share * decibels / energy;
        return share * decibels * std::log(energy / mix);
    }
    const double square = stem.product * stem.product;
    const double least = siSdrBound * stem.truth * stem.masked + tiny * mix * mix;
    const double signal = square + least;
    const double noise = std::max(0.0, stem.truth * stem.masked - square) + least;
    slopes.product -= share * decibels * 2.0 * stem.product * (1.0 / noise + 1.0 / signal);
    slopes.masked +=
        share * decibels * stem.truth * ((1.0 + siSdrBound) / noise - siSdrBound / signal);
    return share * decibels * std::log(noise / signal);
}

/// The band of each bin (bandEdges()).
std::vector<int> bandOfBin(int bins)
{
    std::vector<int> result(bins);
    const std::vector<int> edges = bandEdges(bins, bands);
    for (int band = 0; band < bands; ++band)
        std::fill(result.begin() + edges[band], result.begin() + edges[band + 1], band);
    return result;
}

struct Energies {
    std::array<double, bands> mix{};
    std::vector<std::array<StemEnergies, bands>> stems;
};

float powerOf(const SeparatorBatch& batch, std::int64_t point, int channel)
{
    const float magnitude = batch.magnitudes[2 * point + channel];
    return magnitude * magnitude;
}

/// The energies of an excerpt; `masks` take the softmax of the logits.
Energies measure(const SeparatorBatch& batch, ExcerptPoints points, const std::vector<int>& bandOf,
                 const float* logits, float* masks)
{
    const int width = 2 * batch.stems;
    Energies energies;
    energies.stems.resize(batch.stems);
    for (std::int64_t point = points.first; point < points.last; ++point) {
        const int band = bandOf[point % batch.bins];
        for (int channel = 0; channel < 2; ++channel) {
            const std::int64_t place = point * width + channel;
            toMasks(logits + place, width, masks + place);
            const float power = powerOf(batch, point, channel);
            energies.mix[band] += double(power);
            for (int i = 0; i < width; i += 2) {
                const float mask = masks[place + i];
                const std::complex<float> ratio = batch.ratios[place + i];
                energies.stems[i / 2][band] +=
                    {double(power * std::norm(ratio)), double(power * mask * mask),
                     double(power * mask * ratio.real())};
            }
        }
    }
    return energies;
}

/// Turns the masks in `values` into the gradient by the logits; `slopes` by stem and band.
void toGradient(const SeparatorBatch& batch, ExcerptPoints points, const std::vector<int>& bandOf,
                const std::vector<std::array<Slopes, bands>>& slopes, float* values)
{
    const int width = 2 * batch.stems;
    std::vector<float> ofMasks(width);
    for (std::int64_t point = points.first; point < points.last; ++point) {
        const int band = bandOf[point % batch.bins];
        for (int channel = 0; channel < 2; ++channel) {
            const std::int64_t place = point * width + channel;
            const float power = powerOf(batch, point, channel);
            float mean = 0.0f;
            for (int i = 0; i < width; i += 2) {
                const Slopes& slope = slopes[i / 2][band];
                const float mask = values[place + i];
                ofMasks[i] = power * (2.0f * float(slope.masked) * mask +
                                      float(slope.product) * batch.ratios[place + i].real());
                mean += mask * ofMasks[i];
            }
            for (int i = 0; i < width; i += 2)
                values[place + i] *= ofMasks[i] - mean;
        }
    }
}

/// −SI-SDR in dB of an excerpt's masked spectra, the mean over the stems: half of the whole
/// spectrum, half of its bands, which keeps the bass from deciding alone.
double siSdrLoss(const SeparatorBatch& batch, int item, const std::vector<int>& bandOf,
                 const float* logits, float* gradient)
{
    const ExcerptPoints points = pointsOf(batch, item);
    const Energies energies = measure(batch, points, bandOf, logits, gradient);
    const double share = 0.5 / double(batch.size * batch.stems);
    std::vector<std::array<Slopes, bands>> slopes(batch.stems);
    double loss = 0.0;
    for (int stem = 0; stem < batch.stems; ++stem) {
        StemEnergies whole;
        double mix = 0.0;
        for (int band = 0; band < bands; ++band) {
            whole += energies.stems[stem][band];
            mix += energies.mix[band];
        }
        Slopes ofWhole;
        loss += lossOfStem(whole, mix, share, ofWhole);
        slopes[stem].fill(ofWhole);
        for (int band = 0; band < bands; ++band)
            loss += lossOfStem(energies.stems[stem][band], energies.mix[band], share / bands,
                               slopes[stem][band]);
    }
    toGradient(batch, points, bandOf, slopes, gradient);
    return loss;
}

}  // namespace

double separatorLoss(const SeparatorBatch& batch, const float* logits, float* gradient)
{
    double loss = 0.0;
    if (batch.objective == SeparatorObjective::Shares) {
        for (int item = 0; item < batch.size; ++item)
            loss += shareLoss(batch, item, logits, gradient);
    } else {
        const std::vector<int> bandOf = bandOfBin(batch.bins);
        for (int item = 0; item < batch.size; ++item)
            loss += siSdrLoss(batch, item, bandOf, logits, gradient);
    }
    return loss;
}

}  // namespace whence
