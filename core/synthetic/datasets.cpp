#include "core/synthetic/datasets.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/synthetic/audio_files.h"
#include "core/synthetic/sound_font.h"
#include "core/synthetic/truth.h"
#include "core/tensors/file_io.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

constexpr SyntheticSet allSets[] = {SyntheticSet::Midlevel, SyntheticSet::Deam,
                                    SyntheticSet::Pmemo};

// One planned clip with the labels that go into the tables; they need no sound.
struct LabelledClip {
    PlannedClip plan;
    ClipLabels labels;
};

std::string decimal(double value, int digits = 2)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string quoted(const std::string& cell)
{
    return cell.find(',') == std::string::npos ? cell : '"' + cell + '"';
}

std::string minutes(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof text, "%02d:%02d", int(seconds) / 60, int(seconds) % 60);
    return text;
}

fs::path audioFile(const fs::path& root, SyntheticSet set, int id)
{
    const std::string file = std::to_string(id) + ".mp3";
    switch (set) {
        case SyntheticSet::Midlevel:
            return root / "audio" / file;
        case SyntheticSet::Deam:
            return root / "DEAM_audio" / "MEMD_audio" / file;
        case SyntheticSet::Pmemo:
            break;
    }
    return root / "chorus" / file;
}

void writeText(const fs::path& file, const std::string& text)
{
    makeFolder(file.parent_path());
    writeFileAtomically(file, text);
}

void writeMidlevelTables(const fs::path& root, const std::vector<LabelledClip>& clips)
{
    std::string annotations =
        "song_id, melody, articulation, rhythm_complexity, rhythm_stability, dissonance, "
        "atonality, mode\n";
    std::string metadata = "song id;Source;ID at file source;Song title;Artist;Album\n";
    for (const auto& [plan, labels] : clips) {
        const std::string id = std::to_string(plan.id);
        annotations += id;
        for (const double value : labels.ratedFeatures)
            annotations += "," + decimal(1.0 + 9.0 * value);
        annotations += "\n";
        metadata += id + ";synthesized;" + std::to_string(plan.seed) + ";" + plan.title + ";" +
                    artistName(plan.artist) + ";\n";
    }
    writeText(root / "metadata_annotations" / "annotations.csv", annotations);
    writeText(root / "metadata_annotations" / "metadata.csv", metadata);
}

// DEAM's scale from 1 to 9; raters' deviations as in the real set.
std::string deamRow(const LabelledClip& clip)
{
    const auto rating = [](double value) { return 5.0 + 4.0 * value; };
    Random random(clip.plan.seed);
    const auto deviation = [&] { return decimal(random.uniform(0.6, 1.8)); };
    std::string row = std::to_string(clip.plan.id);
    for (const double emotion :
         {clip.labels.ratedEmotion.valence, clip.labels.ratedEmotion.arousal}) {
        const double mean = rating(emotion);
        row += "," + decimal(mean) + "," + deviation();
        if (!clip.plan.fullSong)
            continue;
        row += "," + decimal(std::min(9.0, mean + random.uniform(0.3, 1.5))) + "," + deviation();
        row += "," + decimal(std::max(1.0, mean - random.uniform(0.3, 1.5))) + "," + deviation();
    }
    return row + "\n";
}

void writeDeamTables(const fs::path& root, const std::vector<LabelledClip>& clips)
{
    std::string excerpts = "song_id, valence_mean, valence_std, arousal_mean, arousal_std\n";
    std::string songs =
        "song_id, valence_mean, valence_std, valence_ max_mean, valence_max_std, "
        "valence_min_mean, valence_min_std, arousal_mean, arousal_std, arousal_max_mean, "
        "arousal_max_std, arousal_min_mean, arousal_min_std\n";
    std::string metadata = "song_id,Artist,Track,Genre\n";
    for (const LabelledClip& clip : clips) {
        (clip.plan.fullSong ? songs : excerpts) += deamRow(clip);
        metadata += std::to_string(clip.plan.id) + "," + artistName(clip.plan.artist) + "," +
                    quoted(clip.plan.title) + "," + clip.plan.tag + "\n";
    }
    const fs::path tables =
        root / "DEAM_Annotations" / "annotations" / "annotations averaged per song" / "song_level";
    writeText(tables / "static_annotations_averaged_songs_1_2000.csv", excerpts);
    writeText(tables / "static_annotations_averaged_songs_2000_2058.csv", songs);
    writeText(root / "metadata" / "metadata_synthesized.csv", metadata);
}

void writePmemoTables(const fs::path& root, const std::vector<LabelledClip>& clips)
{
    std::string metadata =
        "musicId,fileName,title,artist,album,duration,chorus_start_time,chorus_end_time\n";
    std::string means = "musicId,Arousal(mean),Valence(mean)\n";
    std::string deviations = "musicId,Arousal(std),Valence(std)\n";
    for (const auto& [plan, labels] : clips) {
        const std::string id = std::to_string(plan.id);
        metadata += id + "," + id + ".mp3," + quoted(plan.title) + "," + artistName(plan.artist) +
                    ",," + minutes(plan.duration) + ",00:00," + minutes(plan.duration) + "\n";
        means += id + "," + decimal(0.5 + 0.5 * labels.ratedEmotion.arousal, 4) + "," +
                 decimal(0.5 + 0.5 * labels.ratedEmotion.valence, 4) + "\n";
        Random random(plan.seed);
        deviations += id + "," + decimal(random.uniform(0.05, 0.25), 4) + "," +
                      decimal(random.uniform(0.05, 0.25), 4) + "\n";
    }
    writeText(root / "metadata.csv", metadata);
    writeText(root / "annotations" / "static_annotations.csv", means);
    writeText(root / "annotations" / "static_annotations_std.csv", deviations);
}

