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

constexpr int bands = 4;            // of the spectrum's error
constexpr double audible = 1e-3;    // of the mix's energy: a stem below is silent
constexpr double tolerated = 0.05;  // of the mix's energy: leaks below hardly matter
constexpr double limit = 1e-3;      // 30 dB: SI-SDR beyond it, to either side, hardly matters
constexpr double silent = 1e-9;     // energy of a mix that has nothing to be told apart
constexpr double tiny = 1e-30;      // keeps quotients of silent masks finite
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
                entropy -= shares[i] * std::log(std::max(masks[i], 1e-30f));
                masks[i] = weight * (masks[i] - shares[i]);
            }
            loss += double(weight * entropy);
        }
    }
    return loss;
}

/// Energies of a stem in a band, and by how much the loss changes with them.
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

struct Slopes {
    double masked = 0.0;
    double product = 0.0;
};

/// −SI-SDR in dB of a stem that sounds, the energy that is let through of one that is silent;
/// `slopes` grow by the gradient, times `share`.
double lossOfStem(const StemEnergies& stem, double mix, double share, Slopes& slopes)
{
    if (mix < silent)
        return 0.0;
    if (stem.truth < audible * mix) {
        const double energy = stem.masked + tolerated * mix;
        slopes.masked += share * decibels / energy;
        return share * decibels * std::log(energy / mix);
    }
    const double square = stem.product * stem.product;
    const double least = limit * stem.truth * stem.masked + tiny * mix * mix;
    const double signal = square + least;
    const double noise = std::max(0.0, stem.truth * stem.masked - square) + least;
    slopes.product -= share * decibels * 2.0 * stem.product * (1.0 / noise + 1.0 / signal);
    slopes.masked += share * decibels * stem.truth * ((1.0 + limit) / noise - limit / signal);
    return share * decibels * std::log(noise / signal);
}

/// The spectrum's error in one excerpt.
class SpectrumLoss {
public:
    explicit SpectrumLoss(const SeparatorBatch& batch)
        : m_batch(batch), m_width(2 * batch.stems), m_bandOfBin(batch.bins)
    {
        const std::vector<int> edges = bandEdges(batch.bins, bands);
        for (int band = 0; band < bands; ++band)
            std::fill(m_bandOfBin.begin() + edges[band], m_bandOfBin.begin() + edges[band + 1],
                      band);
    }

    /// `values` take the masks first and then the gradient.
    double operator()(int item, const float* logits, float* values) const
    {
        const auto [first, last] = pointsOf(m_batch, item);
        const Energies energies = measure({first, last}, logits, values);
        const double share = 0.5 / double(m_batch.size * m_batch.stems);
        std::vector<std::array<Slopes, bands>> slopes(m_batch.stems);
        double loss = 0.0;
        for (int stem = 0; stem < m_batch.stems; ++stem) {
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
        toGradient({first, last}, slopes, values);
        return loss;
    }

private:
    struct Energies {
        std::array<double, bands> mix{};
        std::vector<std::array<StemEnergies, bands>> stems;
    };

    Energies measure(ExcerptPoints points, const float* logits, float* masks) const
    {
        Energies energies;
        energies.stems.resize(m_batch.stems);
        for (std::int64_t point = points.first; point < points.last; ++point) {
            const int band = m_bandOfBin[point % m_batch.bins];
            for (int channel = 0; channel < 2; ++channel) {
                const std::int64_t place = point * m_width + channel;
                toMasks(logits + place, m_width, masks + place);
                const float power = powerOf(point, channel);
                energies.mix[band] += double(power);
                for (int i = 0; i < m_width; i += 2) {
                    const float mask = masks[place + i];
                    const std::complex<float> ratio = m_batch.ratios[place + i];
                    energies.stems[i / 2][band] +=
                        {double(power * std::norm(ratio)), double(power * mask * mask),
                         double(power * mask * ratio.real())};
                }
            }
        }
        return energies;
    }

    void toGradient(ExcerptPoints points, const std::vector<std::array<Slopes, bands>>& slopes,
                    float* values) const
    {
        std::vector<float> ofMasks(m_width);
        for (std::int64_t point = points.first; point < points.last; ++point) {
            const int band = m_bandOfBin[point % m_batch.bins];
            for (int channel = 0; channel < 2; ++channel) {
                const std::int64_t place = point * m_width + channel;
                const float power = powerOf(point, channel);
                float mean = 0.0f;
                for (int i = 0; i < m_width; i += 2) {
                    const Slopes& slope = slopes[i / 2][band];
                    const float mask = values[place + i];
                    ofMasks[i] = power * (2.0f * float(slope.masked) * mask +
                                          float(slope.product) * m_batch.ratios[place + i].real());
                    mean += mask * ofMasks[i];
                }
                for (int i = 0; i < m_width; i += 2)
                    values[place + i] *= ofMasks[i] - mean;
            }
        }
    }

    float powerOf(std::int64_t point, int channel) const
    {
        const float magnitude = m_batch.magnitudes[2 * point + channel];
        return magnitude * magnitude;
    }

    const SeparatorBatch& m_batch;
    int m_width;
    std::vector<int> m_bandOfBin;
};

}  // namespace

double separatorLoss(const SeparatorBatch& batch, const float* logits, float* gradient)
{
    double loss = 0.0;
    if (batch.objective == SeparatorObjective::Shares) {
        for (int item = 0; item < batch.size; ++item)
            loss += shareLoss(batch, item, logits, gradient);
    } else {
        const SpectrumLoss spectrumLoss(batch);
        for (int item = 0; item < batch.size; ++item)
            loss += spectrumLoss(item, logits, gradient);
    }
    return loss;
}

}  // namespace whence
