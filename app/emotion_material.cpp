#include "app/emotion_material.h"

#include <algorithm>
#include <map>
#include <optional>

#include "app/console.h"
#include "core/data/labels.h"
#include "core/data/splits.h"
#include "core/error.h"
#include "core/synthetic/clip_set.h"
#include "core/synthetic/sound_font.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

/// The spectrogram files of the recordings of a data set, by track number.
std::map<int, fs::path> cacheRecordings(const Dataset& dataset, const fs::path& cache,
                                        const LogSpectrogramOptions& spectrogram,
                                        Preparation preparation, const Progress& progress)
{
    fs::create_directories(cache);
    std::map<int, fs::path> files;
    for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
        const Track& track = dataset.tracks[i];
        progress.report(double(i) / double(dataset.tracks.size()));
        try {
            files[track.id] = cacheSpectrogram(track.audio, cache, spectrogram, preparation);
        } catch (const CacheWriteError&) {
            throw;
        } catch (const Error& error) {
            printNote("Track " + std::to_string(track.id) + " of " + dataset.name +
                      " is left out: " + error.what());
        }
    }
    if (files.empty())
        throw Error("No recording of " + dataset.name + " can be read.");
    return files;
}

/// Reads data sets and shares their tracks out.
class Gatherer {
public:
    Gatherer(const Arguments& arguments, const fs::path& cache,
             const LogSpectrogramOptions& spectrogram, std::uint64_t seed,
             EmotionMaterial& material)
        : m_cache(cache), m_spectrogram(spectrogram), m_material(material)
    {
        m_split.testShare = arguments.number("--test-share", 0.0, 0.9).value_or(0.2);
        m_split.strictArtists = arguments.has("--strict-artists");
        m_split.seed = std::uint32_t(seed);
        m_scale = labelScaleFromName(arguments.text("--label-scale").value_or("observed"));
        m_preparation = arguments.has("--parity") ? Preparation::Parity : Preparation::PeakOnly;
        material.labelScale = labelScaleName(m_scale);
    }

    /// `remark` tells how the labels were read; may be empty.
    void add(const Dataset& dataset, const std::string& remark, const std::vector<int>& testIds,
             const Progress& progress)
    {
        for (const std::string& warning : dataset.warnings)
            printNote(warning);
        const Split split = testIds.empty() ? artistExclusiveSplit(dataset, m_split)
                                            : splitWithTest(dataset, testIds, m_split);
        if (!split.warning.empty())
            printNote(split.warning);
        const auto ranges = labelRanges(dataset, m_scale);
        m_material.labelRanges[dataset.name] = ranges;
        const auto files =
            cacheRecordings(dataset, m_cache, m_spectrogram, m_preparation, progress);
        const auto clips = [&](const std::vector<int>& ids) {
            return clipsOf(dataset, ids, ranges, files);
        };
        const std::vector<LabelledClip> train = clips(split.train);
        const std::vector<LabelledClip> validation = clips(split.validation);
        if (dataset.outputs == canonicalFeatures())
            m_material.data.featureClips = train;
        else
            m_material.data.emotionClips.push_back(train);
        m_material.data.validation.insert(m_material.data.validation.end(), validation.begin(),
                                          validation.end());
        m_material.tests.push_back({dataset.name + " test", clips(split.test)});
        m_material.description +=
            dataset.name + remark + ": " + std::to_string(train.size()) + " tracks to train on, " +
            std::to_string(validation.size()) + " to validate, " +
            std::to_string(m_material.tests.back().clips.size()) + " to test. ";
    }

private:
    static std::vector<LabelledClip> clipsOf(const Dataset& dataset, const std::vector<int>& ids,
                                             const std::map<std::string, LabelRange>& ranges,
                                             const std::map<int, fs::path>& files)
    {
        std::vector<LabelledClip> clips;
        for (const Track& track : dataset.tracks) {
            const auto file = files.find(track.id);
            if (file == files.end() || !std::ranges::binary_search(ids, track.id))
                continue;
            const std::vector<double> scaled = scaledLabels(dataset, track, ranges);
            LabelledClip clip{.spectrogram = [path = file->second] { return readPacked(path); }};
            (dataset.outputs == canonicalFeatures() ? clip.features : clip.emotions)
                .assign(scaled.begin(), scaled.end());
            clips.push_back(std::move(clip));
        }
        return clips;
    }