void writeTags(const fs::path& root, const std::vector<LabelledClip>& clips)
{
    std::string tags = "song_ids,tags\n";
    for (const LabelledClip& clip : clips)
        tags += std::to_string(clip.plan.id) + ".mp3," + clip.plan.tag + "\n";
    writeText(root / "genre_tags.csv", tags);
}

void writeTables(const fs::path& root, SyntheticSet set, const std::vector<LabelledClip>& clips)
{
    switch (set) {
        case SyntheticSet::Midlevel:
            writeMidlevelTables(root, clips);
            break;
        case SyntheticSet::Deam:
            writeDeamTables(root, clips);
            break;
        case SyntheticSet::Pmemo:
            writePmemoTables(root, clips);
            break;
    }
    writeTags(root, clips);
}

// Remembers what the folder was made with, so that no data set is a mixture of two.
void claimFolder(const fs::path& folder, const DatasetOptions& options)
{
    nlohmann::ordered_json settings = {
        {"generator", generatorVersion},
        {"midlevelClips", options.midlevelClips},
        {"deamClips", options.deamClips},
        {"deamFullSongs", options.deamFullSongs},
        {"pmemoClips", options.pmemoClips},
        {"duration", options.duration},
        {"seed", options.seed},
        {"rules", options.rules == LabelRules::Perceived ? "perceived" : "parameters"},
        {"stems", options.stems},
        {"soundFonts", nlohmann::json::array()}};
    for (const fs::path& font : options.soundFonts)
        settings["soundFonts"].push_back(font.filename().string());
    const std::string text = settings.dump(1) + "\n";
    const fs::path file = folder / "synthesis.json";
    if (!fs::exists(file))
        writeText(file, text);
    else if (readFile(file) != text)
        throw Error("\"" + folder.string() +
                    "\" holds data sets made with other options; choose another folder.");
}

bool isComplete(const fs::path& root, SyntheticSet set, int id)
{
    return fs::exists(root / "truth" / (std::to_string(id) + ".json")) &&
           fs::exists(audioFile(root, set, id));
}

// The truth comes last: where it is, the clip is complete.
void writeClip(const fs::path& root, SyntheticSet set, const PlannedClip& plan,
               const DatasetOptions& options, ClipRenderer& renderer)
{
    const SyntheticClip clip = synthesizeClip(clipOptions(plan, options), plan.seed, renderer);
    if (options.stems) {
        const fs::path stems = root / "stems" / std::to_string(plan.id);
        makeFolder(stems);
        for (int i = 0; i < clip.stems.count(); ++i)
            writeFlac16(stems / (clip.stems.names[std::size_t(i)] + ".flac"),
                        clip.stems.stems[std::size_t(i)]);
    }
    const fs::path audio = audioFile(root, set, plan.id);
    makeFolder(audio.parent_path());
    writeMp3(audio, mixOf(clip));
    writeText(root / "truth" / (std::to_string(plan.id) + ".json"),
              truthJson(clip.composition, clip.labels, plan.seed));
}

std::vector<LabelledClip> labelled(SyntheticSet set, const DatasetOptions& options,
                                   const Progress& progress)
{
    std::vector<LabelledClip> clips;
    const auto plan = planDataset(set, options);
    for (const PlannedClip& clip : plan) {
        clips.push_back({clip, clipLabels(clipOptions(clip, options), clip.seed)});
        progress.report(double(clips.size()) / double(plan.size()));
    }
    return clips;
}

void check(const DatasetOptions& options)
{
    if (options.midlevelClips < 0 || options.deamClips < 0 || options.deamFullSongs < 0 ||
        options.pmemoClips < 0 || options.deamFullSongs > 900)
        throw Error("The numbers of clips to synthesize must not be negative.");
    if (options.parts < 1 || options.part < 0 || options.part >= options.parts)
        throw Error("There is no such part of the data sets to synthesize.");
}

}  // namespace

fs::path setFolder(const fs::path& folder, SyntheticSet set)
{
    static const char* const names[] = {"MidlevelFeatures", "deam", "pmemo"};
    return folder / names[int(set)];
}

DatasetSummary synthesizeDatasets(const fs::path& folder, const DatasetOptions& options,
                                  const Progress& progress)
{
    check(options);
    DatasetOptions chosen = options;
    if (chosen.soundFonts.empty())
        chosen.soundFonts = trainingSoundFonts();
    ClipRenderer renderer(chosen.soundFonts);
    makeFolder(folder);
    claimFolder(folder, chosen);

    std::vector<std::pair<SyntheticSet, PlannedClip>> work;
    for (const SyntheticSet set : allSets) {
        const double place = int(set) / 3.0;
        const auto clips = labelled(
            set, chosen, progress.part(0.05 * place, 0.05 * (place + 1.0 / 3.0), "labels"));
        if (clips.empty())
            continue;
        writeTables(setFolder(folder, set), set, clips);
        for (const LabelledClip& clip : clips)
            work.emplace_back(set, clip.plan);
    }
    DatasetSummary summary;
    const Progress rendering = progress.part(0.05, 1.0, "rendering");
    for (std::size_t i = std::size_t(chosen.part); i < work.size();
         i += std::size_t(chosen.parts)) {
        const auto& [set, plan] = work[i];
        const fs::path root = setFolder(folder, set);
        if (isComplete(root, set, plan.id)) {
            ++summary.kept;
        } else {
            writeClip(root, set, plan, chosen, renderer);
            ++summary.rendered;
        }
        summary.seconds += plan.duration;
        rendering.report(double(i + 1) / double(work.size()));
    }
    return summary;
}

}  // namespace whence
