#include "core/model_install.h"

#include "core/error.h"
#include "core/model/model_import.h"
#include "core/separation/separator.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

/// "spleeter.whence-separator", "spleeter-2.whence-separator", …: the first that is not there.
fs::path freeFile(const fs::path& folder, const std::string& name, ModelKind kind)
{
    fs::path file = folder / (name + modelExtension(kind));
    for (int i = 2; fs::exists(file); ++i)
        file = folder / (name + "-" + std::to_string(i) + modelExtension(kind));
    return file;
}

}  // namespace

ModelKind kindOf(const PublishedModel& model)
{
    return model.form == PublishedForm::PyTorchStateDict ? ModelKind::Emotion
                                                         : ModelKind::Separator;
}

void installPublished(const PublishedModel& model, const fs::path& folder, const fs::path& target,
                      const FetchOptions& options, const Progress& progress)
{
    const fs::path fetched =
        fetchModel(model, folder, options, progress.part(0.0, 0.8, "fetching"));
    if (kindOf(model) == ModelKind::Emotion)
        importPyTorchModel(fetched, target);
    else
        importSpleeter(fetched, target, progress.part(0.8, 1.0, "importing"));
    removeFetched(model, folder);
}

ModelFile installModel(const fs::path& source, const fs::path& folder, const Progress& progress)
try {
    const fs::path named = source.has_filename() ? source : source.parent_path();
    const ModelKind kind = fs::is_directory(named) ? ModelKind::Separator : ModelKind::Emotion;
    fs::create_directories(folder);
    const std::string name =
        (kind == ModelKind::Separator ? named.filename() : named.stem()).string();
    const fs::path target = freeFile(folder, name, kind);
    const Progress importing = progress.part(0.0, 1.0, "importing");
    importing.report(0.0);
    if (kind == ModelKind::Separator)
        importSpleeter(named, target, importing);
    else
        importPyTorchModel(named, target);
    return {target.stem().string(), target, kind, false};
} catch (const fs::filesystem_error& error) {
    throw Error(folder.string() + " can't be written: " + error.code().message() + ".");
}

}  // namespace whence
