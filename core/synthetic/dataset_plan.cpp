#include "core/synthetic/dataset_plan.h"

#include <algorithm>
#include <array>

namespace whence {

namespace {

using StyleShares = std::array<double, trainingStyleCount>;

const StyleShares& sharesOf(SyntheticSet set)
{
    static constexpr StyleShares common = {0.30, 0.27, 0.20, 0.20, 0.03};
    static constexpr StyleShares pmemo = {0.38, 0.15, 0.15, 0.05, 0.27};
    return set == SyntheticSet::Pmemo ? pmemo : common;
}

std::string tagOf(Style style)
{
    static const char* const tags[] = {"pop", "rock", "electronic", "easylistening", "hiphop"};
    return tags[int(style)];
}

// Ids as in the real sets: with gaps, DEAM's from 2 to 2000 and full songs from 2001 on.
int idOf(SyntheticSet set, int index)
{
    switch (set) {
        case SyntheticSet::Midlevel:
            return index + 1;
        case SyntheticSet::Deam:
            return index < 1744 ? 2 + index + index / 8 : 3001 + index - 1744;
        case SyntheticSet::Pmemo:
            break;
    }
    return 1 + index + index / 5;
}

std::string drawTitle(Random& random)
{
    static const std::vector<std::string> words = {
        "River", "Window",  "Harbour", "Winter", "Lantern", "Road",  "Glass",
        "Ember", "Orchard", "Signal",  "Tide",   "Velvet",  "Field", "Night"};
    std::string title = random.pick(words);
    if (random.chance(0.5))
        title += " " + random.pick(words);
    if (random.chance(0.15))
        title += ", No. " + std::to_string(random.integer(1, 20));
    return title;
}

}  // namespace

DatasetOptions fullScale()
{
    return {};
}

DatasetOptions smokeScale()
{
    return {.midlevelClips = 120,
            .deamClips = 80,
            .deamFullSongs = 2,
            .pmemoClips = 60,
            .duration = 6.0};
}

std::vector<PlannedClip> planDataset(SyntheticSet set, const DatasetOptions& options)
{
    const int counts[] = {options.midlevelClips, options.deamClips + options.deamFullSongs,
                          options.pmemoClips};
    const int count = counts[int(set)];
    Random random(options.seed * 1000003u + std::uint64_t(set));
    std::vector<PlannedClip> clips;
    while (int(clips.size()) < count) {
        const std::uint64_t artist = random.bits() % 900000 + 100000;
        const auto style = Style(random.weighted(sharesOf(set)));
        const int tracks = random.chance(0.6) ? 1 : random.integer(2, 5);
        for (int track = 0; track < tracks && int(clips.size()) < count; ++track)
            clips.push_back({.style = style, .artist = artist});
    }
    for (std::size_t i = clips.size(); i > 1; --i)
        std::swap(clips[i - 1], clips[std::size_t(random.integer(0, int(i) - 1))]);
    for (int i = 0; i < count; ++i) {
        PlannedClip& clip = clips[std::size_t(i)];
        clip.fullSong = set == SyntheticSet::Deam && i >= options.deamClips;
        clip.id = clip.fullSong ? 2001 + i - options.deamClips : idOf(set, i);
        clip.seed = random.bits();
        clip.duration = clip.fullSong ? random.uniform(41.0, 48.0)
                        : set == SyntheticSet::Pmemo
                            ? options.duration * random.uniform(2.0 / 3.0, 25.0 / 12.0)
                            : options.duration;
        clip.title = drawTitle(random);
        const auto tagged =
            random.chance(0.05) ? Style(random.integer(0, trainingStyleCount - 1)) : clip.style;
        clip.tag = tagOf(tagged);
    }
    return clips;
}

std::string artistName(std::uint64_t artist)
{
    static const char* const first[] = {"Amber",  "Blue",  "Copper", "Distant", "Early",
                                        "Fallen", "Green", "Hollow", "Iron",    "Jade"};
    static const char* const second[] = {"Anchors", "Bridges", "Clouds", "Doors",   "Echoes",
                                         "Fires",   "Gardens", "Horses", "Islands", "Keys"};
    return std::string(first[artist % 10]) + " " + second[artist / 10 % 10] + " " +
           std::to_string(artist);
}

ClipOptions clipOptions(const PlannedClip& clip, const DatasetOptions& options)
{
    return {.duration = clip.duration,
            .style = clip.style,
            .artist = clip.artist,
            .rules = options.rules,
            .soundFonts = options.soundFonts};
}

}  // namespace whence
