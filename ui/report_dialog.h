#pragma once

#include <QDialog>
#include <QImage>
#include <vector>

#include "ui/document.h"
#include "ui/report/report_pages.h"
#include "ui/task.h"
#include "ui/what_if.h"

class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace whence {

/// Shows the pages of the report as they will be, a choice of its parts, and where to save it.
class ReportDialog : public QDialog {
    Q_OBJECT

public:
    /// The kept states of `whatIf` can be told, too.
    ReportDialog(const Document& document, const WhatIf& whatIf, QWidget* parent = nullptr);

    int pageCount() const { return m_pageCount; }
    /// What is chosen.
    ReportContents contents() const;

Q_SIGNALS:
    void saveClicked(const whence::ReportContents& contents);
    /// A kept what-if shall be kept no longer.
    void removeClicked(const whence::WhatIfState& state);

private:
    QListWidget* makeChoice();
    QPushButton* makeRemove();
    void addPart(const QString& text, bool isChosen);
    void showStates();
    void addState(const WhatIfState& state, bool isChosen);
    void removeCurrent();
    void drawPages();
    void showPages(const std::vector<QImage>& pages);

    const Document& m_document;
    const WhatIf& m_whatIf;
    std::vector<WhatIfState> m_states;  // in the list, behind the parts
    QListWidget* m_choice = nullptr;
    QPushButton* m_remove = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_save = nullptr;
    QWidget* m_pages = nullptr;
    QVBoxLayout* m_pageList = nullptr;
    int m_pageCount = 0;
    Task m_task;
};

}  // namespace whence
