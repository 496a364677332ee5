#include "core/audio/audio_buffer.h"

#include <algorithm>
#include <cassert>

namespace whence {

AudioBuffer slice(const AudioBuffer& audio, std::size_t start, std::size_t frames)
{
    start = std::min(start, audio.frames());
    const std::size_t end = start + std::min(frames, audio.frames() - start);
    AudioBuffer part{audio.sampleRate, {}};
    for (const std::vector<float>& channel : audio.channels)
        part.channels.emplace_back(channel.begin() + std::ptrdiff_t(start),
                                   channel.begin() + std::ptrdiff_t(end));
    return part;
}

void append(AudioBuffer& audio, const AudioBuffer& block)
{
    assert(audio.channels.size() == block.channels.size());
    for (std::size_t c = 0; c < audio.channels.size(); ++c)
        audio.channels[c].insert(audio.channels[c].end(), block.channels[c].begin(),
                                 block.channels[c].end());
}

}  // namespace whence
