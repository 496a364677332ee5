#include "app/separator_material.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <sstream>

#include "core/audio/decode.h"
#include "core/audio/resample.h"
#include "core/error.h"
#include "core/evaluation/separation_quality.h"
#include "core/separation/separator.h"
#include "core/synthetic/clip.h"
#include "core/synthetic/sound_font.h"

namespace whence {

namespace {

namespace fs = std::filesystem;

// Seeds of the clips: those of training, validation and test never meet.
constexpr std::uint64_t seedsOfASet = 1'000'000;
constexpr std::uint64_t testSeed = 1;  // of the clips cards quote: the same after every training

std::uint64_t clipSeed(std::uint64_t seed, int set, int number)
{
    return (3 * seed + std::uint64_t(set)) * seedsOfASet + std::uint64_t(number);
}

StemClip packClip(const StemSet& stems, const std::string& name)
{
    StemClip clip{name, {}, 0};
    for (const AudioBuffer& stem : stems.stems) {
        clip.stems.push_back(packAudio(stem));
        clip.frames = std::max(clip.frames, stem.frames());
    }
    return clip;
}

std::vector<StemClip> synthesizeClips(const Arguments& arguments, int set, int count,
                                      const Progress& progress)
{
    ClipRenderer renderer(trainingSoundFonts());
    std::vector<StemClip> clips;
    for (int i = 0; i < count; ++i) {
        const std::uint64_t seed = clipSeed(arguments.seed(), set, i);
        clips.push_back(
            packClip(synthesizeClip({}, seed, renderer).stems, "seed " + std::to_string(seed)));
        progress.report(double(i + 1) / count);
    }
    return clips;
}

/// The clips of a folder, every twentieth for validation.
void splitFolder(const fs::path& folder, const SeparatorTrainingOptions& options,
                 SeparatorTrainingData& data, std::size_t memory, const Progress& progress)
{
    auto clips =
        loadStemClips(folder, options.card.stems, options.card.sampleRate, memory, progress);
    for (std::size_t i = 0; i < clips.size(); ++i)
        (i % 20 == 19 ? data.validation : data.clips).push_back(std::move(clips[i]));
}

/// What a reader of the separator's stems must know, in sentences.
std::vector<std::string> failuresOf(const SeparatorInfo& card, const SeparationFigures& quality,
                                    bool isSynthetic)
{
    std::vector<std::string> failures;
    std::string leaks;
    for (const std::string& stem : card.stems) {
        const auto value = card.siSdrImprovement.find(stem);
        if (value != card.siSdrImprovement.end() &&
            (value->second < card.hpssImprovement.at(stem) ||
             value->second < card.constantImprovement.at(stem)))
            failures.push_back("The " + stem + " are not separated better than by " +
                               "harmonic/percussive separation or a constant mask.");
        if (const auto level = quality.falseLevel.find(stem); level != quality.falseLevel.end())
            leaks += (leaks.empty() ? "" : ", ") + stem + " " +
                     std::to_string(std::lround(level->second)) + " dB";
    }
    if (!leaks.empty())
        failures.push_back(
            "Stems that should be silent hold parts of others, relative to the mix: " + leaks +
            ".");
    if (isSynthetic) {
        failures.emplace_back(
            "Strings and winds may be taken for vocals; where nobody sings, say so "
            "(instrumental).");
        failures.emplace_back(
            "Real rooms, mastering and most real instruments were not in its training: other music "
            "is separated worse.");
    }
    return failures;
}

/// "; voice: a.wav; voice: b.wav", or of more than four how many there are.
std::string recordingsText(const std::vector<fs::path>& files, const std::string& one,
                           const std::string& many)
{
    std::set<std::string> names;
    for (const fs::path& file : files)
        names.insert(file.filename().string());
    if (names.size() > 4)
        return "; " + std::to_string(names.size()) + " recordings of " + many;
    std::string text;
    for (const std::string& name : names)
        text += "; " + one + ": " + name;
    return text;
}

}  // namespace

std::vector<fs::path> fileList(const std::string& text)
{
    std::vector<fs::path> files;
    std::istringstream words(text);
    for (std::string word; std::getline(words, word, ',');)
        if (!word.empty())
            files.emplace_back(word);
    return files;
}

std::vector<Option> separatorMaterialOptions()
{
    return {
        {"--data", "DIR", "learn from the clips of this folder instead of synthesized ones"},
        {"--clips", "N", "clips of 12 s to synthesize for the training (300)"},
        {"--test-clips", "N", "held-out clips to measure the quality on (40)"},
        {"--vocals", "FILE,...", "recordings of singing, mixed in in place of synthesized voices"},
        {"--credit", "TEXT", "of those recordings and their licence, for the card"},
        {"--vocals-share", "X", "of the excerpts with vocals that get them (0.2)"},
        {"--drums", "FILE,...", "recordings of drums, mixed in in place of synthesized ones"},
        {"--drums-share", "X", "of the excerpts that get them (0.2)"},
        {"--memory", "MIB", "at most for the clips of a folder (6000)"},
    };
}

SeparatorTrainingData gatherSeparatorMaterial(const Arguments& arguments,
                                              const SeparatorTrainingOptions& options,
                                              const Progress& progress)
{
    SeparatorTrainingData data;
    if (const auto folder = arguments.path("--data")) {
        const int memory = arguments.integer("--memory", 1, 1'000'000).value_or(6000);
        splitFolder(*folder, options, data, std::size_t(memory) << 20, progress);
    } else {
        const int count = arguments.integer("--clips", 1, 100'000).value_or(300);
        data.clips = synthesizeClips(arguments, 0, count, progress.part(0.0, 0.9));
        data.validation = synthesizeClips(arguments, 1, 24, progress.part(0.9, 1.0));
    }
    for (const fs::path& file : fileList(arguments.text("--vocals").value_or("")))
        data.vocals.push_back(loadPackedAudio(file, options.card.sampleRate));
    for (const fs::path& file : fileList(arguments.text("--drums").value_or("")))
        data.drums.push_back(loadPackedAudio(file, options.card.sampleRate));
    return data;
}

void describeSeparatorTraining(SeparatorInfo& card, const Arguments& arguments,
                               const SeparatorTrainingData& data,
                               const SeparatorTrainingOptions& options)
{
    double seconds = 0.0;
    for (const StemClip& clip : data.clips)
        seconds += double(clip.frames) / card.sampleRate;
    const bool isSynthetic = !arguments.has("--data");
    const std::string network =
        card.kind == SeparatorKind::BandSplit ? "band-split recurrent network" : "U-Net";
    card.description = "One " + network + " for all stems on magnitudes, trained for " +
                       std::to_string(options.steps) + " steps.";
    if (const auto start = arguments.path("--start"))
        card.description +=
            " It went on from the separator " + readSeparatorInfo(*start).id.substr(0, 12) + ".";
    card.source = "whence-cli train separator, seed " + std::to_string(options.seed);
    card.trainingData = std::to_string(data.clips.size()) + " clips (" +
                        std::to_string(int(seconds / 60.0)) + " min)" +
                        (isSynthetic ? " synthesized with " : " of a folder");
    if (isSynthetic) {
        for (const fs::path& font : trainingSoundFonts())
            card.trainingData += font.filename().string() + ", ";
        card.trainingData += "and a formant voice";
        card.notice = std::string("demonstration separator, trained on synthesized music") +
                      (data.vocals.empty() ? "" : " and further voices");
    }
    card.trainingData +=
        recordingsText(fileList(arguments.text("--vocals").value_or("")), "voice", "voices") +
        recordingsText(fileList(arguments.text("--drums").value_or("")), "drums", "drums");
    if (const auto credit = arguments.text("--credit"))
        card.trainingData += " (" + *credit + ")";
}

HeldOutClips heldOutClips(const Arguments& arguments, std::uint64_t seed)
{
    const fs::path font = heldOutSoundFont();
    ClipOptions options;
    if (!font.empty())
        options.soundFonts = {font};
    const auto renderer =
        std::make_shared<ClipRenderer>(font.empty() ? trainingSoundFonts() : options.soundFonts);
    const int count = arguments.integer("--test-clips", 1, 100'000).value_or(40);
    HeldOutClips clips;
    clips.description =
        std::to_string(count) + " held-out clips of 12 s, synthesized with " +
        (font.empty() ? std::string("the training's sound fonts") : font.filename().string());
    std::vector<std::uint64_t> seeds;
    for (int i = 0; i < count; ++i) {
        seeds.push_back(clipSeed(seed, 2, i));
        clips.truth.names.push_back("seed " + std::to_string(seeds.back()));
    }
    clips.truth.stems = [options, seeds, renderer](int i) {
        return synthesizeClip(options, seeds[std::size_t(i)], *renderer).stems;
    };
    return clips;
}

std::string measureSeparator(const fs::path& file, const Arguments& arguments,
                             TensorPrecision precision, const Progress& progress)
{
    const Separator separator = Separator::load(file);
    SeparatorInfo card = separator.info();
    const HeldOutClips clips = heldOutClips(arguments, testSeed);
    const SeparationComparison comparison = compareSeparation(separator, clips.truth, {}, progress);
    const auto improvement = [](const SeparationMethod& method) {
        return averageQuality(method.recordings).siSdrImprovement;
    };
    card.qualitySet = clips.description;
    card.siSdrImprovement = improvement(comparison.separator);
    card.constantImprovement = improvement(comparison.constant);
    card.hpssImprovement = improvement(comparison.hpss);
    card.oracleImprovement = improvement(comparison.oracle);
    card.knownFailures =
        failuresOf(card, averageQuality(comparison.separator.recordings), !arguments.has("--data"));
    TensorFile content = readTensorFile(file, "whence-separator");
    content.card = toJson(card);
    writeTensorFile(file, content, precision);
    return separationText(comparison, clips.description, card.stems);
}

}  // namespace whence
