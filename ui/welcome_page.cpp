#include "ui/welcome_page.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr int kTextWidth = 560;     // pixels
constexpr double kTitleSize = 1.9;  // of the window's type
constexpr int kOfferLines = 4;      // high is an offer
constexpr int kMostShown = 5;

QCommandLinkButton* makeOffer(const QString& name, const QString& text, const QString& detail,
                              QWidget* parent)
{
    auto* const button = new QCommandLinkButton(text, detail, parent);
    button->setObjectName(name);
    button->setAccessibleDescription(detail);
    button->setMinimumHeight(kOfferLines * button->fontMetrics().lineSpacing());
    return button;
}

}  // namespace

WelcomePage::WelcomePage(QWidget* parent) : QWidget(parent)
{
    auto* const column = new QWidget(this);
    column->setFixedWidth(kTextWidth);
    auto* const title = new QLabel(tr("Why does this music sound the way it does?"), column);
    QFont large = title->font();
    large.setPointSizeF(kTitleSize * large.pointSizeF());
    title->setFont(large);
    title->setWordWrap(true);
    auto* const text = new QLabel(
        tr("Whence predicts the emotion a recording conveys and traces the prediction back: to "
           "perceptual features such as rhythmic stability, and from there to the voices and "
           "instruments that bring them about. Everything can be heard."),
        column);
    text->setWordWrap(true);
    auto* const open =
        makeOffer(QStringLiteral("openRecording"), tr("Open a recording"),
                  tr("Or drop a file, or a folder of stems, anywhere on this window."), column);
    auto* const example =
        makeOffer(QStringLiteral("openExample"), tr("Open the example"),
                  tr("A short piece that comes with the program, with its stems."), column);
    m_recent = new QWidget(column);
    m_recentList = new QVBoxLayout(m_recent);
    m_recentList->setContentsMargins(0, 12, 0, 0);

    auto* const lines = new QVBoxLayout(column);
    lines->setSpacing(10);
    for (QWidget* const widget :
         {static_cast<QWidget*>(title), static_cast<QWidget*>(text), static_cast<QWidget*>(open),
          static_cast<QWidget*>(example), m_recent})
        lines->addWidget(widget);
    auto* const box = new QVBoxLayout(this);
    box->addStretch(2);
    box->addWidget(column, 0, Qt::AlignHCenter);
    box->addStretch(3);
    connect(open, &QCommandLinkButton::clicked, this, &WelcomePage::openClicked);
    connect(example, &QCommandLinkButton::clicked, this, &WelcomePage::exampleClicked);
}

void WelcomePage::setRecentFiles(const QStringList& files)
{
    while (QLayoutItem* const item = m_recentList->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recent->setVisible(!files.isEmpty());
    m_recentList->addWidget(makeTitle(tr("Opened lately"), m_recent));
    for (const QString& file : files.mid(0, kMostShown)) {
        auto* const link = new QToolButton(m_recent);
        link->setText(QFileInfo(file).fileName());
        link->setToolTip(file);
        link->setAutoRaise(true);
        m_recentList->addWidget(link);
        connect(link, &QToolButton::clicked, this, [this, file] { Q_EMIT fileClicked(file); });
    }
}

}  // namespace whence
