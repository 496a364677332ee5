#include "app/emotion_card.h"

#include <algorithm>
#include <cstdio>
#include <functional>

#include "core/data/batches.h"
#include "core/data/dataset.h"
#include "core/evaluation/model_quality.h"
#include "core/model/embedding_statistics.h"
#include "core/model/emotion_model.h"
#include "core/synthetic/labels.h"

namespace whence {

namespace {

constexpr double kPoorly = 0.6;   // r of an output below which its card warns: our aim for all
constexpr double kRoughly = 0.5;  // R² likewise, below which the error is most of what is heard

constexpr std::size_t kSample = 2000;  // clips that statistics are taken of

namespace fs = std::filesystem;

std::string fixed(double value, int decimals)
{
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return buffer;
}

/// Training clips that statistics are taken of, drawn at random: at most `limit` whole pieces, or
/// parts of pieces, too.
std::vector<LabelledClip> sampleOf(const TrainingData& data, std::size_t limit, bool withParts)
{
    std::vector<LabelledClip> all = data.featureClips;
    for (const auto& set : data.emotionClips)
        all.insert(all.end(), set.begin(), set.end());
    if (!withParts)
        std::erase_if(all, [](const LabelledClip& clip) { return clip.isPart; });
    std::vector<int> order = shuffledOrder(int(all.size()), 1, 0);
    order.resize(std::min(order.size(), limit));
    std::vector<LabelledClip> result;
    for (const int i : order)
        result.push_back(all[std::size_t(i)]);
    return result;
}

/// The weights of the emotion layer beside where they started and, of synthesized music, the truth.
std::string weightsText(const ModelInfo& info, const TrainedNetwork& trained, bool synthetic)
{
    std::string text = "Weights of the emotions (trained / where the training started";
    text += synthetic ? " / true in the generator): " : "): ";
    for (std::size_t emotion = 0; emotion < info.emotions.size(); ++emotion) {
        const Features truth =
            info.emotions[emotion] == "arousal" ? arousalWeights() : valenceWeights(Style::Pop);
        text += info.emotions[emotion] + ": ";
        for (std::size_t j = 0; j < info.features.size(); ++j) {
            text += displayName(info.features[j]) + " " + fixed(info.weights[emotion][j], 2) +
                    " / " + fixed(trained.headStart[emotion][j], 2);
            if (synthetic)
                text += " / " + fixed(truth[j], 2);
            text += j + 1 < info.features.size() ? ", " : ". ";
        }
    }
    return text;
}

/// "melody r 0.80 …, …" of the outputs that `describe` has something to say of, in the order of all
/// reports: features, then emotions.
std::string listOf(const TestFigures& test,
                   const std::function<std::string(const Metrics&)>& describe)
{
    std::vector<std::string> outputs = canonicalFeatures();
    outputs.insert(outputs.end(), canonicalEmotions().begin(), canonicalEmotions().end());
    std::string text;
    for (const std::string& output : outputs)
        if (const auto found = test.metrics.find(output); found != test.metrics.end())
            if (const std::string said = describe(found->second); !said.empty())
                text += (text.empty() ? "" : ", ") + displayName(output) + " " + said;
    return text;
}

std::string figuresSentence(const std::vector<TestFigures>& figures)
{
    std::string text;
    for (const TestFigures& test : figures)
        text += "On " + test.set + ": " +
                listOf(test,
                       [](const Metrics& metrics) {
                           return "r " + fixed(metrics.r, 2) + " R² " + fixed(metrics.r2, 2) +
                                  " RMSE " + fixed(metrics.rmse, 2);
                       }) +
                ". ";
    return text;
}

/// Of each test set the outputs whose r is below kPoorly, and of the last one, which the card
/// quotes, those whose R² is below kRoughly.
std::vector<std::string> weakOutputs(const std::vector<TestFigures>& figures)
{
    std::vector<std::string> sentences;
    for (const TestFigures& test : figures) {
        const std::string poor = listOf(test, [](const Metrics& metrics) {
            return metrics.r >= kPoorly ? "" : "(r " + fixed(metrics.r, 2) + ")";
        });
        if (!poor.empty())
            sentences.push_back("Heard poorly on " + test.set + ": " + poor +
                                "; build nothing on these values alone.");
    }
    const TestFigures& last = figures.back();
    const std::string rough = listOf(last, [](const Metrics& metrics) {
        return metrics.r >= kPoorly && metrics.r2 < kRoughly ? "(R² " + fixed(metrics.r2, 2) + ")"
                                                             : "";
    });
    if (!rough.empty())
        sentences.push_back("Heard roughly on " + last.set + ": " + rough +
                            "; a single value may well have the wrong sign.");
    return sentences;
}

std::vector<std::string> failuresOf(bool synthetic, bool isMastered)
{
    if (!synthetic)
        return {};
    return {
        "No person has rated the music it learnt from: its features and emotions are rules "
        "applied to synthesized music.",
        "Instruments and recordings unlike General-MIDI sounds shift all its values; compare only "
        "pieces of like timbre.",
        isMastered ? "Real voices and live rooms were not in the training."
                   : "Real voices, live rooms and mastering were not in the training.",
        "Its features are correlated, so effects of two similar ones (articulation and rhythm "
        "stability) may be exchanged."};
}

/// The command that was given, without the folders that differ from machine to machine.
std::string commandText(const Arguments& arguments, const std::vector<Option>& options)
{
    std::string text = "whence-cli train emotion";
    for (const Option& option : options) {
        if (!arguments.has(option.name))
            continue;
        text += " " + option.name;
        const std::string value = arguments.text(option.name).value_or("");
        const bool isPath = option.value == "DIR" || option.value.starts_with("F");
        if (isPath)
            text += " " + fs::path(value).filename().string();
        else if (!option.value.empty())
            text += value.find(' ') == std::string::npos ? " " + value : " \"" + value + "\"";
    }
    return text;
}

/// The figures of each output on the last set that has labels of it.
void setQuality(ModelInfo& info, const std::vector<TestFigures>& figures)
{
    std::map<std::string, std::string> setOf;
    for (const TestFigures& test : figures) {
        for (const auto& [output, metrics] : test.metrics) {
            info.quality[output] = {.r = metrics.r, .r2 = metrics.r2, .rmse = metrics.rmse};
            setOf[output] = test.set;
        }
    }
    for (const TestFigures& test : figures) {
        const bool counts =
            std::ranges::any_of(setOf, [&](const auto& entry) { return entry.second == test.set; });
        if (counts)
            info.qualitySet += (info.qualitySet.empty() ? "" : "; ") + test.set;
    }
}

/// The range of each output, by set where several sets have labels of it.
void setLabelRanges(ModelInfo& info, const EmotionMaterial& material)
{
    std::map<std::string, int> sets;
    for (const auto& [set, ranges] : material.labelRanges)
        for (const auto& [output, range] : ranges)
            ++sets[output];
    for (const auto& [set, ranges] : material.labelRanges)
        for (const auto& [output, range] : ranges)
            (sets[output] > 1 ? info.labelRangesOfSets[set] : info.labelRanges)[output] = range;
}

ModelInfo baseCard(const EmotionMaterial& material, const EmotionTrainingOptions& options,
                   const CardTexts& texts)
{
    ModelInfo info;
    info.name = texts.name;
    info.kind = "rf-resnet";
    info.licence = texts.licence;
    info.source = texts.command;
    info.notice = material.synthetic ? "demonstration model, trained on synthesized music" : "";
    info.trainingData = material.description;
    info.features = canonicalFeatures();
    if (!material.data.emotionClips.empty())
        info.emotions = canonicalEmotions();
    info.windowSeconds = texts.windowSeconds;
    info.windowFrames = options.windowFrames;
    info.baseChannels = options.baseChannels;
    info.labelScale = material.labelScale;
    setLabelRanges(info, material);
    info.knownFailures = failuresOf(material.synthetic, options.masteredShare > 0.0);
    return info;
}

}  // namespace

CardTexts cardTexts(const Arguments& arguments, const std::vector<Option>& options)
{
    return {.name = arguments.text("--name").value_or("Model of features and emotions"),
            .licence = arguments.text("--licence").value_or("not stated"),
            .command = commandText(arguments, options),
            .windowSeconds = arguments.number("--window", 1.0, 600.0).value_or(40.0),
            .halfPrecision = arguments.has("--half")};
}

std::vector<TestFigures> writeTrainedModel(const fs::path& file, const EmotionMaterial& material,
                                           const EmotionTrainingOptions& options,
                                           const TrainedNetwork& trained, const CardTexts& texts,
                                           const Progress& progress)
{
    const TensorPrecision precision =
        texts.halfPrecision ? TensorPrecision::Float16 : TensorPrecision::Float32;
    ModelInfo info = baseCard(material, options, texts);
    writeEmotionModel(file, info, trained.tensors, precision);
    // Measured is what the file holds, as users will load it.
    const EmotionModel model = EmotionModel::load(file);

    std::vector<TestFigures> figures;
    for (const TestSet& test : material.tests) {
        const std::vector<Prediction> predictions = predictClips(model, test.clips);
        figures.push_back({test.name, measureQuality(model.info(), predictions, test.clips)});
        progress.report(0.7 * double(figures.size()) / double(material.tests.size()));
    }
    setQuality(info, figures);
    for (const std::string& sentence : weakOutputs(figures))
        info.knownFailures.push_back(sentence);
    const std::vector<LabelledClip> sample = sampleOf(material.data, kSample, false);
    const std::vector<Prediction> predictions =
        predictClips(model, sample, progress.part(0.7, 0.85));
    info.referenceSet = std::to_string(sample.size()) + (material.synthetic ? " synthesized" : "") +
                        " training clips";
    info.reference = referenceStatistics(model.info(), predictions);
    // What the network knows are parts of pieces as well, as explanations make them.
    std::vector<std::vector<float>> embeddings;
    for (const Prediction& prediction :
         predictClips(model, sampleOf(material.data, kSample, true), progress.part(0.85, 1.0)))
        embeddings.push_back(prediction.embedding);
    setEmbeddingStatistics(info, embeddings);
    info.description =
        figuresSentence(figures) + weightsText(model.info(), trained, material.synthetic);
    writeEmotionModel(file, info, trained.tensors, precision);
    return figures;
}

std::string figuresText(const std::vector<std::vector<TestFigures>>& runs)
{
    std::string text =
        "set,output,clips,r,r_deviation,r2,r2_deviation,rmse,rmse_deviation,ccc,"
        "bias,bias_corrected_r2,bias_corrected_rmse\n";
    for (std::size_t set = 0; set < runs.front().size(); ++set) {
        for (const auto& [output, first] : runs.front()[set].metrics) {
            const auto over = [&](double Metrics::*member) {
                std::vector<double> values;
                for (const auto& run : runs)
                    values.push_back(run[set].metrics.at(output).*member);
                return overRuns(values);
            };
            text +=
                "\"" + runs.front()[set].set + "\"," + output + "," + std::to_string(first.count);
            for (const auto member : {&Metrics::r, &Metrics::r2, &Metrics::rmse})
                text += "," + fixed(over(member).mean, 4) + "," + fixed(over(member).deviation, 4);
            for (const auto member : {&Metrics::ccc, &Metrics::bias, &Metrics::biasCorrectedR2,
                                      &Metrics::biasCorrectedRmse})
                text += "," + fixed(over(member).mean, 4);
            text += "\n";
        }
    }
    return text;
}

}  // namespace whence
