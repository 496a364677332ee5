#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/synthetic/clip.h"

namespace whence {

/// The three synthetic data sets, in the layouts of the real ones.
enum class SyntheticSet { Midlevel, Deam, Pmemo };

/// How many clips, how long, drawn from what.
struct DatasetOptions {
    int midlevelClips = 1100;
    int deamClips = 750;
    int deamFullSongs = 6;  // of over 40 s, in DEAM's second annotation file
    int pmemoClips = 800;
    double duration = 12.0;  // s; PMEmo's clips last from 2/3 to 25/12 of it
    std::uint64_t seed = 1;
    LabelRules rules = LabelRules::Perceived;
    std::vector<std::filesystem::path> soundFonts;  // empty: trainingSoundFonts()
    bool stems = true;                              // write them, too
    int part = 0;  // of the clips only those whose place modulo `parts` is `part` are rendered
    int parts = 1;
};

/// The scales of methods §18.6.
DatasetOptions fullScale();
DatasetOptions smokeScale();

/// One clip of a data set before it is made.
struct PlannedClip {
    int id = 0;
    Style style = Style::Pop;
    std::uint64_t artist = 0;
    std::uint64_t seed = 0;
    double duration = 12.0;  // s
    std::string title;
    std::string tag;        // of a tagger that is wrong in 5 % of the clips
    bool fullSong = false;  // DEAM's second file
};

/// The clips of a data set, by id. Six of ten artists have a single track.
std::vector<PlannedClip> planDataset(SyntheticSet set, const DatasetOptions& options);

std::string artistName(std::uint64_t artist);

/// What to give synthesizeClip() beside the planned seed.
ClipOptions clipOptions(const PlannedClip& clip, const DatasetOptions& options);

}  // namespace whence
