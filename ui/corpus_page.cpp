#include "ui/corpus_page.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "core/report/analysis_csv.h"
#include "core/tensors/file_io.h"
#include "ui/core_text.h"
#include "ui/corpus_table.h"
#include "ui/file_dialogs.h"
#include "ui/histogram_view.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr int kTextWidth = 520;  // pixels
constexpr int kRowPadding = 8;   // pixels
constexpr int kHistogramColumns = 2;
constexpr int kLongestName = 44;           // letters of a column, if its texts are longer
constexpr int kLongestText = 34;           // likewise of the other columns
constexpr int kFittingMilliseconds = 300;  // at least between two fits of the columns

}  // namespace

CorpusPage::CorpusPage(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("corpusPage"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeEmpty());
    auto* const full = new QWidget(m_stack);
    QWidget* const top = makeTop();
    auto* const splitter = new QSplitter(full);
    splitter->addWidget(makeTable());
    splitter->addWidget(makeHistograms());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    auto* const lines = new QVBoxLayout(full);
    lines->addWidget(top);
    lines->addWidget(splitter, 1);
    m_stack->addWidget(full);
    auto* const box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_stack);
    connectWork();
}

QWidget* CorpusPage::makeEmpty()
{
    auto* const empty = new QWidget(this);
    auto* const column = new QWidget(empty);
    column->setFixedWidth(kTextWidth);
    auto* const text = new QLabel(
        tr("A folder of recordings is analyzed in the background, one after the other. The results "
           "come into a table that can be sorted, filtered and saved; each row opens on the page "
           "of its recording."),
        column);
    text->setWordWrap(true);
    text->setMinimumHeight(text->heightForWidth(kTextWidth));
    auto* const choose = makeButton("chooseCorpus", tr("Choose a &folder…"), column);
    auto* const lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(12);
    lines->addWidget(text);
    lines->addWidget(choose, 0, Qt::AlignHCenter);
    auto* const box = new QVBoxLayout(empty);
    box->addStretch(2);
    box->addWidget(column, 0, Qt::AlignHCenter);
    box->addStretch(3);
    connect(choose, &QPushButton::clicked, this, &CorpusPage::folderWanted);
    return empty;
}

QWidget* CorpusPage::makeTop()
{
    auto* const top = new QWidget(this);
    auto* const choose = makeButton("otherCorpus", tr("Another &folder…"), top);
    m_counts = makeNote(top);
    m_counts->setObjectName(QStringLiteral("corpusCounts"));
    m_filter = new QLineEdit(top);
    m_filter->setObjectName(QStringLiteral("corpusFilter"));
    m_filter->setPlaceholderText(tr("Show rows with…"));
    m_filter->setAccessibleName(tr("Text that rows must have"));
    m_filter->setClearButtonEnabled(true);
    m_goOn = makeButton("corpusGoOn", tr("&Go on"), top);
    m_export = makeButton("exportCorpus", tr("Save as &CSV…"), top);
    auto* const box = new QHBoxLayout(top);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(choose);
    box->addWidget(m_counts, 1);
    box->addWidget(m_goOn);
    box->addWidget(m_filter);
    box->addWidget(m_export);
    connect(choose, &QPushButton::clicked, this, &CorpusPage::folderWanted);
    connect(m_export, &QPushButton::clicked, this, &CorpusPage::exportWanted);
    connect(m_goOn, &QPushButton::clicked, &m_work, &CorpusWork::goOn);
    return top;
}

QWidget* CorpusPage::makeTable()
{
    m_table = new CorpusTable(m_work, this);
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(m_table);
    m_sorted->setSortRole(CorpusTable::kSortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterKeyColumn(-1);  // all
    m_view = new QTableView(this);
    m_view->setObjectName(QStringLiteral("corpusTable"));
    m_view->setAccessibleName(tr("Recordings of the folder"));
    m_view->setModel(m_sorted);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(0, Qt::AscendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setAlternatingRowColors(true);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().lineSpacing() +
                                                    kRowPadding);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setWordWrap(false);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (!m_isFitting)
            m_widened.insert(column);
    });
    connect(m_filter, &QLineEdit::textChanged, m_sorted,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_view, &QTableView::activated, this, &CorpusPage::openRow);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CorpusPage::markCurrent);
    return m_view;
}

QWidget* CorpusPage::makeHistograms()
{
    auto* const area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_histogramArea = area;
    m_histogramBox = new QWidget(area);
    new QGridLayout(m_histogramBox);
    area->setWidget(m_histogramBox);
    return area;
}

