#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace whence {

/// The first `count` of NumPy's RandomState(seed).permutation(size): what its choice() without
/// replacement draws. Throws Error if count is larger than size.
std::vector<int> legacyChoice(int size, int count, std::uint32_t seed);

/// Where the validation tracks come from.
enum class ValidationSource {
    TrainingArtists,  // whole artists of the training part
    HeldOut,          // a part of the test tracks (as some of the authors' scripts do)
};

struct SplitOptions {
    double testShare = 0.2;        // of all tracks in the catalogue
    int testCount = 0;             // tracks; if not 0, in place of the share
    double validationShare = 0.2;  // of the part it is taken from
    ValidationSource validation = ValidationSource::TrainingArtists;
    bool strictArtists = false;  // "A feat. B", "B & C": everyone named is one and the same group
    std::uint32_t seed = 42;
};

/// Disjoint sets of annotated tracks, by number, ascending.
struct Split {
    std::vector<int> train;
    std::vector<int> validation;
    std::vector<int> test;
    std::string warning;  // a sentence if artists are unknown; else empty
};

/// Test tracks are drawn among artists with exactly one track in the catalogue, in NumPy's legacy
/// order, as the authors do; unannotated ones then drop out. Throws Error if there are too few such
/// artists. Where no artist at all is known every track counts as its own artist.
Split artistExclusiveSplit(const Dataset& dataset, const SplitOptions& options = {});

/// The split whose test tracks are given (a published file); validation is drawn as above.
Split splitWithTest(const Dataset& dataset, const std::vector<int>& testIds,
                    const SplitOptions& options = {});

/// The names in an artist string: split at feat., ft., &, comma and x; lower case, trimmed.
std::vector<std::string> artistTokens(const std::string& artist);

/// Split files: .npy 1.0 of 64 bit integers in one dimension, as the authors publish them.
std::vector<int> readSplitIds(const std::filesystem::path& file);
void writeSplitIds(const std::filesystem::path& file, const std::vector<int>& ids);

}  // namespace whence
