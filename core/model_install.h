#pragma once

#include <filesystem>

#include "core/progress.h"
#include "core/store/fetch.h"
#include "core/store/model_files.h"

namespace whence {

/// What becomes of a published model when it is imported.
ModelKind kindOf(const PublishedModel& model);

/// Fetches a published model and makes the model file `target` of it. What was downloaded lies in
/// `folder` meanwhile, and stays there after a failure, for the next attempt. Throws Error.
void installPublished(const PublishedModel& model, const std::filesystem::path& folder,
                      const std::filesystem::path& target, const FetchOptions& options = {},
                      const Progress& progress = {});

/// Makes a model file of what its authors published: a PyTorch file (*.pt), or the folder of a
/// Spleeter checkpoint. It goes to `folder` under the name of `source`, or with a number behind it
/// if there is such a model already. Returns it. Throws Error.
ModelFile installModel(const std::filesystem::path& source, const std::filesystem::path& folder,
                       const Progress& progress = {});

}  // namespace whence
