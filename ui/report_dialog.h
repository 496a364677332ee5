#pragma once

#include <QDialog>
#include <QImage>
#include <vector>

#include "ui/document.h"
#include "ui/report/report_pages.h"
#include "ui/task.h"

class QLabel;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace whence {

/// Shows the pages of the report as they will be, a choice of its parts, and where to save it.
class ReportDialog : public QDialog {
    Q_OBJECT

public:
    /// `states` are those what-ifs that can be told, too.
    ReportDialog(const Document& document, std::vector<WhatIfState> states,
                 QWidget* parent = nullptr);

    int pageCount() const { return m_pageCount; }
    /// What is chosen.
    ReportContents contents() const;

Q_SIGNALS:
    void saveClicked(const whence::ReportContents& contents);

private:
    QListWidget* makeChoice();
    void drawPages();
    void showPages(const std::vector<QImage>& pages);

    const Document& m_document;
    std::vector<WhatIfState> m_states;
    QListWidget* m_choice = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_save = nullptr;
    QWidget* m_pages = nullptr;
    QVBoxLayout* m_pageList = nullptr;
    int m_pageCount = 0;
    Task m_task;
};

}  // namespace whence
