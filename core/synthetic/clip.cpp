#include "core/synthetic/clip.h"

#include <array>

#include "core/audio/resample.h"
#include "core/error.h"
#include "core/synthetic/sound_font.h"

namespace whence {

namespace {

constexpr std::array<double, styleCount> styleShares = {0.30, 0.27, 0.20, 0.20, 0.03};

void check(const ClipOptions& options)
{
    if (!(options.duration >= 1.0 && options.duration <= 600.0))
        throw Error("A synthesized clip must last from 1 to 600 seconds.");
}

}  // namespace

Composition composeClip(const ClipOptions& options, std::uint64_t seed)
{
    check(options);
    Random random(seed);
    const Style style = options.style.value_or(Style(random.weighted(styleShares)));
    const Artist artist = drawArtist(options.artist.value_or(random.bits()), style);
    const ClipParameters parameters = drawClipParameters(artist, random);
    return compose(parameters, options.duration, random);
}

SyntheticClip synthesizeClip(const ClipOptions& options, std::uint64_t seed, ClipRenderer& renderer)
{
    SyntheticClip clip;
    clip.composition = composeClip(options, seed);
    Random random(seed ^ 0x5bd1e9955bd1e995u);
    clip.stems = renderer.render(clip.composition, random.bits());
    clip.labels = labelClip(clip.composition, options.rules, random.bits());
    return clip;
}

SyntheticClip synthesizeClip(const ClipOptions& options, std::uint64_t seed)
{
    ClipRenderer renderer(options.soundFonts.empty() ? trainingSoundFonts() : options.soundFonts);
    return synthesizeClip(options, seed, renderer);
}

AudioBuffer mixOf(const SyntheticClip& clip)
{
    AudioBuffer mix = clip.stems.stems.front();
    for (std::size_t stem = 1; stem < clip.stems.stems.size(); ++stem)
        for (std::size_t channel = 0; channel < mix.channels.size(); ++channel)
            for (std::size_t i = 0; i < mix.frames(); ++i)
                mix.channels[channel][i] += clip.stems.stems[stem].channels[channel][i];
    return mix;
}

AudioBuffer monoMixOf(const SyntheticClip& clip, int sampleRate)
{
    return resample(downmix(mixOf(clip)), sampleRate);
}

}  // namespace whence
