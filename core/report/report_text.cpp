#include "core/report/report_text.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/explain/wording.h"
#include "core/report/meaning.h"
#include "core/report/wording.h"

namespace whence {

namespace {

std::string withoutFolders(const std::string& file)
{
    return file.substr(file.find_last_of('/') + 1);
}

std::string channelText(int channels)
{
    return channels == 1   ? "mono"
           : channels == 2 ? "stereo"
                           : std::to_string(channels) + " channels";
}

std::vector<std::string> factsOf(const Analysis& analysis)
{
    const TrackInfo& track = analysis.track;
    std::vector<std::string> facts = {"duration " + timeText(track.duration), track.format,
                                      channelText(track.channels),
                                      number(track.sampleRate / 1000.0, 1) + " kHz"};
    if (std::isfinite(track.loudness.integrated))
        facts.push_back(number(track.loudness.integrated, 1) + " LUFS");
    facts.push_back("explained window " + timeText(analysis.window.start) + " to " +
                    timeText(analysis.window.start + analysis.window.length) +
                    (analysis.window.looped ? ", repeated" : ""));
    std::erase(facts, "");
    return facts;
}

std::vector<std::string> noticesOf(const Analysis& analysis)
{
    std::vector<std::string> notices;
    if (!analysis.model.notice.empty())
        notices.push_back(analysis.model.name + ": " + analysis.model.notice);
    if (!analysis.separatorNotice.empty() && analysis.separatorNotice != analysis.model.notice)
        notices.push_back(analysis.separatorName + ": " + analysis.separatorNotice);
    return notices;
}

using Definitions = std::vector<std::pair<std::string, std::string>>;

void defineOutputs(Definitions& result, const ModelInfo& model)
{
    for (const std::vector<std::string>& names : {model.emotions, model.features})
        for (const std::string& name : names)
            if (const std::string meaning = meaningOf(name); !meaning.empty())
                result.push_back({displayName(name), meaning});
}

void defineMeasures(Definitions& result, const Analysis& analysis)
{
    const int stems = int(analysis.mixes.components.size());
    if (stems < 2) {
        result.push_back({"fidelity, complexity", "not defined for a single stem"});
        return;
    }
    const ComplexityBaseline random = randomComplexity(stems);
    std::string fidelity =
        "weighted R² of that linear model on the mixes (1: single stems explain everything";
    if (stems <= maxExhaustiveComponents)
        fidelity += "; with its ridge term " + std::to_string(stems) +
                    " stems that just add up reach " +
                    number(additiveFidelity(stems, analysis.options.lime)) + " or little more";
    result.push_back({"fidelity", fidelity + ")"});
    result.push_back(
        {"complexity", "entropy of the weights: 0 if one stem does it all, 1 if all do the same; " +
                           number(random.mean) + " ± " + number(random.standardDeviation) +
                           " for " + std::to_string(stems) + " random weights"});
}

Definitions definitionsOf(const Analysis& analysis)
{
    Definitions result;
    defineOutputs(result, analysis.model);
    result.push_back(
        {"score", "unit of predictions: the scale of the training's labels mapped to −1 … +1"});
    if (!analysis.effects.empty()) {
        result.push_back(
            {"effect",
             "weight of a feature in the model's last, linear layer times the value of "
             "the feature; effects and bias sum up to the predicted emotion"});
        if (hasCenteredEffects(analysis.effects.front()))
            result.push_back(
                {"centered effect",
                 "weight times the distance of the value from its mean over " +
                     analysis.model.referenceSet +
                     ": why this piece is predicted higher or lower than a typical one"});
    }
    if (hasSources(analysis)) {
        result.push_back({"LIME weight",
                          "coefficient of a stem in a linear model of the feature, fitted to what "
                          "the network hears in mixes with and without each stem, those like the "
                          "full mix counting most; the line through the bar spans the weights over "
                          "shifts of the window"});
        result.push_back({"Shapley value",
                          "contribution of a stem averaged over all orders in which the stems can "
                          "enter; the values sum up to full mix minus silence"});
        defineMeasures(result, analysis);
        result.push_back({"contribution",
                          "in the matrix: weight of the feature for the emotion times the Shapley "
                          "value of the stem for the feature"});
    }
    return result;
}

std::vector<std::string> limitsOf(const Analysis& analysis)
{
    std::vector<std::string> result = {
        "Everything here describes what a model has learned, not listeners, and not the effect of "
        "the music on a particular person.",
        "The explanation holds for the explained window of this recording and this model; another "
        "passage or model may give another one."};
    if (hasSources(analysis)) {
        result.push_back(
            "High fidelity says that the linear model agrees with the network. It does "
            "not prove that the explanation is right.");
        const std::string unlike =
            "mixes without some stems may be unlike any music the model has learned from.";
        result.push_back(analysis.separatorId.empty()
                             ? "What a stem does is judged by mixes without it; " + unlike
                             : "The stems are an estimate (" + analysis.separatorName +
                                   "): what leaks from one into another is credited to the wrong "
                                   "source, and " +
                                   unlike);
    }
    if (!analysis.effects.empty() && !hasCenteredEffects(analysis.effects.front()))
        result.push_back(reasonOfRawEffects(analysis));
    for (const std::string& failure : analysis.model.knownFailures)
        result.push_back("Known weakness of the model: " + failure);
    return result;
}

std::string idText(const std::string& id)
{
    return id.empty() ? "" : "SHA-256 " + id.substr(0, 16) + "…";
}

std::string settingsText(const AnalysisOptions& options)
{
    std::vector<std::string> parts = {
        "LIME kernel width " + number(options.lime.kernelWidth) + ", ridge " +
            number(options.lime.ridge, 1),
        counted(options.shifts, "shift", "shifts") + " of up to ±" + number(options.shiftRange, 1) +
            " s",
        "timeline hop " + number(options.timelineHop, 1) + " s",
        options.parity ? "parity: each mix normalized and trimmed as in the authors' programs"
                       : "all mixes at the gain of the full mix",
        options.segments
            ? "mixes of segments drawn at random, seed " + std::to_string(options.segments->seed)
            : "no random numbers"};
    if (options.residualComponent)
        parts.push_back("the residual counts as a stem");
    if (options.separation.instrumental)
        parts.push_back("separated as instrumental music");
    if (options.separation.highBand == HighBand::Drop)
        parts.push_back("content above the masks' band dropped");
    return joined(parts, "; ");
}

Definitions provenanceOf(const Analysis& analysis, const RunRecord& run)
{
    const ModelInfo& model = analysis.model;
    Definitions result = {
        {"Program", joined({"whence " + analysis.version, analysis.commit, run.date}, ", ")},
        {"Recording",
         joined({withoutFolders(analysis.track.file), idText(analysis.track.sha256)}, ", ")},
        {"Model", joined({model.name, idText(model.id), model.licence}, ", ")},
        {"Trained on", model.trainingData},
        {"Source of the model", model.source},
        {"Stems", joined({analysis.separatorName, idText(analysis.separatorId),
                          idText(analysis.stemsSha256)},
                         ", ")},
        {"Settings", settingsText(analysis.options)}};
    std::erase_if(result, [](const auto& entry) { return entry.second.empty(); });
    return result;
}

std::string withoutPoint(const std::string& sentence)
{
    return sentence.ends_with('.') ? sentence.substr(0, sentence.size() - 1) : sentence;
}

/// "checks: 20 ok, 3 warnings, 1 failed"
std::string checksText(const std::vector<Check>& checks)
{
    std::vector<std::string> parts;
    for (const CheckStatus status :
         {CheckStatus::Ok, CheckStatus::Warning, CheckStatus::Failed, CheckStatus::Unknown}) {
        const int count = int(std::ranges::count(checks, status, &Check::status));
        if (count > 0 && status == CheckStatus::Warning)
            parts.push_back(counted(count, "warning", "warnings"));
        else if (count > 0)
            parts.push_back(std::to_string(count) + " " + statusName(status));
    }
    return parts.empty() ? "" : "checks: " + joined(parts, ", ");
}

double sizeOf(const Effect& effect)
{
    return std::abs(effect.centered.value_or(effect.effect));
}

std::vector<int> sorted(int count, const std::function<double(int)>& size)
{
    std::vector<int> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(), size);
    return order;
}

double spread(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0,
                           [](double sum, double value) { return sum + std::abs(value); });
}

}  // namespace

