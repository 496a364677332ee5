#include "core/explain/stem_verdict.h"

#include <cmath>

#include "core/explain/wording.h"

namespace whence {

namespace {

// "the vocals 12 dB softer"
std::string gainPhrase(const std::string& stem, double decibels)
{
    const int decimals = decibels == std::round(decibels) ? 0 : 1;
    return stemPhrase(stem).text + " " + number(std::abs(decibels), decimals) + " dB softer";
}

}  // namespace

double expectedChange(const SourceExplanation& source, int stem, double decibels)
{
    return (std::pow(10.0, decibels / 20.0) - 1.0) * source.lime.coefficients.at(stem);
}

double expectedChange(const ModelInfo& model, int emotion,
                      const std::vector<SourceExplanation>& sources, int stem, double decibels)
{
    double change = 0.0;
    for (std::size_t feature = 0; feature < sources.size(); ++feature)
        change += double(model.weights.at(emotion).at(feature)) *
                  expectedChange(sources[feature], stem, decibels);
    return change;
}

Verdict judge(double expected, double heard)
{
    const bool isExpected = std::abs(expected) >= leastChange;
    const bool isHeard = std::abs(heard) >= leastChange;
    if (isExpected && isHeard)
        return expected * heard > 0.0 ? Verdict::Agrees : Verdict::Contradicts;
    if (isExpected)
        return Verdict::Missing;
    return isHeard ? Verdict::Unexpected : Verdict::Agrees;
}

std::string verdictSentence(const std::string& stem, double decibels, const std::string& output,
                            double expected, double heard)
{
    const Verdict verdict = judge(expected, heard);
    std::string text = "With " + gainPhrase(stem, decibels) + ", " + displayName(output);
    if (std::abs(heard) < leastChange)
        text += " hardly changes (by less than " + number(leastChange) + ")";
    else
        text += (heard < 0.0 ? " falls by " : " rises by ") + number(std::abs(heard));
    switch (verdict) {
        case Verdict::Agrees:
            return text + ", as the explanation says.";
        case Verdict::Contradicts:
            return text + ", which contradicts the explanation.";
        case Verdict::Missing:
            return text + ", although by the explanation it should " +
                   (expected < 0.0 ? "fall." : "rise.");
        case Verdict::Unexpected:
            break;
    }
    return text + ", although the explanation expects hardly any change.";
}

}  // namespace whence
