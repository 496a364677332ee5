#include "core/data/dataset.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>
#include <string_view>

#include "core/data/csv.h"
#include "core/error.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

/// `folder` itself or its subfolder of one of the names: the first that has the file.
fs::path findRoot(const fs::path& folder, const std::vector<std::string>& names,
                  const fs::path& file, const std::string& dataset)
{
    std::vector<fs::path> candidates{folder};
    for (const std::string& name : names)
        candidates.push_back(folder / name);
    for (const fs::path& candidate : candidates) {
        if (fs::exists(candidate / file))
            return candidate;
    }
    throw Error(folder.string() + " does not hold the " + dataset + " data set: " + file.string() +
                " is missing.");
}

std::map<int, std::size_t> rowsById(const CsvTable& table, int idColumn)
{
    std::map<int, std::size_t> result;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!result.emplace(idAt(table, row, idColumn), row).second)
            throw Error("Line " + std::to_string(table.lines[row]) + " of " + table.name +
                        " repeats the track number " + table.rows[row][idColumn] + ".");
    }
    return result;
}

std::string cellOr(const CsvTable& table, std::size_t row, int column)
{
    return column < 0 ? std::string() : table.rows[row][column];
}

/// Widens the observed ranges by one row of labels.
void observe(Dataset& dataset, const std::vector<double>& labels)
{
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto [entry, isNew] =
            dataset.observedRanges.emplace(dataset.outputs[i], LabelRange{labels[i], labels[i]});
        if (isNew)
            continue;
        entry->second.minimum = std::min(entry->second.minimum, labels[i]);
        entry->second.maximum = std::max(entry->second.maximum, labels[i]);
    }
}

void setNominalRange(Dataset& dataset, double minimum, double maximum)
{
    for (const std::string& output : dataset.outputs)
        dataset.nominalRanges[output] = {minimum, maximum};
}

std::string withoutSpaces(std::string text)
{
    std::erase(text, ' ');
    return text;
}

/// Labels of Mid-level are read by position: the file's names differ between releases.
void warnOfUnknownLabels(Dataset& dataset, const CsvTable& annotations)
{
    static const std::map<std::string, std::string> aliases = {{"melodiousness", "melody"},
                                                               {"atonality", "tonal_stability"},
                                                               {"mode", "minorness"},
                                                               {"modality", "minorness"}};
    for (std::size_t i = 0; i < dataset.outputs.size(); ++i) {
        const std::string name = withoutSpaces(annotations.header[i + 1]);
        const auto alias = aliases.find(name);
        const std::string meant = alias == aliases.end() ? name : alias->second;
        if (meant != dataset.outputs[i])
            dataset.warnings.push_back("Column " + std::to_string(i + 2) + " of " +
                                       annotations.name + " is called “" + name +
                                       "”; it is read as " + dataset.outputs[i] + ".");
    }
}

struct TrackMetadata {
    std::string artist;
    std::string title;
    std::string album;
};

char separatorOf(const fs::path& file)
{
    std::ifstream stream(file);
    std::string line;
    line.resize(4096);
    stream.read(line.data(), std::streamsize(line.size()));
    line.resize(std::size_t(stream.gcount()));
    line = line.substr(0, line.find('\n'));
    return std::ranges::count(line, ';') > std::ranges::count(line, ',') ? ';' : ',';
}

int firstColumn(const CsvTable& table, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        if (const int column = findColumn(table, name); column >= 0)
            return column;
    }
    return -1;
}

