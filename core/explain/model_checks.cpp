#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/explain/checks.h"
#include "core/explain/wording.h"

namespace whence {

namespace {

// Features that the raters of the data sets agreed little on: Cronbach's alpha (methods §13).
const std::map<std::string, double>& lowAgreement()
{
    static const std::map<std::string, double> alphas{{"rhythm_complexity", 0.27}};
    return alphas;
}

bool hasTrainingStatistics(const ModelInfo& model, std::size_t size)
{
    return size > 0 && model.embeddingMean.size() == size &&
           model.embeddingPrecision.size() == size * size && model.embeddingDistance95 > 0.0;
}

double mahalanobisDistance(const std::vector<float>& embedding, const ModelInfo& model)
{
    const std::size_t size = embedding.size();
    std::vector<double> deviation(size);
    for (std::size_t i = 0; i < size; ++i)
        deviation[i] = double(embedding[i]) - model.embeddingMean[i];
    double squared = 0.0;
    for (std::size_t row = 0; row < size; ++row) {
        const float* const precision = model.embeddingPrecision.data() + row * size;
        double product = 0.0;
        for (std::size_t column = 0; column < size; ++column)
            product += precision[column] * deviation[column];
        squared += deviation[row] * product;
    }
    return std::sqrt(std::max(0.0, squared));
}

}  // namespace

std::vector<double> trainingDistances(const MixTable& table, const ModelInfo& model)
{
    std::vector<double> distances;
    for (const Prediction& prediction : table.predictions) {
        if (!hasTrainingStatistics(model, prediction.embedding.size()))
            return {};
        distances.push_back(mahalanobisDistance(prediction.embedding, model) /
                            model.embeddingDistance95);
    }
    return distances;
}

Check checkUnlikeTraining(const MixTable& table, const std::vector<double>& distances,
                          double kernelWidth, const CheckThresholds& thresholds)
{
    Check check{"unlike_training", CheckStatus::Unknown, std::nullopt, "", ""};
    if (distances.empty()) {
        check.message =
            "The model's card does not say what its training data sound like to it, "
            "so it is unknown whether the mixes are unlike them.";
        return check;
    }
    const std::vector<double> weights =
        kernelWeights(table.coalitions, int(table.components.size()), kernelWidth);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double farOut = 0.0;
    int count = 0;
    for (std::size_t i = 0; i < distances.size(); ++i) {
        if (distances[i] > 1.0) {
            farOut += weights[i] / total;
            ++count;
        }
    }
    const bool wholeIsFarOut = distances.front() > 1.0;
    check.value = farOut;
    check.message = std::to_string(count) + " of " + std::to_string(distances.size()) + " mixes, " +
                    percent(farOut) +
                    " of their weight, sound to the model less like its training data than 95 % of "
                    "these do";
    if (wholeIsFarOut)
        check.message += ", the sum of all stems among them";
    const bool isOften = wholeIsFarOut || farOut > thresholds.unlikeTrainingShare;
    check.status = isOften ? CheckStatus::Warning : CheckStatus::Ok;
    check.message += isOften ? "; what it says of them is a guess." : ".";
    return check;
}

Check checkFeatureValidity(const ModelInfo& model, const std::string& feature,
                           const CheckThresholds& thresholds)
{
    const std::string name = displayName(feature);
    Check check{"feature_validity", CheckStatus::Unknown, std::nullopt, "", feature};
    const auto quality = model.quality.find(feature);
    if (model.qualitySet.empty() || quality == model.quality.end()) {
        check.message = "The model's card does not say how well it hears " + name + ".";
    } else {
        check.value = quality->second.r;
        check.message = "The model predicts " + name + " with r = " + number(quality->second.r) +
                        " on " + model.qualitySet;
        const double r = quality->second.r;
        check.status = !(r >= thresholds.featureR)     ? CheckStatus::Failed
                       : r < thresholds.featureWarning ? CheckStatus::Warning
                                                       : CheckStatus::Ok;
        check.message +=
            check.status == CheckStatus::Failed    ? ": too poorly to explain anything by it."
            : check.status == CheckStatus::Warning ? ": poorly, so doubt what is explained by it."
                                                   : ".";
    }
    if (const auto agreement = lowAgreement().find(feature); agreement != lowAgreement().end()) {
        if (check.status == CheckStatus::Ok)
            check.status = CheckStatus::Warning;
        check.message += " Human raters agree little on " + name + " (Cronbach's alpha " +
                         number(agreement->second) + ").";
    }
    return check;
}

Check checkKnownCauses(const ModelInfo& model, const std::string& feature, bool stemsAreSeparated,
                       const CheckThresholds& thresholds)
{
    const std::string name = displayName(feature);
    Check check{"known_causes", CheckStatus::Unknown, std::nullopt, "", feature};
    const auto found = model.knownCauses.find(feature);
    if (found == model.knownCauses.end() || found->second.cases < thresholds.knownCausesCases) {
        check.message = "How often explanations of " + name +
                        " are right was not measured on enough music with known causes.";
        return check;
    }
    const CauseAgreement& agreement = found->second;
    const double share = stemsAreSeparated ? agreement.separatedStems : agreement.trueStems;
    check.value = share;
    check.message = "On music with known causes the strongest stem of " + name +
                    " was the true one in " + percent(share) + " of " +
                    std::to_string(agreement.cases) + " clips, with " +
                    (stemsAreSeparated ? "separated" : "true") + " stems";
    check.status = share < thresholds.knownCausesFailed    ? CheckStatus::Failed
                   : share < thresholds.knownCausesWarning ? CheckStatus::Warning
                                                           : CheckStatus::Ok;
    check.message += check.status == CheckStatus::Failed ? ": more often wrong than right." : ".";
    return check;
}

}  // namespace whence
