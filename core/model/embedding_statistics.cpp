#include "core/model/embedding_statistics.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/error.h"

namespace whence {

namespace {

constexpr int folds = 5;
constexpr int minimalCount = 10;

struct Gaussian {
    Eigen::VectorXd mean;
    Eigen::MatrixXd precision;
};

/// One embedding per row.
Eigen::MatrixXd toMatrix(const std::vector<std::vector<float>>& embeddings)
{
    Eigen::MatrixXd matrix(embeddings.size(), embeddings.front().size());
    for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
        const std::vector<float>& embedding = embeddings[std::size_t(row)];
        assert(Eigen::Index(embedding.size()) == matrix.cols());
        for (Eigen::Index column = 0; column < matrix.cols(); ++column)
            matrix(row, column) = embedding[std::size_t(column)];
    }
    return matrix;
}

/// Share of the sphere in the estimate that approximates the oracle's (Chen et al. 2010, eq. 23).
double shrinkage(const Eigen::MatrixXd& covariance, double count)
{
    const auto dimensions = double(covariance.rows());
    const double trace = covariance.trace();
    const double squares = covariance.squaredNorm();
    const double numerator = (1.0 - 2.0 / dimensions) * squares + trace * trace;
    const double denominator =
        (count + 1.0 - 2.0 / dimensions) * (squares - trace * trace / dimensions);
    return denominator > 0.0 ? std::min(1.0, numerator / denominator) : 1.0;
}

Gaussian fitGaussian(const Eigen::MatrixXd& examples)
{
    Gaussian result;
    result.mean = examples.colwise().mean();
    const Eigen::MatrixXd centered = examples.rowwise() - result.mean.transpose();
    Eigen::MatrixXd covariance = centered.transpose() * centered / double(examples.rows());
    const double variance = covariance.trace() / double(covariance.rows());
    if (!(variance > 0.0))
        throw Error("The training data all sound the same to the model: no statistics of them.");
    const double share = shrinkage(covariance, double(examples.rows()));
    covariance *= 1.0 - share;
    covariance.diagonal().array() += share * variance;
    result.precision =
        covariance.llt().solve(Eigen::MatrixXd::Identity(covariance.rows(), covariance.cols()));
    return result;
}

/// Distances of every fifth example from what the others are like.
void appendDistances(const Eigen::MatrixXd& examples, int fold, std::vector<double>& distances)
{
    std::vector<Eigen::Index> kept;
    std::vector<Eigen::Index> heldOut;
    for (Eigen::Index row = 0; row < examples.rows(); ++row)
        (row % folds == fold ? heldOut : kept).push_back(row);
    const Gaussian others = fitGaussian(examples(kept, Eigen::all));
    for (const Eigen::Index row : heldOut) {
        const Eigen::VectorXd deviation = examples.row(row).transpose() - others.mean;
        distances.push_back(std::sqrt(deviation.dot(others.precision * deviation)));
    }
}

}  // namespace

void setEmbeddingStatistics(ModelInfo& info, const std::vector<std::vector<float>>& embeddings,
                            const Progress& progress)
{
    if (int(embeddings.size()) < minimalCount)
        throw Error("Statistics of training data need at least " + std::to_string(minimalCount) +
                    " clips.");
    const Eigen::MatrixXd examples = toMatrix(embeddings);
    const Gaussian all = fitGaussian(examples);
    std::vector<double> distances;
    for (int fold = 0; fold < folds; ++fold) {
        appendDistances(examples, fold, distances);
        progress.report(double(fold + 1) / folds);
    }
    const auto percentile = distances.begin() + std::ptrdiff_t(0.95 * double(distances.size() - 1));
    std::ranges::nth_element(distances, percentile);

    const Eigen::MatrixXf precision =
        all.precision.cast<float>();  // symmetric: order does not matter
    const Eigen::VectorXf mean = all.mean.cast<float>();
    info.embeddingMean.assign(mean.begin(), mean.end());
    info.embeddingPrecision.assign(precision.data(), precision.data() + precision.size());
    info.embeddingDistance95 = *percentile;
}

}  // namespace whence
