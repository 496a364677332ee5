#include "core/store/model_files.h"

#include <algorithm>

#include "core/error.h"
#include "core/store/fetch.h"
#include "core/store/folders.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

std::vector<ModelFile> modelsIn(const fs::path& folder, bool areBuiltIn)
{
    std::vector<ModelFile> models;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
        for (const ModelKind kind : {ModelKind::Emotion, ModelKind::Separator})
            if (entry.path().extension() == modelExtension(kind) && entry.is_regular_file(failure))
                models.push_back({entry.path().stem().string(), entry.path(), kind, areBuiltIn});
    std::ranges::sort(models, {},
                      [](const ModelFile& model) { return std::pair(model.kind, model.name); });
    return models;
}

std::vector<ModelFile> builtInModels()
{
    try {
        return modelsIn(resourceFolder() / "models", true);
    } catch (const Error&) {
        return {};  // without resources there are the user's models only
    }
}

bool isNamed(const fs::path& file, const std::string& name)
{
    std::error_code failure;
    return !name.empty() && fs::is_regular_file(file, failure);
}

}  // namespace

std::string modelExtension(ModelKind kind)
{
    return kind == ModelKind::Emotion ? ".whence-model" : ".whence-separator";
}

std::vector<ModelFile> findModelFiles()
{
    std::vector<ModelFile> models = modelsIn(modelFolder(), false);
    const std::size_t own = models.size();
    for (const ModelFile& model : builtInModels()) {
        const bool isHidden = std::any_of(
            models.begin(), models.begin() + std::ptrdiff_t(own), [&](const ModelFile& other) {
                return other.kind == model.kind && other.name == model.name;
            });
        if (!isHidden)
            models.push_back(model);
    }
    return models;
}

fs::path modelFile(const std::string& nameOrFile, ModelKind kind)
{
    if (isNamed(nameOrFile, nameOrFile))
        return nameOrFile;
    std::string known;
    for (const ModelFile& model : nameOrFile.empty() ? builtInModels() : findModelFiles()) {
        if (model.kind != kind)
            continue;
        if (nameOrFile.empty() || model.name == nameOrFile)
            return model.file;
        known += (known.empty() ? "" : ", ") + model.name;
    }
    const std::string what = kind == ModelKind::Emotion ? "emotion model" : "separator";
    if (nameOrFile.empty())
        throw Error("No built-in " + what + " was found.");
    if (std::ranges::any_of(publishedModels(),
                            [&](const PublishedModel& model) { return model.name == nameOrFile; }))
        throw Error("The model " + nameOrFile + " is not here yet: whence-cli models fetch " +
                    nameOrFile + " fetches it from its authors.");
    throw Error("There is no " + what + " " + nameOrFile + ", neither as a file nor by that name" +
                (known.empty() ? "." : "; known: " + known + "."));
}

}  // namespace whence
