#include "core/training/emotion_batches.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/data/mastering.h"
#include "core/error.h"

namespace whence {

namespace {

// What a random number is drawn for.
enum Purpose : std::uint64_t { EmotionOrder = 11, FeatureOrder, Crop, Gain, Tilt, Master };

/// The part of a clip that a step sees: its first frame as a share of all, and its level.
struct View {
    double share = 0.0;
    double gain = 0.0;  // dB
    double tilt = 0.0;  // dB per octave
    std::optional<Mastering> mastering;
};

std::vector<double> bandFrequencies(const LogSpectrogramOptions& options)
{
    std::vector<double> result;
    for (const LogFilterbank::Band& band : makeLogFilterbank(options).bands)
        result.push_back(band.centerFrequency);
    return result;
}

void appendLabels(std::vector<float>& values, std::vector<float>& mask,
                  const std::vector<float>& labels, int count)
{
    mask.push_back(labels.empty() ? 0.0f : 1.0f);
    if (labels.empty())
        values.insert(values.end(), count, 0.0f);
    else
        values.insert(values.end(), labels.begin(), labels.end());
}

void appendClip(EmotionBatch& batch, const LabelledClip& clip, const View& view,
                const LabelCounts& counts)
{
    const PackedSpectrogram packed = clip.spectrogram();
    if (batch.size == 0)
        batch.bands = packed.bands;
    else if (packed.bands != batch.bands)
        throw Error("The clips of the training differ in the bands of their spectrograms.");
    LogSpectrogram window =
        unpackWindow(packed, cropStart(packed.frames, batch.frames, view.share), batch.frames);
    const bool isLouder = view.gain != 0.0 || view.tilt != 0.0;
    const std::vector<double> frequencies =
        view.mastering || isLouder ? bandFrequencies(packed.options) : std::vector<double>();
    if (view.mastering)
        master(window, frequencies, *view.mastering);
    if (isLouder)
        changeGain(window, frequencies, view.gain, view.tilt);
    batch.spectrograms.insert(batch.spectrograms.end(), window.values.begin(), window.values.end());
    appendLabels(batch.features, batch.hasFeatures, clip.features, counts.features);
    appendLabels(batch.emotions, batch.hasEmotions, clip.emotions, counts.emotions);
    ++batch.size;
}

void count(LabelCounts& counts, const LabelledClip& clip)
{
    const auto take = [](int& known, std::size_t size, const char* what) {
        if (size > 0 && known > 0 && known != int(size))
            throw Error(std::string("The clips of the training differ in the number of ") + what +
                        " they are labelled with.");
        known = std::max(known, int(size));
    };
    take(counts.features, clip.features.size(), "features");
    take(counts.emotions, clip.emotions.size(), "emotions");
}

}  // namespace

EmotionBatches::EmotionBatches(const TrainingData& data, const EmotionTrainingOptions& options)
    : m_data(data), m_options(options), m_counts(labelCounts(data))
{
    for (const auto& set : data.emotionClips) {
        for (const LabelledClip& clip : set)
            m_emotionClips.push_back(&clip);
    }
    const auto clips = m_emotionClips.empty() ? data.featureClips.size() : m_emotionClips.size();
    const int batch = m_emotionClips.empty() ? options.featureBatch : options.emotionBatch;
    m_steps = std::max(1, int(clips) / std::max(batch, 1));
}

std::vector<const LabelledClip*> EmotionBatches::draw(int epoch, int step) const
{
    const std::uint64_t seed = m_options.seed;
    const std::int64_t globalStep = std::int64_t(epoch) * m_steps + step;
    std::vector<const LabelledClip*> clips;
    const int sets = int(m_data.emotionClips.size());
    if (m_options.balanced && sets > 1) {
        for (int i = 0; i < m_options.emotionBatch; ++i) {
            const auto& set = m_data.emotionClips[i % sets];
            EndlessOrder order(int(set.size()), randomBits(seed, EmotionOrder, i % sets));
            const int share = (m_options.emotionBatch - i % sets + sets - 1) / sets;
            clips.push_back(&set[order.at(globalStep * share + i / sets)]);
        }
    } else if (!m_emotionClips.empty()) {
        EndlessOrder order(int(m_emotionClips.size()), randomBits(seed, EmotionOrder, epoch));
        for (int i = 0; i < m_options.emotionBatch; ++i)
            clips.push_back(
                m_emotionClips[order.at(std::int64_t(step) * m_options.emotionBatch + i)]);
    }
    if (!m_data.featureClips.empty()) {
        EndlessOrder order(int(m_data.featureClips.size()), randomBits(seed, FeatureOrder, 0));
        for (int i = 0; i < m_options.featureBatch; ++i)
            clips.push_back(
                &m_data.featureClips[order.at(globalStep * m_options.featureBatch + i)]);
    }
    return clips;
}

EmotionBatch EmotionBatches::make(int epoch, int step) const
{
    EmotionBatch batch{.frames = m_options.windowFrames};
    const std::vector<const LabelledClip*> clips = draw(epoch, step);
    const std::uint64_t first = (std::uint64_t(epoch) * m_steps + step) * clips.size();
    for (std::size_t i = 0; i < clips.size(); ++i) {
        const auto random = [&](Purpose purpose) {
            return randomShare(m_options.seed, purpose, first + i);
        };
        View view{.share = random(Crop),
                  .gain = (2.0 * random(Gain) - 1.0) * m_options.gainRange,
                  .tilt = (2.0 * random(Tilt) - 1.0) * m_options.tiltRange};
        if (random(Master) < m_options.masteredShare)
            view.mastering = drawMastering(m_options.seed, first + i);
        appendClip(batch, *clips[i], view, m_counts);
    }
    return batch;
}

EmotionBatch validationBatch(const std::vector<LabelledClip>& clips, int first, int count,
                             const EmotionTrainingOptions& options)
{
    LabelCounts counts;
    for (const LabelledClip& clip : clips)
        whence::count(counts, clip);
    EmotionBatch batch{.frames = options.windowFrames};
    for (int i = first; i < first + count; ++i)
        appendClip(batch, clips[i], {}, counts);
    return batch;
}

LabelCounts labelCounts(const TrainingData& data)
{
    LabelCounts counts;
    for (const LabelledClip& clip : data.featureClips)
        count(counts, clip);
    for (const auto& set : data.emotionClips) {
        for (const LabelledClip& clip : set)
            count(counts, clip);
    }
    for (const LabelledClip& clip : data.validation)
        count(counts, clip);
    return counts;
}

}  // namespace whence