bool hasCenteredEffects(const std::vector<Effect>& effects)
{
    return !effects.empty() && std::ranges::all_of(effects, [](const Effect& effect) {
        return effect.centered.has_value();
    });
}

bool hasSources(const Analysis& analysis)
{
    return !analysis.sources.empty() && analysis.sources.size() == analysis.model.features.size();
}

std::vector<std::string> featuresOfChains(const Analysis& analysis)
{
    const auto isOnAChain = [&](const std::string& feature) {
        return std::ranges::find(analysis.chains, feature, &Chain::feature) !=
               analysis.chains.end();
    };
    std::vector<std::string> features;
    std::ranges::copy_if(analysis.model.features, std::back_inserter(features), isOnAChain);
    if (features.empty())
        for (const int feature : featuresToExplain(analysis, 2))
            features.push_back(analysis.model.features[feature]);
    return features;
}

std::vector<Check> checksOfChains(const Analysis& analysis)
{
    const std::vector<std::string> features = featuresOfChains(analysis);
    std::vector<Check> checks;
    std::ranges::copy_if(analysis.checks, std::back_inserter(checks), [&](const Check& check) {
        return check.feature.empty() ||
               std::ranges::find(features, check.feature) != features.end();
    });
    return checks;
}

bool isInvalid(const Analysis& analysis, const std::string& feature)
{
    return std::ranges::any_of(analysis.checks, [&](const Check& check) {
        return check.name == "feature_validity" && check.feature == feature &&
               check.status == CheckStatus::Failed;
    });
}

