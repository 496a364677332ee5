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
#include "core/explain/source_explanation.h"
#include "core/explain/stem_measures.h"
#include "core/explain/stem_stability.h"
#include "core/model/emotion_model.h"
#include "core/progress.h"
#include "core/separation/separator.h"
#include "core/separation/stem_set.h"

namespace whence {

struct AnalysisOptions {
    std::optional<double> start;     // s, of the explained window; none: centered
    std::optional<double> length;    // s; none: the model's window. A shorter part is looped
    double timelineHop = 5.0;        // s between the predictions along the piece
    int shifts = 4;                  // of the window, for the stability check
    double shiftRange = 2.0;         // s, the largest shift to either side
    bool parity = false;             // the authors' normalization, trimming and stems (SPEC)
    bool residualComponent = false;  // mix − Σ stems explains too, as a further stem
    SeparationOptions separation;
    LimeOptions lime;
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

/// The prediction of one window along the piece.
struct TimelinePoint {
    double start = 0.0;  // s
    double end = 0.0;    // s
    Prediction prediction;
};

/// The part of the recording that is explained.
struct Window {
    double start = 0.0;   // s
    double length = 0.0;  // s
    bool looped = false;  // shorter than the model's window, repeated
};

/// All that is known of one recording; what views show and reports write.
struct Analysis {
    TrackInfo track;
    ModelInfo model;
    std::string separatorName;  // or where the stems are from
    std::string separatorId;
    std::string separatorNotice;
    Window window;
    std::vector<TimelinePoint> timeline;
    Prediction prediction;                     // of the recording in the window
    std::vector<std::vector<Effect>> effects;  // per emotion, per feature
    std::vector<StemLevel> stemLevels;
    MixTable mixes;
    std::vector<SourceExplanation> sources;  // per feature
    std::vector<StemStability> stability;    // per feature
    std::vector<Chain> chains;               // per emotion
    std::vector<Check> checks;
    AnalysisOptions options;
    std::string version;  // of the program: programVersion()
    std::string commit;   // it was built from: programCommit()
    std::string command;  // that repeats it; may be empty
};

/// An analysis with the sound it is about.
struct AnalysisResult {
    Analysis analysis;
    LogSpectrogram spectrogram;  // of the whole recording, with the model's options
    StemSet stems;               // of the explained window, at the recording's or separator's rate
};

/// Where the stems come from: a separator, or a folder of them.
struct StemSource {
    std::optional<Separator> separator;
    std::filesystem::path folder;  // used if there is no separator
};

/// The whole way from a file to its two-level explanation. Throws Error if the file can't be read
/// or is silent throughout.
AnalysisResult analyze(const std::filesystem::path& file, const EmotionModel& model,
                       const StemSource& stems, const AnalysisOptions& options = {},
                       const Progress& progress = {});

/// The program's version, "0.1.0".
std::string programVersion();

/// The commit the program was built from, with "+changes" if files had been changed since;
/// "unknown" outside a repository.
std::string programCommit();

}  // namespace whence
