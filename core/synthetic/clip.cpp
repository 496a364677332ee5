#include "core/synthetic/clip.h"

#include <array>

#include "core/audio/resample.h"
#include "core/error.h"
#include "core/synthetic/sound_font.h"

namespace whence {

namespace {

constexpr std::array<double, trainingStyleCount> styleShares = {0.30, 0.27, 0.20, 0.20, 0.03};

// Ratings must not follow the numbers that the music was drawn from.
std::uint64_t ratingSeed(std::uint64_t seed)
{
    return seed ^ 0x5bd1e9955bd1e995u;
}

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

ClipLabels clipLabels(const ClipOptions& options, std::uint64_t seed)
{
    return labelClip(composeClip(options, seed), options.rules, ratingSeed(seed));
}

SyntheticClip synthesizeClip(const ClipOptions& options, std::uint64_t seed, ClipRenderer& renderer)
{
    SyntheticClip clip;
    clip.composition = composeClip(options, seed);
    clip.stems = renderer.render(clip.composition, seed ^ 0x9e3779b97f4a7c15u);
    clip.labels = labelClip(clip.composition, options.rules, ratingSeed(seed));
    return clip;
}

SyntheticClip synthesizeClip(const ClipOptions& options, std::uint64_t seed)
{
    ClipRenderer renderer(options.soundFonts.empty() ? trainingSoundFonts() : options.soundFonts);
    return synthesizeClip(options, seed, renderer);
}

AudioBuffer mixOf(const SyntheticClip& clip)
{
    return sumOfStems(clip.stems);
}

}  // namespace whence
