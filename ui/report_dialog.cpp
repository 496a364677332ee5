#include "ui/report_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/report/wording.h"
#include "ui/core_text.h"
#include "ui/exports.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr double kPixelsPerPoint = 1.15;  // of the preview
constexpr QSize kFirstSize(1020, 760);
constexpr int kParts = 6;  // of every report, before the what-ifs

std::vector<QImage> drawReport(const Analysis& analysis, const LogSpectrogram& spectrogram,
                               const ReportContents& contents, double scale,
                               const Progress& progress)
{
    const PageGeometry geometry;
    const auto pages = layOutReport(analysis, spectrogram, currentRun(), geometry, contents);
    std::vector<QImage> images;
    for (const auto& page : pages) {
        progress.report(double(images.size()) / double(pages.size()));
        QImage image((QSizeF(geometry.width, geometry.height) * scale).toSize(),
                     QImage::Format_RGB32);
        image.fill(Theme{}.background);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        Canvas canvas(painter, scale);
        page(canvas);
        painter.end();
        images.push_back(std::move(image));
    }
    return images;
}

}  // namespace

ReportDialog::ReportDialog(const Document& document, const WhatIf& whatIf, QWidget* parent)
    : QDialog(parent), m_document(document), m_whatIf(whatIf)
{
    setWindowTitle(tr("Report"));
    resize(kFirstSize);
    m_pages = new QWidget;
    m_pageList = new QVBoxLayout(m_pages);
    auto* const scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Pages of the report"));
    scroll->setWidgetResizable(true);
    scroll->setBackgroundRole(QPalette::Mid);
    scroll->setWidget(m_pages);
    m_choice = makeChoice();
    for (const QString& part :
         {tr("What the model hears"), tr("Where it comes from"), tr("Stems and model"),
          tr("Along the piece"), tr("Checks"), tr("What the words mean")})
        addPart(part, true);
    m_choice->setCurrentRow(0);
    m_remove = makeRemove();
    auto* const always = makeNote(this);
    always->setText(tr(
        "The title, the sentences, their limits and how the report was made are in every report."));
    m_state = new QLabel(this);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("Save as &PDF…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("reportSave"));

    auto* const side = new QVBoxLayout;
    side->addWidget(makeTitle(tr("Contents"), this));
    side->addWidget(m_choice, 1);
    side->addWidget(m_remove);
    side->addWidget(always);
    auto* const top = new QHBoxLayout;
    top->addWidget(scroll, 3);
    top->addLayout(side, 1);
    auto* const foot = new QHBoxLayout;
    foot->addWidget(m_state, 1);
    foot->addWidget(buttons);
    auto* const box = new QVBoxLayout(this);
    box->addLayout(top, 1);
    box->addLayout(foot);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveClicked(contents()); });
    connect(m_choice, &QListWidget::itemChanged, this, &ReportDialog::drawPages);
    connect(m_choice, &QListWidget::currentRowChanged, this,
            [this](int row) { m_remove->setEnabled(row >= kParts); });
    connect(&m_whatIf, &WhatIf::keptChanged, this, &ReportDialog::showStates);
    connect(&m_document, &Document::analysisChanged, this, &ReportDialog::showStates);
    connect(&m_task, &Task::failed, m_state, &QLabel::setText);
    showStates();
}

QListWidget* ReportDialog::makeChoice()
{
    auto* const list = new QListWidget(this);
    list->setObjectName(QStringLiteral("reportContents"));
    list->setAccessibleName(tr("Contents of the report"));
    list->setWordWrap(true);
    return list;
}

QPushButton* ReportDialog::makeRemove()
{
    auto* const button = new QPushButton(tr("&Remove the what-if"), this);
    button->setObjectName(QStringLiteral("removeWhatIf"));
    button->setToolTip(tr("The selected what-if is kept no longer (Delete); undo brings it back."));
    button->setAutoDefault(false);
    button->setEnabled(false);
    connect(button, &QPushButton::clicked, this, &ReportDialog::removeCurrent);
    auto* const key = new QShortcut(Qt::Key_Delete, m_choice);
    key->setContext(Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &ReportDialog::removeCurrent);
    return button;
}

