#include "core/explain/chain.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "core/explain/wording.h"

namespace whence {

namespace {

// From this share on an effect is called the main one, and a stem's weight most of it.
constexpr double mainShare = 1.0 / 3.0;
constexpr double mostShare = 0.5;

// The effect as it is judged: centered if known.
double sizeOf(const Effect& effect)
{
    return effect.centered.value_or(effect.effect);
}

double sumOf(const std::vector<Effect>& effects, bool absolute)
{
    double sum = 0.0;
    for (const Effect& effect : effects)
        sum += absolute ? std::abs(sizeOf(effect)) : sizeOf(effect);
    return sum;
}

// "Valence +0.31 (+0.19 compared with the reference set “Mid-level test”)"
std::string describePrediction(const ModelInfo& model, const std::string& emotion, double value,
                               const std::vector<Effect>& effects)
{
    std::string text = capitalized(displayName(emotion)) + " " + signedNumber(value);
    if (!effects.empty() && effects.front().centered)
        text += " (" + signedNumber(sumOf(effects, false)) + " compared with the reference set “" +
                model.referenceSet + "”)";
    return text;
}

// ", mainly from minorness being low (centered effect +0.12, 41 % of all centered effects)"
std::string describeEffect(const Chain& chain, const std::vector<Effect>& effects,
                           const Effect& effect)
{
    const bool isLow = sizeOf(effect) * effect.weight < 0.0;
    const std::string name = displayName(effect.feature) + (isLow ? " being low" : "");
    const std::string kind = effect.centered ? "centered effect" : "effect";
    std::string figures = " (" + kind + " " + signedNumber(chain.effect) + ", " +
                          percent(std::abs(chain.relative)) + " of the absolute " + kind + "s";
    figures += effect.centered ? ")" : ", not compared with any reference set)";

    const double whole = effect.centered ? sumOf(effects, false) : chain.value;
    if (whole * chain.effect < 0.0)
        return std::string(", although the largest effect, from ") + name + figures + ", " +
               (chain.effect < 0.0 ? "lowers it" : "raises it");
    if (std::abs(chain.relative) >= mainShare)
        return ", mainly from " + name + figures;
    return ", with the largest of several effects from " + name + figures;
}

std::string weightOf(double weight)
{
    return " (weight " + signedNumber(weight) + ")";
}

double absoluteSum(const std::vector<double>& weights)
{
    return std::accumulate(weights.begin(), weights.end(), 0.0,
                           [](double sum, double weight) { return sum + std::abs(weight); });
}

// The stem that works most in the direction of `sign`; -1 if none does.
int strongestInDirection(const std::vector<double>& weights, double sign)
{
    int strongest = -1;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] * sign > 0.0 &&
            (strongest < 0 || std::abs(weights[i]) > std::abs(weights[strongest])))
            strongest = int(i);
    return strongest;
}

// The strongest stem moves the feature the way its effect needs: it is the cause.
std::string describeCause(const SourceExplanation& source, int top, bool partly)
{
    const std::vector<double>& weights = source.lime.coefficients;
    const std::string stem = stemPhrase(source.stems[top]).text + weightOf(weights[top]);
    if (partly)
        return ", which in this window comes in part from " + stem +
               ", more than from any other stem.";
    if (std::abs(weights[top]) >= mostShare * absoluteSum(weights))
        return ", which in this window comes mostly from " + stem + ".";
    return ", which in this window comes more from " + stem + " than from any other stem.";
}

