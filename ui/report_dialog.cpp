#include "ui/report_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/exports.h"
#include "ui/report/report_pages.h"

namespace whence {

namespace {

constexpr double kPixelsPerPoint = 1.15;  // of the preview
constexpr QSize kFirstSize(780, 820);

std::vector<QImage> drawReport(const Analysis& analysis, const LogSpectrogram& spectrogram,
                               double scale, const Progress& progress)
{
    const PageGeometry geometry;
    const auto pages = layOutReport(analysis, spectrogram, currentRun(), geometry);
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

ReportDialog::ReportDialog(const Document& document, QWidget* parent)
    : QDialog(parent), m_document(document)
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
    m_spectrogram = new QCheckBox(tr("With the &spectrogram"), this);
    m_spectrogram->setObjectName(QStringLiteral("reportSpectrogram"));
    m_spectrogram->setChecked(true);
    m_state = new QLabel(this);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("Save as &PDF…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("reportSave"));
    auto* const foot = new QHBoxLayout;
    foot->addWidget(m_spectrogram);
    foot->addWidget(m_state, 1);
    foot->addWidget(buttons);
    auto* const box = new QVBoxLayout(this);
    box->addWidget(scroll, 1);
    box->addLayout(foot);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_save, &QPushButton::clicked, this,
            [this] { Q_EMIT saveClicked(m_spectrogram->isChecked()); });
    connect(m_spectrogram, &QCheckBox::toggled, this, &ReportDialog::drawPages);
    connect(&m_document, &Document::analysisChanged, this, &ReportDialog::drawPages);
    connect(&m_task, &Task::failed, m_state, &QLabel::setText);
    drawPages();
}

void ReportDialog::drawPages()
{
    m_save->setEnabled(m_document.hasSources());
    if (!m_document.hasSources())
        return m_state->setText(tr("There is a report once the sources are explained."));
    m_state->setText(tr("Drawing the pages"));
    const auto spectrogram = m_spectrogram->isChecked() ? m_document.spectrogram()
                                                        : std::make_shared<const LogSpectrogram>();
    m_task.start(
        [analysis = m_document.analysis(), spectrogram,
         ratio = devicePixelRatioF()](const Progress& progress) {
            std::vector<QImage> pages =
                drawReport(*analysis, *spectrogram, kPixelsPerPoint * ratio, progress);
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
