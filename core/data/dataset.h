#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/model/model_info.h"

namespace whence {

/// The seven perceptual features and two emotions, in the order of outputs and labels.
const std::vector<std::string>& canonicalFeatures();
const std::vector<std::string>& canonicalEmotions();

/// One annotated recording.
struct Track {
    int id = 0;
    std::filesystem::path audio;  // it need not exist
    std::string artist;           // empty if unknown; likewise below
    std::string title;
    std::string album;
    std::string source;          // collection it is from (Mid-level)
    std::vector<double> labels;  // in the data set's own units, in the order of Dataset::outputs
};

/// A track of the data set's catalogue, annotated or not: what splits are drawn from.
struct CatalogueEntry {
    int id = 0;
    std::string artist;
};

/// Annotated tracks in the order of their annotation file.
struct Dataset {
    std::string name;  // "Mid-level", "DEAM", "PMEmo"
    std::vector<std::string>
        outputs;                // what the labels say: canonicalFeatures() or canonicalEmotions()
    std::vector<Track> tracks;  // annotated and in the catalogue
    std::vector<CatalogueEntry> catalogue;
    std::map<std::string, LabelRange> nominalRanges;   // of the rating scale, by output
    std::map<std::string, LabelRange> observedRanges;  // over all rows of the annotations
    std::vector<std::string> warnings;  // sentences: rows that drop out, names that are unknown
};

/// Mid-level Perceptual Features: `folder` is MidlevelFeatures or the folder that holds it. Throws
/// Error on files that are missing or damaged, as all readers do.
Dataset readMidlevel(const std::filesystem::path& folder);

struct DeamOptions {
    bool corrected = false;  // exchange valence and arousal of ids up to 1000, which look swapped
    bool fullSongs = true;   // read the second file too (ids from 2001 on)
};

/// DEAM: `folder` is deam or the folder that holds it. Artists come from metadata/ where it is
/// there.
Dataset readDeam(const std::filesystem::path& folder, const DeamOptions& options = {});

/// PMEmo: `folder` is pmemo or the folder that holds it. Tracks are those with both metadata and
/// annotation; how many drop out is among the warnings.
Dataset readPmemo(const std::filesystem::path& folder);

}  // namespace whence