// The strongest stem moves the feature the other way: it cannot be called the cause.
std::string describeOpponent(const SourceExplanation& source, int top, double sign)
{
    const std::vector<double>& weights = source.lime.coefficients;
    const StemPhrase stem = stemPhrase(source.stems[top]);
    const std::string does = weights[top] > 0.0 ? "raise" : "lower";
    const std::string undoes = weights[top] > 0.0 ? "lowers" : "raises";
    const int supporter = strongestInDirection(weights, sign);
    std::string rest = "what " + undoes + " it most: ";
    if (supporter < 0)
        rest = "no stem " + undoes + " it.";
    else if (strongestInDirection(source.shapley, sign) != supporter)
        rest = "which stem " + undoes + " it most is a matter of method.";
    else
        rest += stemPhrase(source.stems[supporter]).text + weightOf(weights[supporter]) + ".";
    return ". In this window " + displayName(source.feature) + " depends most on " + stem.text +
           ", which " + does + (stem.plural ? "" : "s") + " it" + weightOf(weights[top]) +
           " and so work" + (stem.plural ? "" : "s") + " against this effect; " + rest;
}

std::string furtherFailures(std::size_t count)
{
    if (count == 0)
        return "";
    return count == 1 ? " One more check failed."
                      : " " + std::to_string(count) + " more checks failed.";
}

std::vector<Check> failuresOf(const std::string& feature, const std::vector<Check>& checks)
{
    std::vector<Check> failures;
    std::ranges::copy_if(checks, std::back_inserter(failures), [&](const Check& check) {
        return withholdsSentence(check) && (check.feature.empty() || check.feature == feature);
    });
    return failures;
}

CheckStatus statusOf(const std::string& name, const std::string& feature,
                     const std::vector<Check>& checks)
{
    const auto check = std::ranges::find_if(checks, [&](const Check& candidate) {
        return candidate.name == name && candidate.feature == feature;
    });
    return check == checks.end() ? CheckStatus::Unknown : check->status;
}

}  // namespace

Chain makeChain(const ModelInfo& model, const Prediction& prediction, int emotion,
                const std::vector<Effect>& effects, const std::vector<SourceExplanation>& sources,
                const std::vector<Check>& checks)
{
    assert(effects.size() == sources.size());
    Chain chain;
    chain.emotion = model.emotions[emotion];
    chain.value = prediction.emotions[emotion];
    const std::string head = describePrediction(model, chain.emotion, chain.value, effects);
    const int largest = largestEffect(effects);
    if (largest < 0 || sizeOf(effects[largest]) == 0.0) {
        chain.sentence = head + "; no feature has an effect on it.";
        return chain;
    }
    const Effect& effect = effects[largest];
    chain.feature = effect.feature;
    chain.effect = sizeOf(effect);
    chain.relative = chain.effect / sumOf(effects, true);

    const std::vector<Check> failures = failuresOf(chain.feature, checks);
    const auto invalid = std::ranges::find(failures, "feature_validity", &Check::name);
    if (invalid != failures.end()) {
        chain.sentence = head + ". It is not traced further: " + uncapitalized(invalid->message);
        return chain;
    }
    const std::string body = head + describeEffect(chain, effects, effect);
    if (!failures.empty()) {
        chain.sentence = body + ". No stem is named: " + uncapitalized(failures.front().message) +
                         furtherFailures(failures.size() - 1);
        return chain;
    }
    const SourceExplanation& source = sources[largest];
    const int top = strongestStem(source.lime.coefficients);
    if (top < 0) {
        chain.sentence = body + ". No stem changes it in this window.";
        return chain;
    }
    chain.stem = source.stems[top];
    chain.stemWeight = source.lime.coefficients[top];
    const double sign = chain.effect * effect.weight;  // of the weights that work for the effect
    const bool partly = statusOf("fidelity", chain.feature, checks) == CheckStatus::Warning;
    chain.sentence = body + (chain.stemWeight * sign > 0.0 ? describeCause(source, top, partly)
                                                           : describeOpponent(source, top, sign));
    return chain;
}

Chain chainWithoutEmotions(const ModelInfo& model)
{
    Chain chain;
    chain.sentence = "The model “" + model.name +
                     "” hears perceptual features only: there is no emotion to trace back, but "
                     "each feature is traced to the stems.";
    return chain;
}

}  // namespace whence
