#pragma once

#include <QDialog>
#include <QImage>
#include <vector>

#include "ui/document.h"
#include "ui/task.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace whence {

/// Shows the pages of the report as they will be, and where to save them.
class ReportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ReportDialog(const Document& document, QWidget* parent = nullptr);

    int pageCount() const { return m_pageCount; }

Q_SIGNALS:
    /// The report is wanted, with or without the spectrogram.
    void saveClicked(bool withSpectrogram);

private:
    void drawPages();
    void showPages(const std::vector<QImage>& pages);

    const Document& m_document;
    QCheckBox* m_spectrogram = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_save = nullptr;
    QWidget* m_pages = nullptr;
    QVBoxLayout* m_pageList = nullptr;
    int m_pageCount = 0;
    Task m_task;
};

}  // namespace whence
