#include "core/synthetic/clip_set.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/audio/resample.h"
#include "core/data/batches.h"
#include "core/data/csv.h"
#include "core/data/dataset.h"
#include "core/error.h"
#include "core/synthetic/sound_font.h"
#include "core/tensors/file_io.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

/// One row of the table of labels.
struct Entry {
    std::string file;
    int coalition = 0;  // which stems sound, bit by bit
    std::string style;
    std::vector<float> features;
    std::vector<float> emotions;
};

std::string tableHeader()
{
    std::string text = "file,coalition,style";
    for (const std::string& name : canonicalFeatures())
        text += "," + name;
    for (const std::string& name : canonicalEmotions())
        text += "," + name;
    return text + "\n";
}

std::string numberText(float value)
{
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string rowText(const Entry& entry)
{
    std::string text = entry.file + "," + std::to_string(entry.coalition) + "," + entry.style;
    for (const float value : entry.features)
        text += "," + numberText(value);
    for (const float value : entry.emotions)
        text += "," + numberText(value);
    return text + "\n";
}

std::vector<Entry> readTable(const fs::path& file)
{
    const CsvTable table = readCsv(file);
    if (parseCsv(tableHeader(), "").header != table.header)
        throw Error(file.string() + " is not a table of synthesized clips.");
    std::vector<Entry> entries;
    const int features = int(canonicalFeatures().size());
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        Entry entry{.file = table.rows[row][0],
                    .coalition = idAt(table, row, 1),
                    .style = table.rows[row][2]};
        if (fs::path(entry.file).filename() != entry.file)
            throw Error(file.string() + " names a file outside its folder.");
        for (int column = 3; column < int(table.header.size()); ++column)
            (column < 3 + features ? entry.features : entry.emotions)
                .push_back(float(numberAt(table, row, column)));
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<fs::path> fontsOf(const ClipSetOptions& options)
{
    return options.clip.soundFonts.empty() ? trainingSoundFonts() : options.clip.soundFonts;
}

/// What the files of a folder depend on.
std::string settingsText(const ClipSetOptions& options)
{
    const LogSpectrogramOptions& spectrogram = options.spectrogram;
    std::string text = "generator " + std::to_string(generatorVersion) + "\nseed " +
                       std::to_string(options.seed) + "\nduration " +
                       std::to_string(options.clip.duration) + "\nstyle " +
                       (options.clip.style ? name(*options.clip.style) : "any") + "\nrules " +
                       (options.clip.rules == LabelRules::Perceived ? "perceived" : "parameters") +
                       "\nparts " + std::to_string(options.withParts) + "\n";
    if (options.skip > 0)
        text += "skip " + std::to_string(options.skip) + "\n";
    for (const fs::path& font : fontsOf(options))
        text += "font " + font.filename().string() + "\n";
    text += "spectrogram";
    for (const double value :
         {double(spectrogram.sampleRate), double(spectrogram.frameSize),
          spectrogram.framesPerSecond, double(spectrogram.bandsPerOctave), spectrogram.minFrequency,
          spectrogram.maxFrequency, spectrogram.referenceFrequency})
        text += " " + std::to_string(value);
    return text + "\n";
}

void keepSettings(const ClipSetOptions& options)
{
    fs::create_directories(options.folder);
    const fs::path file = options.folder / "settings.txt";
    const std::string settings = settingsText(options);
    if (!fs::exists(file))
        writeFileAtomically(file, settings);
    else if (readFile(file) != settings)
        throw Error("The folder " + options.folder.string() +
                    " holds clips that were synthesized with other settings.");
}

Entry entryOf(const SyntheticClip& clip, const std::string& file, int coalition)
{
    Entry entry{
        .file = file, .coalition = coalition, .style = name(clip.composition.parameters.style)};
    for (const double value : clip.labels.coalitions[coalition])
        entry.features.push_back(float(2.0 * value - 1.0));
    const Emotion& emotion = clip.labels.emotions[coalition];
    entry.emotions = {float(std::clamp(emotion.arousal, -1.0, 1.0)),
                      float(std::clamp(emotion.valence, -1.0, 1.0))};
    return entry;
}

std::vector<float> mixOfStems(const StemSet& monoStems, int coalition)
{
    std::vector<float> mix(monoStems.stems.front().frames());
    for (int stem = 0; stem < monoStems.count(); ++stem) {
        if (coalition >> stem & 1)
            std::ranges::transform(monoStems.stems[stem].channels.front(), mix, mix.begin(),
                                   std::plus<>());
    }
    return mix;
}

/// Synthesizes clip number `index` and writes its spectrograms; the rows of the table for them.
std::vector<Entry> makeClip(const ClipSetOptions& options, ClipRenderer& renderer, int index)
{
    const SyntheticClip clip =
        synthesizeClip(options.clip, randomBits(options.seed, 1, std::uint64_t(index)), renderer);
    const StemSet mono = toMono(clip.stems, options.spectrogram.sampleRate);
    constexpr int all = coalitionCount - 1;
    std::vector<int> coalitions{all};
    if (options.withParts)
        coalitions.push_back(
            int(randomBits(options.seed, 2, std::uint64_t(index)) % std::uint64_t(all)));

    const std::vector<float> mix = mixOfStems(mono, all);
    float peak = 0.0f;
    for (const float sample : mix)
        peak = std::max(peak, std::abs(sample));
    if (peak == 0.0f)
        throw Error("Clip " + std::to_string(index) + " of the synthesized music is silent.");
    std::vector<Entry> entries;
    for (const int coalition : coalitions) {
        std::string number = std::to_string(index);
        number.insert(0, 6 - std::min<std::size_t>(6, number.size()), '0');
        const std::string file = number + (coalition == all ? "-mix" : "-part") + ".spectrogram";
        writePacked(options.folder / file, scaledSpectrogram(mixOfStems(mono, coalition),
                                                             1.0f / peak, options.spectrogram));
        entries.push_back(entryOf(clip, file, coalition));
    }
    return entries;
}

}  // namespace

std::vector<LabelledClip> synthesizeClipSet(const ClipSetOptions& options, const Progress& progress)
{
    keepSettings(options);
    const fs::path table = options.folder / "clips.csv";
    const int perClip = options.withParts ? 2 : 1;
    std::vector<Entry> entries = fs::exists(table) ? readTable(table) : std::vector<Entry>();
    entries.resize(std::min(entries.size(), std::size_t(options.clips) * perClip));

    std::optional<ClipRenderer> renderer;
    const auto save = [&] {
        std::string text = tableHeader();
        for (const Entry& entry : entries)
            text += rowText(entry);
        writeFileAtomically(table, text);
    };
    for (int index = int(entries.size()) / perClip; index < options.clips; ++index) {
        progress.report(double(index) / options.clips);
        if (!renderer)
            renderer.emplace(fontsOf(options));
        for (Entry& entry : makeClip(options, *renderer, options.skip + index))
            entries.push_back(std::move(entry));
        if (index % 50 == 49 || index + 1 == options.clips)
            save();
    }
    std::vector<LabelledClip> clips;
    for (const Entry& entry : entries)
        clips.push_back(
            {.spectrogram = [file = options.folder / entry.file] { return readPacked(file); },
             .features = entry.features,
             .emotions = entry.emotions,
             .isPart = entry.coalition != coalitionCount - 1});
    return clips;
}

}  // namespace whence
