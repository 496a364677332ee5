#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/analyze_request.h"
#include "core/progress.h"

namespace whence {

/// A recording of a corpus and the folder, below the corpus's, that takes its results.
struct CorpusTrack {
    std::filesystem::path file;
    std::filesystem::path folder;
};

/// What is written for every track besides report, JSON, JAMS and tables.
struct CorpusOutputs {
    std::filesystem::path folder;
    bool report = true;
    bool stems = false;
    bool figures = false;
};

/// The recordings that files and folders stand for: of a folder all audio files below it, by name;
/// nothing that lies in `outputFolder`. No two have the same folder for their results.
std::vector<CorpusTrack> findTracks(const std::vector<std::string>& filesAndFolders,
                                    const std::filesystem::path& outputFolder);

/// Analyzes track after track. What can't be analyzed is told on standard error and left out; what
/// has been analyzed with the same models and settings is not done again. Writes tables of all
/// results and a summary, and prints the summary. Returns how many could not be analyzed.
int analyzeCorpus(const std::vector<CorpusTrack>& tracks, const AnalyzeRequest& request,
                  const CorpusOutputs& outputs, const Progress& progress);

}  // namespace whence
