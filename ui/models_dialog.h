#pragma once

#include <QDialog>
#include <vector>

#include "ui/document.h"
#include "ui/model_library.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QProgressBar;
class QPushButton;
class QTextBrowser;

namespace whence {

class StemChoice;

/// The models and separators there are, with their cards, those that can be fetched from their
/// authors, and where the stems of the open recording come from.
class ModelsDialog : public QDialog {
    Q_OBJECT

public:
    /// `published` is what can be fetched.
    ModelsDialog(ModelLibrary& library, std::vector<PublishedModel> published,
                 QWidget* parent = nullptr);

    void setInstruments(const Instruments& instruments);
    /// The folder that the stems of the open recording come from; empty: from the separator. With
    /// nothing open there is nothing to be chosen.
    void setStemFolder(const std::filesystem::path& folder, bool isOpen);

Q_SIGNALS:
    void instrumentsChosen(const whence::Instruments& instruments);
    /// An empty path: stems from the separator.
    void stemFolderChosen(const QString& folder);

private:
    QWidget* makeList();
    QWidget* makeCardSide();
    QWidget* makeAdding();
    void connectLibrary();
    void fillList();
    void addHeading(const QString& text);
    void addModels(ModelKind kind);
    void addPublished();
    void showCard();
    void showShelved(const ShelvedModel& model);
    void showPublished(const PublishedModel& model);
    void runAction();
    void chooseImport(bool isFolder);
    void showAdding();
    bool isUsed(const ShelvedModel& model) const;
    const ShelvedModel* currentModel() const;
    const PublishedModel* currentPublished() const;

    ModelLibrary& m_library;
    std::vector<PublishedModel> m_published;
    Instruments m_instruments;
    bool m_hasModels = false;  // in the list
    QString m_wanted;          // name of the entry to be selected when the list is filled
    QListWidget* m_list = nullptr;
    QTextBrowser* m_card = nullptr;
    QLabel* m_fromLabel = nullptr;
    QLineEdit* m_from = nullptr;
    QPushButton* m_action = nullptr;
    QLabel* m_message = nullptr;
    QLabel* m_stage = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_importFile = nullptr;
    QPushButton* m_importFolder = nullptr;
    StemChoice* m_stems = nullptr;
};

}  // namespace whence