/// DEAM's yearly metadata files differ in their headers: what has a track number and an artist is
/// taken, the rest is a warning.
std::map<int, TrackMetadata> readDeamMetadata(const fs::path& folder,
                                              std::vector<std::string>& warnings)
{
    std::map<int, TrackMetadata> result;
    if (!fs::is_directory(folder))
        return result;
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ".csv")
            files.insert(entry.path());
    }
    for (const fs::path& file : files) {
        try {
            const CsvTable table = readCsv(file, {.separator = separatorOf(file)});
            const int id = firstColumn(table, {"song_id", "id", "musicId"});
            const int artist = firstColumn(table, {"artist"});
            if (id < 0 || artist < 0)
                throw Error(file.string() + " has no columns of track numbers and artists.");
            const int title = firstColumn(table, {"song title", "title", "track"});
            const int album = firstColumn(table, {"album"});
            for (std::size_t row = 0; row < table.rows.size(); ++row)
                result.try_emplace(idAt(table, row, id),
                                   TrackMetadata{table.rows[row][artist], cellOr(table, row, title),
                                                 cellOr(table, row, album)});
        } catch (const Error& error) {
            warnings.push_back(std::string(error.what()) + " Its artists are unknown.");
        }
    }
    return result;
}

void appendDeamFile(Dataset& dataset, const fs::path& root, const CsvTable& table,
                    const DeamOptions& options, const std::map<int, TrackMetadata>& metadata)
{
    const int id = requireColumn(table, "song_id");
    const int arousal = requireColumn(table, "arousal_mean");
    const int valence = requireColumn(table, "valence_mean");
    rowsById(table, id);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        Track track{.id = idAt(table, row, id),
                    .labels = {numberAt(table, row, arousal), numberAt(table, row, valence)}};
        if (options.corrected && track.id <= 1000)
            std::swap(track.labels[0], track.labels[1]);
        track.audio = root / "DEAM_audio" / "MEMD_audio" / (std::to_string(track.id) + ".mp3");
        if (const auto known = metadata.find(track.id); known != metadata.end()) {
            track.artist = known->second.artist;
            track.title = known->second.title;
            track.album = known->second.album;
        }
        observe(dataset, track.labels);
        dataset.catalogue.push_back({track.id, track.artist});
        dataset.tracks.push_back(std::move(track));
    }
}

}  // namespace

const std::vector<std::string>& canonicalFeatures()
{
    static const std::vector<std::string> names = {
        "melody",     "articulation",    "rhythm_complexity", "rhythm_stability",
        "dissonance", "tonal_stability", "minorness"};
    return names;
}

const std::vector<std::string>& canonicalEmotions()
{
    static const std::vector<std::string> names = {"arousal", "valence"};
    return names;
}

Dataset readMidlevel(const fs::path& folder)
{
    const fs::path root =
        findRoot(folder, {"MidlevelFeatures"}, "metadata_annotations/annotations.csv", "Mid-level");
    const CsvTable annotations = readCsv(root / "metadata_annotations" / "annotations.csv");
    const CsvTable metadata =
        readCsv(root / "metadata_annotations" / "metadata.csv", {.separator = ';'});
    Dataset dataset{.name = "Mid-level", .outputs = canonicalFeatures()};
    setNominalRange(dataset, 1.0, 10.0);
    if (annotations.header.size() < dataset.outputs.size() + 1)
        throw Error(annotations.name + " has " + std::to_string(annotations.header.size()) +
                    " columns, not a track number and seven labels.");
    warnOfUnknownLabels(dataset, annotations);

    const auto rows = rowsById(metadata, requireColumn(metadata, "song id"));
    if (rows.size() != annotations.rows.size())
        throw Error(annotations.name + " and " + metadata.name +
                    " differ in the number of their tracks.");
    const int artist = requireColumn(metadata, "Artist");
    const int title = firstColumn(metadata, {"song title", "title"});
    const int album = firstColumn(metadata, {"album", "album name"});
    const int source = findColumn(metadata, "Source");
    rowsById(annotations, 0);
    for (std::size_t row = 0; row < annotations.rows.size(); ++row) {
        Track track{.id = idAt(annotations, row, 0)};
        const auto entry = rows.find(track.id);
        if (entry == rows.end())
            throw Error("Track " + std::to_string(track.id) + " of " + annotations.name +
                        " is not in " + metadata.name + ".");
        for (int column = 1; column <= int(dataset.outputs.size()); ++column)
            track.labels.push_back(numberAt(annotations, row, column));
        track.audio = root / "audio" / (std::to_string(track.id) + ".mp3");
        track.artist = metadata.rows[entry->second][artist];
        track.title = cellOr(metadata, entry->second, title);
        track.album = cellOr(metadata, entry->second, album);
        track.source = cellOr(metadata, entry->second, source);
        observe(dataset, track.labels);
        dataset.catalogue.push_back({track.id, track.artist});
        dataset.tracks.push_back(std::move(track));
    }
    return dataset;
}

