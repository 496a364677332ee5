#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <string>
#include <vector>

#include "core/report/model_card.h"
#include "core/store/fetch.h"
#include "core/store/model_files.h"
#include "ui/task.h"

namespace whence {

/// A model that is here, with its card; or a damaged one with what is wrong with it.
struct ShelvedModel {
    ModelFile file;
    ModelCard card;
    std::string problem;  // a sentence; empty: none
};

/// The models of the user and the built-in ones, and the ways to come by more of them; in the
/// background, one thing after the other.
class ModelLibrary : public QObject {
    Q_OBJECT

public:
    /// `folder` takes what is added.
    explicit ModelLibrary(std::filesystem::path folder, QObject* parent = nullptr);

    /// Reads the cards anew.
    void refresh();
    /// Adds the authors' checkpoint (*.pt) or the folder of a Spleeter one.
    void import(const std::filesystem::path& source);
    /// Fetches from its authors, from another address or from a file that was downloaded by hand.
    void fetch(const PublishedModel& model, const std::string& from = {});
    /// Ends import or fetch; a download goes on there next time.
    void cancel();

    const std::vector<ShelvedModel>& models() const { return m_models; }
    bool isAdding() const { return m_adding.isRunning(); }

Q_SIGNALS:
    /// models() is another one.
    void refreshed();
    /// There is a model more; refreshed() follows.
    void added(const QString& name);
    void progressed(double done, const QString& stage);
    void failed(const QString& message);
    /// Nothing is being added any more.
    void rested();

private:
    std::filesystem::path m_folder;
    std::vector<ShelvedModel> m_models;
    Task m_reading;
    Task m_adding;
};

}  // namespace whence
