#pragma once

#include <QTimer>
#include <QWidget>
#include <set>
#include <vector>

#include "ui/corpus_work.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace whence {

class CorpusTable;
class HistogramView;

/// The page of a folder of recordings: a table of what is known of each, and how the values are
/// distributed.
class CorpusPage : public QWidget {
    Q_OBJECT

public:
    explicit CorpusPage(QWidget* parent = nullptr);

    /// Analyzes the recordings of a folder in the background.
    void analyzeFolder(const std::filesystem::path& folder, const CorpusTools& tools);
    /// Writes the table of what is done. Throws Error.
    void exportCsv(const std::filesystem::path& file) const;

    CorpusWork& work() { return m_work; }

Q_SIGNALS:
    void folderWanted();
    void exportWanted();
    void recordingOpened(const QString& file);

private:
    QWidget* makeEmpty();
    QWidget* makeTop();
    QWidget* makeTable();
    QWidget* makeHistograms();
    void connectWork();
    void fitColumns();
    void showCounts();
    void showHistograms();
    void markCurrent();
    void openRow(const QModelIndex& index);

    CorpusWork m_work;
    CorpusTable* m_table = nullptr;
    QSortFilterProxyModel* m_sorted = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTableView* m_view = nullptr;
    QTimer m_fitting;          // soon: rows have changed
    bool m_isFitting = false;  // the columns, not the user resizes them
    std::set<int> m_widened;   // columns that the user has resized
    QLabel* m_counts = nullptr;
    QLineEdit* m_filter = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_goOn = nullptr;
    QScrollArea* m_histogramArea = nullptr;
    QWidget* m_histogramBox = nullptr;
    std::vector<HistogramView*> m_histograms;
};

}  // namespace whence