void CorpusPage::connectWork()
{
    connect(&m_work, &CorpusWork::listed, this, [this] {
        m_table->reset();
        fitColumns();
        showCounts();
        showHistograms();
    });
    connect(&m_work, &CorpusWork::rowChanged, this, [this](int row) {
        m_table->changeRow(row);
        m_fitting.start();
        showCounts();
        showHistograms();
    });
    connect(&m_work, &CorpusWork::rested, this, [this] {
        fitColumns();
        showCounts();
    });
    m_fitting.setSingleShot(true);
    m_fitting.setInterval(kFittingMilliseconds);
    connect(&m_fitting, &QTimer::timeout, this, &CorpusPage::fitColumns);
}

/// Makes each column as wide as what is in it, within limits, but for those the user has set.
void CorpusPage::fitColumns()
{
    m_fitting.stop();
    m_isFitting = true;
    const int letter = m_view->fontMetrics().averageCharWidth();
    for (int column = 0; column < m_table->columnCount(); ++column) {
        if (m_widened.contains(column))
            continue;
        m_view->resizeColumnToContents(column);
        const int limit = letter * (column == 0 ? kLongestName : kLongestText);
        if (m_view->columnWidth(column) > limit)
            m_view->setColumnWidth(column, limit);
    }
    m_isFitting = false;
}

void CorpusPage::analyzeFolder(const std::filesystem::path& folder, const CorpusTools& tools)
{
    const ModelInfo& model = tools.model->info();
    m_isFitting = true;
    m_table->setOutputs(model.emotions, model.features);
    m_widened.clear();
    for (HistogramView* const view : m_histograms)
        delete view;
    m_histograms.clear();
    auto* const grid = static_cast<QGridLayout*>(m_histogramBox->layout());
    for (int i = 0; i < int(m_table->outputs().size()); ++i) {
        auto* const view = new HistogramView(m_histogramBox);
        view->setObjectName(QStringLiteral("histogram%1").arg(i));
        grid->addWidget(view, i / kHistogramColumns, i % kHistogramColumns);
        m_histograms.push_back(view);
    }
    const QMargins margins = grid->contentsMargins();
    if (!m_histograms.empty())
        m_histogramArea->setMinimumWidth(
            kHistogramColumns * m_histograms.front()->minimumSizeHint().width() +
            (kHistogramColumns - 1) * grid->horizontalSpacing() + margins.left() + margins.right() +
            m_histogramArea->verticalScrollBar()->sizeHint().width());
    m_stack->setCurrentIndex(1);
    m_work.start(folder, tools);
    fitColumns();
}

void CorpusPage::exportCsv(const std::filesystem::path& file) const
{
    writeFileAtomically(file, toCsv(corpusTable(m_work.rows())));
}

void CorpusPage::showCounts()
{
    const int done = m_work.count(CorpusState::Done);
    const int failed = m_work.count(CorpusState::Failed);
    const int all = int(m_work.rows().size());
    const QString folder = toFile(m_work.folder());
    m_counts->setText(all > 0 ? tr("%1: %2 of %3 analyzed, %4 failed")
                                    .arg(folder, QString::number(done), QString::number(all),
                                         QString::number(failed))
                      : m_work.isRunning() ? tr("%1: looking for recordings…").arg(folder)
                                           : tr("%1 has no recordings.").arg(folder));
    m_export->setEnabled(done + failed > 0);
    m_goOn->setVisible(!m_work.isRunning() && done + failed < all);
}

void CorpusPage::showHistograms()
{
    for (int i = 0; i < int(m_histograms.size()); ++i)
        m_histograms[std::size_t(i)]->setValues(nameText(m_table->outputs()[std::size_t(i)]),
                                                m_table->values(i));
    markCurrent();
}

void CorpusPage::markCurrent()
{
    const QModelIndex current = m_sorted->mapToSource(m_view->currentIndex());
    for (int i = 0; i < int(m_histograms.size()); ++i)
        m_histograms[std::size_t(i)]->setMark(current.isValid() ? m_table->value(current.row(), i)
                                                                : std::nullopt);
}

void CorpusPage::openRow(const QModelIndex& index)
{
    const int row = m_sorted->mapToSource(index).row();
    Q_EMIT recordingOpened(toFile(m_work.rows()[std::size_t(row)].file));
}

}  // namespace whence
