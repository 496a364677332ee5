#pragma once

#include <filesystem>
#include <vector>

#include "core/progress.h"
#include "core/synthetic/dataset_plan.h"

namespace whence {

/// What a run of synthesizeDatasets() did.
struct DatasetSummary {
    int rendered = 0;      // clips made now
    int kept = 0;          // clips that were complete before
    double seconds = 0.0;  // of audio, in all clips of this part
};

/// Writes the three data sets below a folder in the layouts of the real ones (methods §18.6), each
/// with genre_tags.csv, stems/<id>/*.flac and truth/<id>.json beside what those have. Clips that
/// are complete are kept, so an interrupted run goes on where it was. Throws Error if the folder
/// holds data sets made with other options, or can't be written.
DatasetSummary synthesizeDatasets(const std::filesystem::path& folder,
                                  const DatasetOptions& options, const Progress& progress = {});

/// The folder of a set below that of all: "MidlevelFeatures", "deam", "pmemo".
std::filesystem::path setFolder(const std::filesystem::path& folder, SyntheticSet set);

}  // namespace whence
