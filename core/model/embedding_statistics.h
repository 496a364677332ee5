#pragma once

#include <vector>

#include "core/model/model_info.h"
#include "core/progress.h"

namespace whence {

/// Describes in the card what the pooled embeddings of the training data are like: their mean, the
/// inverse of their covariance (shrunk towards a sphere, so that few examples suffice: Chen et al.
/// 2010, OAS) and the 95th percentile of the Mahalanobis distance, measured on examples that were
/// held out of the estimate, in five folds. Throws Error if there are fewer than 10 embeddings or
/// they are all the same.
void setEmbeddingStatistics(ModelInfo& info, const std::vector<std::vector<float>>& embeddings,
                            const Progress& progress = {});

}  // namespace whence
