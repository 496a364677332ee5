#include "ui/peaks.h"

#include <algorithm>
#include <cmath>

namespace whence {

namespace {

PeakRange merge(const PeakRange& a, const PeakRange& b)
{
    return {std::min(a.minimum, b.minimum), std::max(a.maximum, b.maximum)};
}

}  // namespace

void Peaks::append(const AudioBuffer& audio)
{
    const float share = 1.0f / float(audio.channels.size());
    for (std::size_t i = 0; i < audio.frames(); ++i) {
        float sample = 0.0f;
        for (const auto& channel : audio.channels)
            sample += share * channel[i];
        m_open =
            m_frames % kBlock == 0 ? PeakRange{sample, sample} : merge(m_open, {sample, sample});
        if (++m_frames % kBlock == 0)
            addRange(m_open);
    }
}

void Peaks::addRange(const PeakRange& range)
{
    PeakRange merged = range;
    for (std::size_t level = 0;; ++level) {
        if (level == m_levels.size())
            m_levels.emplace_back();
        m_levels[level].push_back(merged);
        if (m_levels[level].size() % 2 != 0)
            return;
        merged = merge(m_levels[level].end()[-2], m_levels[level].back());
    }
}

PeakRange Peaks::range(std::int64_t begin, std::int64_t end) const
{
    const std::int64_t blocks = m_frames / kBlock;
    const std::int64_t first = std::clamp<std::int64_t>(begin / kBlock, 0, blocks);
    const std::int64_t last = std::clamp<std::int64_t>((end + kBlock - 1) / kBlock, first, blocks);
    if (first == last)
        return begin / kBlock >= blocks && begin < m_frames ? m_open : PeakRange{};

    PeakRange result = m_levels[0][std::size_t(first)];
    for (std::int64_t block = first; block < last;) {
        // The largest level whose range starts here and ends in time.
        std::size_t level = 0;
        while (level + 1 < m_levels.size() && block % (2LL << level) == 0 &&
               block + (2LL << level) <= last)
            ++level;
        result = merge(result, m_levels[level][std::size_t(block >> level)]);
        block += 1LL << level;
    }
    return result;
}

}  // namespace whence
