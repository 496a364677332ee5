#include "core/explain/source_explanation.h"

#include <cassert>
#include <cstddef>
#include <limits>

namespace whence {

namespace {

SourceExplanation explainFeature(const MixTable& table, int feature, const LimeOptions& options)
{
    const int components = int(table.components.size());
    const std::vector<double> values = table.featureValues(feature);
    LimeOptions leastSquares = options;
    leastSquares.ridge = 0.0;

    SourceExplanation result;
    result.stems = table.components;
    result.lime = fitFeature(table, feature, options);
    result.fidelityOls = fitFeature(table, feature, leastSquares).r2;
    result.shapley = shapleyValues(values, components);
    result.banzhaf = banzhafValues(values, components);
    result.leaveOneOut = leaveOneOut(values, components);
    result.solo = soloValues(values, components);
    result.interactions = shapleyInteractions(values, components);
    result.variance = varianceByOrder(values, components);
    result.faithfulness = faithfulness(values, components, result.lime.coefficients);
    return result;
}

}  // namespace

LinearFit fitFeature(const MixTable& table, int feature, const LimeOptions& options)
{
    const std::vector<double> values = table.featureValues(feature);
    if (table.components.size() > 1)
        return fitSurrogate(table.coalitions, int(table.components.size()), values, options);
    constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
    return {.intercept = values.back(),
            .coefficients = {values.front() - values.back()},
            .r2 = undefined,
            .complexity = undefined,
            .localPrediction = values.front()};
}

std::vector<SourceExplanation> explainBySources(const MixTable& table, const ModelInfo& model,
                                                const LimeOptions& options)
{
    assert(table.exhaustive);
    std::vector<SourceExplanation> result;
    for (std::size_t i = 0; i < model.features.size(); ++i) {
        result.push_back(explainFeature(table, int(i), options));
        result.back().feature = model.features[i];
    }
    return result;
}

std::vector<std::vector<double>> chainMatrix(const ModelInfo& model, int emotion,
                                             const std::vector<SourceExplanation>& sources)
{
    assert(emotion >= 0 && emotion < int(model.emotions.size()));
    assert(sources.size() == model.features.size());
    std::vector<std::vector<double>> result;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::vector<double> row;
        for (const double shapley : sources[i].shapley)
            row.push_back(model.weights[emotion][i] * shapley);
        result.push_back(std::move(row));
    }
    return result;
}

}  // namespace whence