Dataset readDeam(const fs::path& folder, const DeamOptions& options)
{
    const fs::path averages =
        "DEAM_Annotations/annotations/annotations averaged per song/song_level";
    const fs::path first = averages / "static_annotations_averaged_songs_1_2000.csv";
    const fs::path root = findRoot(folder, {"deam", "DEAM"}, first, "DEAM");
    Dataset dataset{.name = "DEAM", .outputs = canonicalEmotions()};
    setNominalRange(dataset, 1.0, 9.0);
    const auto metadata = readDeamMetadata(root / "metadata", dataset.warnings);
    if (metadata.empty())
        dataset.warnings.push_back(
            "DEAM's metadata folder is missing: its artists are unknown, so no split of it can "
            "keep them apart.");

    appendDeamFile(dataset, root, readCsv(root / first), options, metadata);
    const fs::path second = averages / "static_annotations_averaged_songs_2000_2058.csv";
    const fs::path renamed = averages / "static_annotations_averaged_songs_2001_2058.csv";
    for (const fs::path& file : {second, renamed}) {
        if (options.fullSongs && fs::exists(root / file)) {
            appendDeamFile(dataset, root, readCsv(root / file), options, metadata);
            return dataset;
        }
    }
    if (options.fullSongs)
        dataset.warnings.push_back(
            "DEAM's second file of averaged annotations is missing: the 58 full songs are left "
            "out.");
    return dataset;
}

Dataset readPmemo(const fs::path& folder)
{
    const fs::path root =
        findRoot(folder, {"pmemo", "PMEmo", "PMEmo2019"}, "metadata.csv", "PMEmo");
    const CsvTable metadata = readCsv(root / "metadata.csv");
    const CsvTable annotations = readCsv(root / "annotations" / "static_annotations.csv");
    Dataset dataset{.name = "PMEmo", .outputs = canonicalEmotions()};
    setNominalRange(dataset, 0.0, 1.0);

    const int id = requireColumn(metadata, "musicId");
    const int artist = requireColumn(metadata, "artist");
    const int title = findColumn(metadata, "title");
    const int album = findColumn(metadata, "album");
    const auto rows = rowsById(metadata, id);
    for (std::size_t row = 0; row < metadata.rows.size(); ++row)
        dataset.catalogue.push_back({idAt(metadata, row, id), metadata.rows[row][artist]});

    const int annotated = requireColumn(annotations, "musicId");
    const int arousal = requireColumn(annotations, "Arousal(mean)");
    const int valence = requireColumn(annotations, "Valence(mean)");
    rowsById(annotations, annotated);
    for (std::size_t row = 0; row < annotations.rows.size(); ++row) {
        Track track{
            .id = idAt(annotations, row, annotated),
            .labels = {numberAt(annotations, row, arousal), numberAt(annotations, row, valence)}};
        observe(dataset, track.labels);
        const auto entry = rows.find(track.id);
        if (entry == rows.end())
            continue;
        track.audio = root / "chorus" / (std::to_string(track.id) + ".mp3");
        track.artist = metadata.rows[entry->second][artist];
        track.title = cellOr(metadata, entry->second, title);
        track.album = cellOr(metadata, entry->second, album);
        dataset.tracks.push_back(std::move(track));
    }
    const std::size_t unannotated = dataset.catalogue.size() - dataset.tracks.size();
    const std::size_t unknown = annotations.rows.size() - dataset.tracks.size();
    if (unannotated + unknown > 0)
        dataset.warnings.push_back("PMEmo: " + std::to_string(dataset.tracks.size()) +
                                   " tracks are used; " + std::to_string(unannotated) +
                                   " have no annotation and " + std::to_string(unknown) +
                                   " annotations have no metadata.");
    return dataset;
}

}  // namespace whence