    const fs::path& m_cache;
    const LogSpectrogramOptions& m_spectrogram;
    EmotionMaterial& m_material;
    SplitOptions m_split;
    LabelScale m_scale = LabelScale::Observed;
    Preparation m_preparation = Preparation::PeakOnly;
};

EmotionMaterial readMaterial(const Arguments& arguments, const fs::path& cache,
                             const LogSpectrogramOptions& spectrogram, std::uint64_t seed,
                             const Progress& progress)
{
    EmotionMaterial material;
    Gatherer gatherer(arguments, cache, spectrogram, seed, material);
    if (const auto folder = arguments.path("--midlevel"))
        gatherer.add(readMidlevel(*folder), "", {}, progress.part(0.0, 0.4, "reading Mid-level"));
    if (const auto folder = arguments.path("--deam")) {
        const bool corrected = arguments.has("--deam-corrected");
        gatherer.add(readDeam(*folder, {.corrected = corrected}),
                     corrected ? " (valence and arousal exchanged up to track 1000)"
                               : " (valence and arousal as distributed)",
                     {}, progress.part(0.4, 0.8, "reading DEAM"));
    }
    if (const auto folder = arguments.path("--pmemo")) {
        const auto ids = arguments.path("--pmemo-test-ids");
        gatherer.add(readPmemo(*folder), "", ids ? readSplitIds(*ids) : std::vector<int>(),
                     progress.part(0.8, 1.0, "reading PMEmo"));
    }
    return material;
}

/// Sets of synthesized clips, each with a seed of its own in one folder of the cache.
class Synthesizer {
public:
    Synthesizer(fs::path cache, std::uint64_t seed) : m_cache(std::move(cache)), m_seed(seed) {}

    std::vector<LabelledClip> make(const std::string& set, int number, ClipSetOptions options,
                                   const Progress& progress) const
    {
        options.folder = m_cache / set;
        options.seed = m_seed * 1000 + std::uint64_t(number);
        return synthesizeClipSet(options, progress);
    }

private:
    fs::path m_cache;
    std::uint64_t m_seed;
};

/// Whether the clips are played with this sound font.
bool isAmong(const fs::path& font, const ClipSetOptions& options)
{
    return std::ranges::any_of(options.clip.soundFonts, [&](const fs::path& other) {
        std::error_code failure;
        return fs::equivalent(font, other, failure);
    });
}

/// What a model from synthesized music is tested on; the last set is the one the card quotes: the
/// held-out clips, half of them with a sound font of other origin, if there is one.
std::vector<TestSet> synthesizeTests(const Synthesizer& synthesizer, const ClipSetOptions& options,
                                     const Progress& progress)
{
    std::vector<TestSet> tests;
    const auto addStyle = [&](Style style, int number, const Progress& part) {
        ClipSetOptions ofStyle = options;
        ofStyle.clip.style = style;
        tests.push_back(
            {"held-out synthesized clips of a style not learnt (" + name(style) + ")",
             synthesizer.make("test-" + std::to_string(int(style)), number, ofStyle, part)});
    };
    addStyle(Style::Jazz, 4, progress.part(0.0, 0.25));
    addStyle(Style::Chamber, 5, progress.part(0.25, 0.5));
    tests.push_back({"held-out synthesized clips",
                     synthesizer.make("test", 2, options, progress.part(0.5, 0.75))});
    if (const fs::path font = heldOutSoundFont(); !font.empty() && !isAmong(font, options)) {
        ClipSetOptions ofFont = options;
        ofFont.clip.soundFonts = {font};
        TestSet other{"held-out synthesized clips with a sound font of other origin (" +
                          font.filename().string() + ")",
                      synthesizer.make("test-font", 3, ofFont, progress.part(0.75, 1.0))};
        TestSet both{"held-out synthesized clips, half of them with a sound font of other origin",
                     tests.back().clips};
        both.clips.insert(both.clips.end(), other.clips.begin(), other.clips.end());
        tests.push_back(std::move(other));
        tests.push_back(std::move(both));
    }
    return tests;
}

/// The files' names, with their licence where it is known.
std::string fontsText(const std::vector<fs::path>& fonts)
{
    std::string text;
    for (const fs::path& font : fonts.empty() ? trainingSoundFonts() : fonts)
        text += (text.empty() ? "" : " and ") + font.filename().string();
    return fonts.empty() ? text + " (MIT licence)" : text;
}

