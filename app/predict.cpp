#include <algorithm>

#include "app/commands.h"
#include "app/console.h"
#include "app/failure.h"
#include "app/pending_outputs.h"
#include "core/error.h"
#include "core/explain/timeline.h"
#include "core/model/emotion_model.h"
#include "core/report/analysis_csv.h"
#include "core/report/wording.h"
#include "core/store/model_files.h"
#include "core/tensors/file_io.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// The timeline table of one track, as `analyze` writes it, with the model in every row: the table
/// may go anywhere alone.
TidyTable predictTrack(const fs::path& file, const EmotionModel& model, double hop,
                       const Progress& progress)
{
    const Recording recording =
        readRecording(file, model.info().spectrogram, progress.part(0.0, 0.4, "reading"));
    for (const std::string& warning : recording.warnings)
        printNote(file.string() + ": " + warning);
    Analysis analysis;
    analysis.track.file = file.string();
    analysis.model = model.info();
    analysis.timeline = predictTimeline(recording, model, model.info().windowSeconds, hop,
                                        progress.part(0.4, 1.0, "predicting along the piece"));
    TidyTable table = timelineTable(analysis);
    table.columns.push_back({"model", "", "name of the emotion model"});
    table.columns.push_back({"model_notice", "", "that must stand beside what the model says"});
    table.columns.push_back({"warnings", "", "of the recording, such as that it is cut off"});
    for (std::vector<std::string>& row : table.rows)
        row.insert(row.end(),
                   {model.info().name, model.info().notice, joined(recording.warnings, " ")});
    return table;
}

int run(const Arguments& arguments, const Progress& progress)
{
    const double hop = arguments.number("--hop", 0.05, 86400.0).value_or(5.0);
    const EmotionModel model =
        EmotionModel::load(modelFile(arguments.text("--model").value_or(""), ModelKind::Emotion));
    const std::vector<std::string>& tracks = arguments.operands();
    TidyTable all;
    PendingOutputs pending;
    const auto file = arguments.path("--csv");
    const fs::path temporary = file ? pending.file(*file) : fs::path();
    int failed = 0;
    std::string lastError;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const double count = double(tracks.size());
        try {
            TidyTable table = predictTrack(tracks[i], model, hop,
                                           progress.part(double(i) / count, double(i + 1) / count));
            all.columns = table.columns;
            all.rows.insert(all.rows.end(), table.rows.begin(), table.rows.end());
        } catch (const std::exception& error) {
            if (tracks.size() == 1)
                throw;
            ++failed;
            printNote(dynamic_cast<const Error*>(&error) ? error.what()
                                                         : tracks[i] + ": " + sentenceFor(error));
        }
    }
    if (failed == int(tracks.size()))
        throw Error("None of the tracks could be read.");
    if (file)
        pending.fill([&] { writeFileAtomically(temporary, toCsv(all)); });
    else
        printResult(toCsv(all));
    pending.commit();
    if (!model.info().notice.empty())
        printNote("(" + model.info().name + ": " + model.info().notice + ")");
    if (failed > 0)
        throw Error(counted(failed, "track", "tracks") + " of " + std::to_string(tracks.size()) +
                    " could not be read.");
    return 0;
}

}  // namespace

Command predictCommand()
{
    return {.name = "predict",
            .operands = "TRACK...",
            .minimumOperands = 1,
            .maximumOperands = -1,
            .summary = "Predicts features and emotions along recordings, without explaining them.",
            .details = "Prints a table (CSV): a row for each window and output.",
            .options = {{"--hop", "S", "s between the windows (5)"},
                        {"--csv", "F", "write the table into a file"},
                        {"--model", "MODEL",
                         "emotion model, a file or a name (default: the built-in one)"},
                        threadsOption()},
            .run = run};
}

}  // namespace whence
