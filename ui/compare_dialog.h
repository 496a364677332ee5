#pragma once

#include <QDialog>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/store/model_files.h"
#include "ui/document.h"
#include "ui/task.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace whence {

/// What two models say of the same window of the open recording, side by side: predictions,
/// effects, the strongest stem of each feature, and the sentences.
class CompareDialog : public QDialog {
    Q_OBJECT

public:
    CompareDialog(const Document& document, const std::vector<ModelFile>& models,
                  QWidget* parent = nullptr);

    /// Asks this model, in the background.
    void compareWith(const std::filesystem::path& model);

private:
    void compareChosen();
    void refresh();
    void showComparison(const Analysis& mine, const Analysis& other);
    void showSentences(const Analysis& mine, const Analysis& other);

    const Document& m_document;
    QLabel* m_mine = nullptr;
    QComboBox* m_choice = nullptr;
    QPushButton* m_compare = nullptr;
    QLabel* m_state = nullptr;
    QTreeWidget* m_table = nullptr;
    QGridLayout* m_sentences = nullptr;
    std::shared_ptr<const Analysis> m_compared;  // the document's, of what is shown
    QString m_otherName;                         // of the model it is compared with
    Task m_task;
};

}  // namespace whence
