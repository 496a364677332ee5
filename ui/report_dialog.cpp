#include "ui/report_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/exports.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr double kPixelsPerPoint = 1.15;  // of the preview
constexpr QSize kFirstSize(1020, 760);

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

ReportDialog::ReportDialog(const Document& document, std::vector<WhatIfState> states,
                           QWidget* parent)
    : QDialog(parent), m_document(document), m_states(std::move(states))
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
    connect(&m_document, &Document::analysisChanged, this, &ReportDialog::drawPages);
    connect(&m_task, &Task::failed, m_state, &QLabel::setText);
    drawPages();
}

QListWidget* ReportDialog::makeChoice()
{
    auto* const list = new QListWidget(this);
    list->setObjectName(QStringLiteral("reportContents"));
    list->setAccessibleName(tr("Contents of the report"));
    list->setWordWrap(true);
    QStringList parts = {tr("What the model hears"),
                         tr("Where it comes from"),
                         tr("Stems and model"),
                         tr("Along the piece"),
                         tr("Checks"),
                         tr("What the words mean")};
    for (const WhatIfState& state : m_states)
        parts << tr("What if: %1").arg(toText(gainsPhrase(state.stems, state.gains)));
    for (const QString& part : parts) {
        auto* const item = new QListWidgetItem(part, list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    list->setCurrentRow(0);
    return list;
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
