#include "core/explain/checks.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <numeric>

#include "core/explain/wording.h"

namespace whence {

namespace {

std::string phraseOf(const SourceExplanation& source, int stem)
{
    return stem < 0 ? "no stem" : stemPhrase(source.stems[stem]).text;
}

// From here on (dB) what stems leave out of the recording is but rounding.
constexpr double exactRatio = 80.0;

// Of how many placements a share is: "4 of 5".
std::string countOf(double share, int replicates)
{
    return std::to_string(std::lround(share * replicates)) + " of " + std::to_string(replicates);
}

Check noStemMatters(const std::string& name, const std::string& feature)
{
    return {name, CheckStatus::Ok, std::nullopt,
            "No stem changes " + displayName(feature) + " in this window.", feature};
}

}  // namespace

std::string statusName(CheckStatus status)
{
    switch (status) {
        case CheckStatus::Ok:
            return "ok";
        case CheckStatus::Warning:
            return "warning";
        case CheckStatus::Failed:
            return "failed";
        case CheckStatus::Unknown:
            break;
    }
    return "unknown";
}

bool withholdsSentence(const Check& check)
{
    return check.status == CheckStatus::Failed;
}

Check checkFidelity(const SourceExplanation& source, const CheckThresholds& thresholds,
                    const LimeOptions& options)
{
    const double fidelity = source.lime.r2;
    const std::string name = displayName(source.feature);
    Check check{"fidelity", CheckStatus::Ok, fidelity, "", source.feature};
    if (strongestStem(source.lime.coefficients) < 0)
        return noStemMatters(check.name, source.feature);
    if (source.stems.size() == 1)
        return {check.name, CheckStatus::Ok, std::nullopt,
                "There is but one stem, so fidelity does not apply to " + name +
                    ": its weight is all that it changes.",
                source.feature};
    const double reachable = additiveFidelity(int(source.stems.size()), options);
    const double scale = std::min(1.0, reachable / additiveFidelity(5));
    const std::string figure = " (fidelity " + number(fidelity) + ", where " +
                               std::to_string(source.stems.size()) +
                               " stems that just add up reach " + number(reachable) + ")";
    if (!(fidelity >= scale * thresholds.fidelityFailed)) {
        check.status = CheckStatus::Failed;
        check.message = capitalized(name) + " is not explained by single stems" + figure + ": " +
                        percent(source.variance.second + source.variance.higher) +
                        " of its variance over the mixes are joint effects of several.";
    } else if (fidelity < scale * thresholds.fidelityWarning) {
        check.status = CheckStatus::Warning;
        check.message =
            capitalized(name) + " is only partly explained by single stems" + figure + ".";
    } else {
        check.message = "Single stems describe how " + name + " varies over the mixes" + figure +
                        "; that does not prove the explanation correct.";
    }
    return check;
}

Check checkStability(const SourceExplanation& source, const StemStability& stability,
                     const CheckThresholds& thresholds)
{
    const std::string name = displayName(source.feature);
    const int top = strongestStem(source.lime.coefficients);
    Check check{"stability", CheckStatus::Unknown, std::nullopt, "", source.feature};
    if (top < 0)
        return noStemMatters(check.name, source.feature);
    if (stability.replicates < 2) {
        check.message = "The window was not moved, so it is unknown whether " + name +
                        " would be explained alike beside it.";
        return check;
    }
    const double share = stability.topShare[top];
    const std::string placements =
        std::to_string(stability.replicates) + " placements of the window";
    check.value = share;
    if (share < thresholds.stabilityShare) {
        std::vector<double> others = stability.topShare;
        others[top] = -1.0;
        const int rival = int(std::ranges::max_element(others) - others.begin());
        check.status = CheckStatus::Failed;
        check.message =
            "Over " + placements + " it is undecided between " + phraseOf(source, top) + " (" +
            countOf(share, stability.replicates) + ") and " + phraseOf(source, rival) + " (" +
            countOf(others[rival], stability.replicates) + ") what " + name + " depends on most.";
    } else if (stability.minimum[top] < 0.0 && stability.maximum[top] > 0.0) {
        check.status = CheckStatus::Failed;
        check.message = "Over " + placements + " the weight of " + phraseOf(source, top) + " on " +
                        name + " changes its sign (" + signedNumber(stability.minimum[top]) +
                        " to " + signedNumber(stability.maximum[top]) + ").";
    } else {
        check.status = CheckStatus::Ok;
        check.message = capitalized(name) + " depends most on " + phraseOf(source, top) + " in " +
                        countOf(share, stability.replicates) +
                        " placements of the window (weight " +
                        signedNumber(stability.minimum[top]) + " to " +
                        signedNumber(stability.maximum[top]) + ").";
    }
    return check;
}

Check checkResidual(const std::string& feature, double valueOfRecording, double valueOfSum,
                    std::optional<double> ratio, const CheckThresholds& thresholds)
{
    const std::string name = displayName(feature);
    const double difference = std::abs(valueOfRecording - valueOfSum);
    Check check{"residual", CheckStatus::Ok, difference, "", feature};
    check.message = capitalized(name) + " is " + signedNumber(valueOfRecording) +
                    " in the recording and " + signedNumber(valueOfSum) +
                    " in the sum of the stems";
    if (ratio && *ratio < exactRatio)
        check.message +=
            "; what the stems leave out is " + number(*ratio, 0) + " dB below the recording";
    if (!(difference <= thresholds.residualPrediction)) {
        check.status = CheckStatus::Failed;
        check.message += ". The stems do not explain the recording";
    } else if (ratio && *ratio < thresholds.residualDecibels) {
        check.status = CheckStatus::Warning;
        check.message += ". Part of the recording is in no stem";
    }
    check.message += ".";
    return check;
}

Check checkNearSilentStems(const SourceExplanation& source, const std::vector<StemLevel>& levels)
{
    Check check{"near_silent_stems", CheckStatus::Ok, std::nullopt, "", source.feature};
    std::vector<std::string> silent;
    for (const StemLevel& level : levels)
        if (level.nearSilent)
            silent.push_back(stemPhrase(level.stem).text);
    const int top = strongestStem(source.lime.coefficients);
    if (top >= 0 && levels[top].nearSilent) {
        check.status = CheckStatus::Failed;
        check.value = levels[top].relative;
        check.message = capitalized(displayName(source.feature)) + " seems to depend most on " +
                        phraseOf(source, top) + ", near silent here (" +
                        number(levels[top].relative, 0) +
                        " dB to the mix): no sound that weak can be the cause.";
    } else if (!silent.empty()) {
        check.message =
            "Near silent in this window and no cause of anything: " + listPhrase(silent) + ".";
    } else {
        check.message = "All stems sound in this window.";
    }
    return check;
}

Check checkBleed(const std::vector<std::string>& stems, const std::vector<StemLikeness>& pairs,
                 const CheckThresholds& thresholds)
{
    Check check{"bleed", CheckStatus::Ok, std::nullopt,
                "There is but one stem, into which nothing can bleed.", ""};
    if (pairs.empty())
        return check;
    const auto most = std::ranges::max_element(pairs, {}, &StemLikeness::correlation);
    const std::string pair =
        stemPhrase(stems[most->first]).text + " and " + stemPhrase(stems[most->second]).text;
    const std::string figure =
        " (correlation of their envelopes " + number(most->correlation) + ")";
    check.value = most->correlation;
    if (most->correlation > thresholds.bleedCorrelation) {
        check.status = CheckStatus::Warning;
        check.message = capitalized(pair) + " sound alike" + figure +
                        ": one may have bled into the other, so they may share credit.";
    } else {
        check.message = "No two stems sound alike; most alike are " + pair + figure + ".";
    }
    return check;
}

Check checkShapleyValues(const SourceExplanation& source)
{
    const std::string name = displayName(source.feature);
    const int top = strongestStem(source.lime.coefficients);
    Check check{"shapley_values", CheckStatus::Ok, std::nullopt, "", source.feature};
    if (top < 0)
        return noStemMatters(check.name, source.feature);
    const double weight = source.lime.coefficients[top];
    const double value = source.shapley[top];
    const int exactTop = strongestStem(source.shapley);
    check.value = value;
    const bool agrees = weight * value >= 0.0 && exactTop == top;
    check.status = agrees ? CheckStatus::Ok : CheckStatus::Failed;
    if (weight * value < 0.0) {
        const bool plural = stemPhrase(source.stems[top]).plural;
        check.message = "Whether " + phraseOf(source, top) +
                        (plural ? " raise or lower " : " raises or lowers ") + name +
                        " is a matter of method: LIME weight " + signedNumber(weight) +
                        ", Shapley value " + signedNumber(value) + ".";
    } else if (exactTop != top) {
        check.message =
            "By Shapley values " + name + " depends most on " + phraseOf(source, exactTop) + " (" +
            signedNumber(exactTop < 0 ? 0.0 : source.shapley[exactTop]) + "), by LIME on " +
            phraseOf(source, top) + " (Shapley value " + signedNumber(value) + ").";
    } else {
        check.message = capitalized(name) + " depends most on " + phraseOf(source, top) +
                        " by Shapley values, too (" + signedNumber(value) + ").";
    }
    return check;
}

Check checkLevelSensitivity(const SourceExplanation& source, const LinearFit& other,
                            const std::string& otherGain)
{
    const std::string name = displayName(source.feature);
    const int top = strongestStem(source.lime.coefficients);
    const int otherTop = strongestStem(other.coefficients);
    Check check{"level_sensitivity", CheckStatus::Ok, std::nullopt, "", source.feature};
    if (top < 0)
        return noStemMatters(check.name, source.feature);
    const std::string otherwise =
        " with " + otherGain + " (weight " +
        (otherTop < 0 ? "0.00" : signedNumber(other.coefficients[otherTop])) + ")";
    const bool same = top == otherTop && std::signbit(source.lime.coefficients[top]) ==
                                             std::signbit(other.coefficients[top]);
    if (same) {
        check.message = capitalized(name) + " depends most on " + phraseOf(source, top) + " also" +
                        otherwise + ".";
    } else {
        check.status = CheckStatus::Failed;
        check.message = "What " + name +
                        " depends on most is a matter of level: " + phraseOf(source, top) +
                        " (weight " + signedNumber(source.lime.coefficients[top]) + "), but " +
                        phraseOf(source, otherTop) + otherwise + ".";
    }
    return check;
}

Check checkBaselines(const SourceExplanation& source, const std::vector<BaselineEffects>& baselines)
{
    const std::string name = displayName(source.feature);
    Check check{"baselines", CheckStatus::Unknown, std::nullopt, "", source.feature};
    if (baselines.size() < 2) {
        check.message =
            "Stems were taken away in one way only, so it is unknown whether another "
            "would change the explanation of " +
            name + ".";
        return check;
    }
    const int first = strongestStem(baselines.front().changes);
    if (std::ranges::all_of(baselines, [](const BaselineEffects& effects) {
            return strongestStem(effects.changes) < 0;
        }))
        return noStemMatters(check.name, source.feature);
    int agreeing = 0;
    std::vector<std::string> findings;
    for (const BaselineEffects& effects : baselines) {
        const int top = strongestStem(effects.changes);
        agreeing += top == first;
        findings.push_back(phraseOf(source, top) + " (" + effects.baseline + ")");
    }
    check.value = double(agreeing) / double(baselines.size());
    if (agreeing == int(baselines.size())) {
        check.status = CheckStatus::Ok;
        check.message = "In whatever way a single stem is taken away, " + name +
                        " changes most without " + phraseOf(source, first) + ".";
    } else {
        check.status = CheckStatus::Warning;
        check.message = "Without which single stem " + name +
                        " changes most depends on how it is taken away: " + listPhrase(findings) +
                        ".";
    }
    return check;
}

Check checkProvenance(const std::vector<std::string>& facts,
                      const std::vector<std::string>& notices)
{
    Check check{"provenance", notices.empty() ? CheckStatus::Ok : CheckStatus::Warning,
                std::nullopt, "", ""};
    for (const std::string& fact : facts)
        check.message += (check.message.empty() ? "" : "; ") + fact;
    check.message = capitalized(check.message) + ".";
    for (const std::string& notice : notices)
        check.message += " " + capitalized(notice) + (notice.ends_with('.') ? "" : ".");
    return check;
}

}  // namespace whence