EmotionMaterial synthesizeMaterial(const Arguments& arguments, const fs::path& cache,
                                   const LogSpectrogramOptions& spectrogram, std::uint64_t seed,
                                   const Progress& progress)
{
    EmotionMaterial material{.labelScale = "nominal", .synthetic = true};
    std::map<std::string, LabelRange>& ranges = material.labelRanges["synthesized music"];
    for (const std::string& feature : canonicalFeatures())
        ranges[feature] = {0.0, 1.0};
    for (const std::string& emotion : canonicalEmotions())
        ranges[emotion] = {-1.0, 1.0};
    ClipSetOptions held{.clips = arguments.integer("--test-clips", 1, 100'000).value_or(400),
                        .spectrogram = spectrogram};
    held.clip.duration = arguments.number("--clip-length", 3.0, 120.0).value_or(12.0);
    if (const auto font = arguments.path("--sound-font"))
        held.clip.soundFonts = {*font};
    ClipSetOptions training = held;
    training.clips = arguments.integer("--clips", 1, 1'000'000).value_or(4000);
    training.skip = arguments.integer("--skip-clips", 0, 1'000'000).value_or(0);
    training.withParts = true;

    const Synthesizer synthesizer(cache, seed);
    material.data.featureClips = synthesizer.make(
        "train", 0, training, progress.part(0.0, 0.8, "synthesizing music to train on"));
    material.data.validation = synthesizer.make(
        "validation", 1, held, progress.part(0.8, 0.84, "synthesizing to validate"));
    material.tests =
        synthesizeTests(synthesizer, held, progress.part(0.84, 1.0, "synthesizing to test"));
    material.description = std::to_string(training.clips) + " synthesized clips of " +
                           std::to_string(int(training.clip.duration)) + " s, played with " +
                           fontsText(training.clip.soundFonts) +
                           ", and the mix of a random part of the stems of each; labels are the "
                           "rules of Whence's generator applied to what sounds, not ratings. ";
    // Every clip has labels of both kinds, so half of each batch needs no set of its own.
    auto& all = material.data.featureClips;
    material.data.emotionClips.emplace_back(all.begin() + std::ptrdiff_t(all.size() / 2),
                                            all.end());
    all.resize(all.size() / 2);
    return material;
}

}  // namespace

std::vector<Option> materialOptions()
{
    return {{"--midlevel", "DIR", "Mid-level Perceptual Features, for the features"},
            {"--deam", "DIR", "DEAM, for the emotions"},
            {"--pmemo", "DIR", "PMEmo, for the emotions; with --deam: both together"},
            {"--synthetic", "", "synthesized music with labels by rule, in place of data sets"},
            {"--cache", "DIR", "folder of the spectrograms (default: beside the model)"},
            {"--clips", "N", "synthesized clips to train on (4000)"},
            {"--skip-clips", "N", "of the seed, to train on the clips after them (0)"},
            {"--test-clips", "N", "synthesized clips to validate, and to test (400)"},
            {"--clip-length", "S", "length of synthesized clips (12)"},
            {"--sound-font", "F.sf2", "plays them, in place of Debian's MIT-licensed ones"},
            {"--test-share", "X", "share of the tracks to test on (0.2)"},
            {"--pmemo-test-ids", "F.npy", "PMEmo's tracks to test on, as published"},
            {"--strict-artists", "", "keep everyone who ever played together in one set"},
            {"--label-scale", "SCALE", "observed or nominal range of the labels (observed)"},
            {"--deam-corrected", "", "exchange DEAM's valence and arousal up to track 1000"},
            {"--parity", "", "prepare recordings as the authors do (16 bit, zeros trimmed)"}};
}

EmotionMaterial gatherMaterial(const Arguments& arguments, const fs::path& cache,
                               const LogSpectrogramOptions& spectrogram, std::uint64_t seed,
                               const Progress& progress)
{
    const bool fromFolders =
        arguments.has("--midlevel") || arguments.has("--deam") || arguments.has("--pmemo");
    if (arguments.has("--synthetic") == fromFolders)
        throw UsageError(
            "Training needs either --synthetic or data sets (--midlevel with --deam "
            "or --pmemo).");
    if (!arguments.has("--synthetic") && !arguments.has("--midlevel"))
        throw UsageError("The features need --midlevel.");
    return arguments.has("--synthetic")
               ? synthesizeMaterial(arguments, cache, spectrogram, seed, progress)
               : readMaterial(arguments, cache, spectrogram, seed, progress);
}

}  // namespace whence
