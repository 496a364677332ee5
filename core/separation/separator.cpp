#include "core/separation/separator.h"

#include <algorithm>
#include <utility>

#include "core/audio/resample.h"
#include "core/separation/mask_network.h"
#include "core/separation/segment_masking.h"
#include "core/tensors/tensor_file.h"

namespace whence {

namespace {

using Channels = std::vector<std::vector<float>>;

/// The recording as segments: `frameSize` zeros in front (methods §6.1), zeros behind.
class SegmentReader {
public:
    SegmentReader(const Separator::ReadBlock& read, const SeparatorInfo& info)
        : m_read(read),
          m_size(segmentSamples(info)),
          m_advance(std::size_t(info.segmentFrames) * info.stft.hop)
    {
        for (auto& channel : m_pending)
            channel.assign(std::size_t(info.stft.frameSize), 0.0f);
    }

    /// Samples read so far, without the zeros.
    std::size_t samples() const { return m_samples; }
    bool isAtEnd() const { return m_isAtEnd; }

    /// The next segment; it begins a segment's frames behind the last one.
    std::vector<std::span<const float>> next()
    {
        if (std::exchange(m_hasSegment, true))
            for (auto& channel : m_pending)
                channel.erase(channel.begin(), channel.begin() + std::ptrdiff_t(m_advance));
        while (m_pending.front().size() < m_size && !m_isAtEnd)
            append(toStereo(m_read(m_size - m_pending.front().size())));
        for (auto& channel : m_pending)
            channel.resize(std::max(channel.size(), m_size));
        return {std::span(m_pending[0]).first(m_size), std::span(m_pending[1]).first(m_size)};
    }

private:
    void append(const AudioBuffer& block)
    {
        m_isAtEnd = block.frames() == 0;
        m_samples += block.frames();
        for (std::size_t c = 0; c < 2 && !m_isAtEnd; ++c)
            m_pending[c].insert(m_pending[c].end(), block.channels[c].begin(),
                                block.channels[c].end());
    }

    const Separator::ReadBlock& m_read;
    std::size_t m_size;
    std::size_t m_advance;
    Channels m_pending{2};
    std::size_t m_samples = 0;
    bool m_isAtEnd = false;
    bool m_hasSegment = false;
};

/// Adds up what overlaps and gives out what is complete.
class OverlapAdd {
public:
    explicit OverlapAdd(const SeparatorInfo& info)
        : m_complete(std::size_t(info.segmentFrames) * info.stft.hop),
          m_toSkip(std::size_t(info.stft.frameSize))
    {
    }

    /// The complete samples up to `limit`, counted from the recording's first sample.
    std::vector<AudioBuffer> add(std::vector<AudioBuffer> segment, std::size_t limit)
    {
        m_tails.resize(segment.size(), Channels(2));
        const std::size_t first = std::min(m_toSkip, m_complete);
        const std::size_t last = std::clamp(first + limit - m_written, first, m_complete);
        for (std::size_t s = 0; s < segment.size(); ++s) {
            for (std::size_t c = 0; c < 2; ++c) {
                std::vector<float>& samples = segment[s].channels[c];
                std::vector<float>& tail = m_tails[s][c];
                for (std::size_t i = 0; i < tail.size(); ++i)
                    samples[i] += tail[i];
                tail.assign(samples.begin() + std::ptrdiff_t(m_complete), samples.end());
                samples.resize(last);
                samples.erase(samples.begin(), samples.begin() + std::ptrdiff_t(first));
            }
        }
        m_toSkip -= first;
        m_written += last - first;
        return segment;
    }