std::string reasonOfRawEffects(const Analysis& analysis)
{
    const std::string reason = analysis.options.parity
                                   ? "Parity shows effects as the authors' programs do: raw"
                                   : "The model's card has no reference set, so effects are raw";
    return reason + "; their sign depends on where the middle of the rating scale lies.";
}

std::string originText(const Analysis& analysis)
{
    const auto withNotice = [](const std::string& name, const std::string& notice) {
        return notice.empty() ? name : name + " (" + withoutPoint(notice) + ")";
    };
    const std::string window = timeText(analysis.window.start) + " to " +
                               timeText(analysis.window.start + analysis.window.length);
    return joined({withoutFolders(analysis.track.file) + ", " + window,
                   "model: " + withNotice(analysis.model.name, analysis.model.notice),
                   analysis.separatorName.empty()
                       ? ""
                       : "stems: " + withNotice(analysis.separatorName, analysis.separatorNotice),
                   joined({"whence " + analysis.version, analysis.commit}, ", "),
                   analysis.track.warnings.empty()
                       ? ""
                       : counted(int(analysis.track.warnings.size()), "warning of the recording",
                                 "warnings of the recording"),
                   checksText(analysis.checks)},
                  " · ");
}

std::string checkTitle(const std::string& name)
{
    return capitalized(displayName(name));
}

std::vector<int> featuresToExplain(const Analysis& analysis, int limit)
{
    const int features = int(analysis.sources.size());
    std::vector<std::vector<int>> orders;
    for (const std::vector<Effect>& effects : analysis.effects)
        if (int(effects.size()) == features)
            orders.push_back(sorted(features, [&](int i) { return sizeOf(effects[i]); }));
    if (orders.empty())
        orders.push_back(
            sorted(features, [&](int i) { return spread(analysis.sources[i].lime.coefficients); }));
    std::vector<int> result;
    for (int rank = 0; rank < features; ++rank)
        for (const std::vector<int>& order : orders)
            if (int(result.size()) < limit &&
                std::ranges::find(result, order[rank]) == result.end())
                result.push_back(order[rank]);
    return result;
}

ReportText makeReportText(const Analysis& analysis, const RunRecord& run)
{
    const TrackInfo& track = analysis.track;
    ReportText text;
    text.title = track.title.empty() ? withoutFolders(track.file) : track.title;
    text.byline = joined({track.artist, track.album}, " · ");
    text.facts = factsOf(analysis);
    text.notices = noticesOf(analysis);
    text.warnings = track.warnings;
    for (const Chain& chain : analysis.chains)
        text.sentences.push_back({chain.emotion, chain.sentence, chain.stem.empty()});
    text.definitions = definitionsOf(analysis);
    text.limits = limitsOf(analysis);
    text.provenance = provenanceOf(analysis, run);
    text.command = analysis.command;
    return text;
}

}  // namespace whence
