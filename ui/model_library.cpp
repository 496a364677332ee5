#include "ui/model_library.h"

#include "core/error.h"
#include "core/model_install.h"

namespace fs = std::filesystem;

namespace whence {

namespace {

std::vector<ShelvedModel> readModels(const Progress& progress)
{
    std::vector<ShelvedModel> models;
    for (const ModelFile& file : findModelFiles()) {
        progress.report(0.0);
        ShelvedModel& model = models.emplace_back(ShelvedModel{file, {}, {}});
        try {
            model.card = readCard(file);
        } catch (const Error& error) {
            model.problem = error.what();
        }
    }
    return models;
}

}  // namespace

ModelLibrary::ModelLibrary(fs::path folder, QObject* parent)
    : QObject(parent), m_folder(std::move(folder))
{
    connect(&m_reading, &Task::failed, this, &ModelLibrary::failed);
    connect(&m_adding, &Task::failed, this, &ModelLibrary::failed);
    connect(&m_adding, &Task::progressed, this, &ModelLibrary::progressed);
    connect(&m_adding, &Task::finished, this, &ModelLibrary::rested);
}

void ModelLibrary::refresh()
{
    m_reading.start([](const Progress& progress) { return readModels(progress); },
                    [this](std::vector<ShelvedModel> models) {
                        m_models = std::move(models);
                        Q_EMIT refreshed();
                    });
}

void ModelLibrary::import(const fs::path& source)
{
    m_adding.start(
        [source, folder = m_folder](const Progress& progress) {
            return installModel(source, folder,
                                progress.part(0.0, 1.0, tr("Importing the model").toStdString()));
        },
        [this](const ModelFile& model) {
            Q_EMIT added(QString::fromStdString(model.name));
            refresh();
        });
}

void ModelLibrary::fetch(const PublishedModel& model, const std::string& from)
{
    FetchOptions options;
    options.from = from == model.url ? std::string() : from;
    m_adding.start(
        [model, options, folder = m_folder](const Progress& progress) {
            const fs::path target = folder / (model.name + modelExtension(kindOf(model)));
            installPublished(model, folder, target, options,
                             progress.part(0.0, 1.0, tr("Fetching the model").toStdString()));
            return model.name;
        },
        [this](const std::string& name) {
            Q_EMIT added(QString::fromStdString(name));
            refresh();
        });
}

void ModelLibrary::cancel()
{
    m_adding.cancel();
}

}  // namespace whence