    std::size_t written() const { return m_written; }

private:
    std::size_t m_complete;  // samples of a segment that no later one adds to
    std::size_t m_toSkip;    // zeros in front of the recording
    std::size_t m_written = 0;
    std::vector<Channels> m_tails;  // of each stem
};

/// What a separator's file holds; its tensors are yet to be compared with the card.
struct StoredSeparator {
    SeparatorInfo info;
    TensorMap tensors;
};

StoredSeparator readStoredSeparator(const std::filesystem::path& file)
{
    TensorFile content = readTensorFile(file, "whence-separator");
    SeparatorInfo info = parseSeparatorInfo(content.card, file.string());
    info.id = content.sha256;
    return {std::move(info), std::move(content.tensors)};
}

}  // namespace

Separator::Separator(SeparatorInfo info, const TensorMap& tensors, const std::string& file)
    : m_info(std::make_shared<const SeparatorInfo>(std::move(info))),
      m_network(makeMaskNetwork(*m_info, tensors, file))
{
}

Separator Separator::load(const std::filesystem::path& file)
{
    const StoredSeparator stored = readStoredSeparator(file);
    return {stored.info, stored.tensors, file.string()};
}

SeparatorInfo readSeparatorInfo(const std::filesystem::path& file)
{
    return readStoredSeparator(file).info;
}

Separator Separator::withRandomWeights(const SeparatorInfo& info, std::uint64_t seed)
{
    return {info, randomSeparatorWeights(info, seed), info.name};
}

const SeparatorInfo& Separator::info() const
{
    return *m_info;
}

StemSet Separator::separate(const AudioBuffer& audio, const SeparationOptions& options,
                            const Progress& progress) const
{
    const AudioBuffer recording = toStereo(audio);
    const bool isResampled = recording.sampleRate != m_info->sampleRate && recording.frames() > 0;
    const AudioBuffer input =
        isResampled ? resample(recording, m_info->sampleRate, progress.part(0.0, 0.05)) : recording;

    StemSet result{m_info->stems, {}, {}, m_info->name};
    result.stems.assign(m_info->stems.size(), {m_info->sampleRate, Channels(2)});
    std::size_t position = 0;
    const auto read = [&](std::size_t frames) {
        const std::size_t last = std::min(position + frames, input.frames());
        AudioBuffer block{input.sampleRate, {}};
        for (const auto& channel : input.channels)
            block.channels.emplace_back(channel.begin() + std::ptrdiff_t(position),
                                        channel.begin() + std::ptrdiff_t(last));
        position = last;
        return block;
    };
    const auto write = [&](const std::vector<AudioBuffer>& stems) {
        for (std::size_t s = 0; s < stems.size(); ++s)
            for (std::size_t c = 0; c < 2; ++c)
                result.stems[s].channels[c].insert(result.stems[s].channels[c].end(),
                                                   stems[s].channels[c].begin(),
                                                   stems[s].channels[c].end());
    };
    separateStream(read, write, input.duration(), options,
                   isResampled ? progress.part(0.05, 0.9) : progress);

    for (AudioBuffer& stem : result.stems) {
        if (isResampled)
            stem = resample(stem, recording.sampleRate);
        stem.sampleRate = recording.sampleRate;
        for (auto& channel : stem.channels)
            channel.resize(recording.frames());
    }
    result.residual = residualOf(recording, result);
    progress.report(1.0);
    return result;
}

void Separator::separateStream(const ReadBlock& read, const WriteBlock& write,
                               double expectedDuration, const SeparationOptions& options,
                               const Progress& progress) const
{
    const double expected = std::max(1.0, expectedDuration * m_info->sampleRate);
    const double perSegment = double(m_info->segmentFrames) * m_info->stft.hop / expected;
    SegmentReader segments(read, *m_info);
    OverlapAdd output(*m_info);
    double done = 0.0;
    do {
        const auto segment = segments.next();
        if (segments.samples() == 0)
            break;
        const double next = std::min(1.0, done + perSegment);
        auto stems =
            separateSegment(segment, *m_info, m_network, options, progress.part(done, next));
        write(output.add(std::move(stems), segments.samples()));
        done = next;
        progress.report(done);
    } while (!segments.isAtEnd() || output.written() < segments.samples());
    progress.report(1.0);
}

}  // namespace whence