void ReportDialog::addPart(const QString& text, bool isChosen)
{
    auto* const item = new QListWidgetItem(text, m_choice);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(isChosen ? Qt::Checked : Qt::Unchecked);
}

/// One of another window or model can't stand in this report, and says so.
void ReportDialog::addState(const WhatIfState& state, bool isChosen)
{
    const QString gains = localized(gainsPhrase(state.stems, state.gains));
    const auto analysis = m_document.analysis();
    if (analysis && isOf(state, analysis->model, analysis->window.start))
        return addPart(tr("What if: %1").arg(gains), isChosen);
    const bool isOfModel = analysis && state.model == analysis->model.id;
    addPart(isOfModel ? tr("What if: %1 (of the window from %2)")
                            .arg(gains, toText(timeText(state.windowStart)))
                      : tr("What if: %1 (of another model)").arg(gains),
            false);
    m_choice->item(m_choice->count() - 1)->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
}

/// Lists the what-ifs that are kept; those that were taken out stay so.
void ReportDialog::showStates()
{
    std::vector<WhatIfState> takenOut;
    for (int state = 0; state < int(m_states.size()); ++state) {
        const QListWidgetItem& item = *m_choice->item(kParts + state);
        if (item.flags().testFlag(Qt::ItemIsUserCheckable) && item.checkState() == Qt::Unchecked)
            takenOut.push_back(m_states[std::size_t(state)]);
    }
    m_states = m_whatIf.keptStates();
    {
        const QSignalBlocker blocker(m_choice);
        while (m_choice->count() > kParts)
            delete m_choice->takeItem(kParts);
        for (const WhatIfState& state : m_states)
            addState(state, std::ranges::find(takenOut, state) == takenOut.end());
    }
    m_remove->setVisible(!m_states.empty());
    m_remove->setEnabled(m_choice->currentRow() >= kParts);
    drawPages();
}

void ReportDialog::removeCurrent()
{
    const int state = m_choice->currentRow() - kParts;
    if (state >= 0 && state < int(m_states.size()))
        Q_EMIT removeClicked(m_states[std::size_t(state)]);
}

ReportContents ReportDialog::contents() const
{
    ReportContents contents;
    int row = 0;
    const auto isChosen = [&] { return m_choice->item(row++)->checkState() == Qt::Checked; };
    for (bool ReportContents::*const part :
         {&ReportContents::prediction, &ReportContents::sources, &ReportContents::stemsAndModel,
          &ReportContents::timeline, &ReportContents::checks, &ReportContents::definitions})
        contents.*part = isChosen();
    for (const WhatIfState& state : m_states)
        if (isChosen())
            contents.states.push_back(state);
    return contents;
}

void ReportDialog::drawPages()
{
    m_save->setEnabled(m_document.hasSources());
    if (!m_document.hasSources())
        return m_state->setText(tr("There is a report once the sources are explained."));
    m_state->setText(tr("Drawing the pages"));
    m_task.start(
        [analysis = m_document.analysis(), spectrogram = m_document.spectrogram(),
         chosen = contents(), ratio = devicePixelRatioF()](const Progress& progress) {
            std::vector<QImage> pages =
                drawReport(*analysis, *spectrogram, chosen, kPixelsPerPoint * ratio, progress);
            for (QImage& page : pages)
                page.setDevicePixelRatio(ratio);
            return pages;
        },
        [this](const std::vector<QImage>& pages) { showPages(pages); });
}

void ReportDialog::showPages(const std::vector<QImage>& pages)
{
    while (QLayoutItem* const item = m_pageList->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
        auto* const page = new QLabel(m_pages);
        page->setPixmap(QPixmap::fromImage(pages[i]));
        page->setAccessibleName(tr("Page %1").arg(i + 1));
        m_pageList->addWidget(page, 0, Qt::AlignHCenter);
    }
    m_pageCount = int(pages.size());
    m_state->setText(m_pageCount == 1 ? tr("1 page") : tr("%1 pages").arg(m_pageCount));
}

}  // namespace whence
