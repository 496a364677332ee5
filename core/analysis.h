#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/explain/chain.h"
#include "core/explain/checks.h"
#include "core/explain/effects.h"
#include "core/explain/mixes.h"
#include "core/explain/recording.h"
#include "core/explain/segments.h"
#include "core/explain/source_explanation.h"
#include "core/explain/stem_measures.h"
#include "core/explain/stem_stability.h"
#include "core/explain/timeline.h"
#include "core/explain/window.h"
#include "core/model/emotion_model.h"
#include "core/progress.h"
#include "core/separation/separator.h"
#include "core/separation/stem_set.h"
#include "core/store/stem_cache.h"

namespace whence {

struct AnalysisOptions {
    std::optional<double> start;     // s, of the explained window; none: centered
    std::optional<double> length;    // s; none: the model's window. A shorter part is looped
    double timelineHop = 5.0;        // s between the predictions along the piece
    int shifts = 4;                  // of the window, for the stability check; 0: none
    double shiftRange = 2.0;         // s, the largest shift to either side
    bool baselines = true;           // compare ways to take a stem away
    bool parity = false;             // the authors' normalization, trimming, stems: methods §14
    bool residualComponent = false;  // mix − Σ stems explains too, as a further stem
    SeparationOptions separation;
    LimeOptions lime;
    std::optional<SegmentRequest> segments;  // none: the window is explained as a whole only
    CheckThresholds thresholds;
};

/// The recording an analysis is of.
struct TrackInfo {
    std::string file;  // its name, without folders
    std::string title;
    std::string artist;
    std::string album;
    std::string format;
    std::string sha256;     // of the file
    double duration = 0.0;  // s, as far as it could be read
    int sampleRate = 0;     // Hz
    int channels = 0;
    Loudness loudness;
    std::vector<std::string> warnings;  // sentences
};

/// What a recording is, with the checksum of its file (of a folder: of all its files). Throws Error
/// if the file can't be read any more.
TrackInfo describeTrack(const Recording& recording, const Progress& progress = {});

/// All that is known of one recording; what views show and reports write.
struct Analysis {
    TrackInfo track;
    ModelInfo model;
    std::string separatorName;  // or where the stems are from
    std::string separatorId;
    std::string separatorNotice;
    std::string stemsSha256;  // contentHash() of stems given beside the recording; empty: none were
    Window window;
    std::vector<TimelinePoint> timeline;
    Prediction prediction;                     // of the recording in the window
    std::vector<std::vector<Effect>> effects;  // per emotion, per feature
    std::vector<StemLevel> stemLevels;
    MixTable mixes;
    std::vector<SourceExplanation> sources;      // per feature
    std::vector<StemStability> stability;        // per feature
    std::vector<double> trainingDistances;       // per mix: trainingDistances(); empty if not known
    std::vector<Chain> chains;                   // per emotion; one that says so if there are none
    std::optional<SegmentExplanation> segments;  // if asked for
    std::vector<Check> checks;                   // on each feature, then those on everything
    AnalysisOptions options;
    std::string version;  // of the program: programVersion()
    std::string commit;   // it was built from: programCommit()
    std::string command;  // that repeats it; may be empty
};

/// An analysis with the sound it is about.
struct AnalysisResult {
    Analysis analysis;
    LogSpectrogram spectrogram;  // of the whole recording at peak 1, with the model's options
    StemSet stems;               // of the explained window, at the recording's or separator's rate
};

/// Where the stems come from: a separator, or a folder of them.
struct StemSource {
    std::optional<Separator> separator;
    std::filesystem::path folder;    // used if there is no separator
    std::optional<StemCache> cache;  // keeps what the separator makes; none: nothing is kept
};

/// The whole way from a file, or a folder of stems that sum up to the recording, to its two-level
/// explanation. Of a long recording only the explained window and its surroundings (shiftRange and
/// two seconds more at either side) are separated. With options.parity the window is treated as if
/// it were the file. Throws Error if the recording or the stems can't be read, it is shorter than a
/// second or silent throughout, or the options make no sense.
AnalysisResult analyze(const std::filesystem::path& file, const EmotionModel& model,
                       const StemSource& stems, const AnalysisOptions& options = {},
                       const Progress& progress = {});

/// The program's version, "0.1.0".
std::string programVersion();

/// The commit the program was built from, with "+changes" if files had been changed since;
/// "unknown" outside a repository.
std::string programCommit();

}  // namespace whence
