#include "ui/verdict_panel.h"

#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

#include "core/report/report_text.h"
#include "ui/core_text.h"
#include "ui/palette_theme.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr int kLeastChecks = 3;  // lines

QString signOf(CheckStatus status)
{
    switch (status) {
        case CheckStatus::Ok:
            return QStringLiteral("✓");
        case CheckStatus::Warning:
            return QStringLiteral("!");
        case CheckStatus::Failed:
            return QStringLiteral("✗");
        case CheckStatus::Unknown:
            break;
    }
    return QStringLiteral("?");
}

QColor colorOf(CheckStatus status, const Theme& theme)
{
    switch (status) {
        case CheckStatus::Ok:
            return theme.ok;
        case CheckStatus::Warning:
            return theme.warning;
        case CheckStatus::Failed:
            return theme.failed;
        case CheckStatus::Unknown:
            break;
    }
    return theme.muted;
}

/// What a reader must know first.
int urgency(CheckStatus status)
{
    switch (status) {
        case CheckStatus::Failed:
            return 0;
        case CheckStatus::Warning:
            return 1;
        case CheckStatus::Unknown:
            return 2;
        case CheckStatus::Ok:
            break;
    }
    return 3;
}

/// A sentence of the core in which no line breaks between a number and its unit.
QString sentenceText(const std::string& sentence)
{
    QString text = localized(sentence);
    for (const QString& unit : {QStringLiteral("%"), QStringLiteral("dB")})
        text.replace(QLatin1Char(' ') + unit, QChar(QChar::Nbsp) + unit);
    return text;
}

}  // namespace

VerdictPanel::VerdictPanel(QWidget* parent) : QWidget(parent)
{
    m_sentence = makeNote(this);
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setAccessibleName(tr("Explanation"));
    m_summary = makeTitle({}, this);
    m_rows = new QStandardItemModel(this);
    m_checks = new QListView(this);
    m_checks->setObjectName(QStringLiteral("checks"));
    m_checks->setAccessibleName(tr("Checks"));
    m_checks->setModel(m_rows);
    m_checks->setWordWrap(true);
    m_checks->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_checks->setFrameShape(QFrame::NoFrame);
    m_checks->setResizeMode(QListView::Adjust);
    m_checks->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    // They can be scrolled; charts beside them can't.
    m_checks->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_checks->setMinimumHeight(kLeastChecks * fontMetrics().height());

    auto* const box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addWidget(m_sentence);
    box->addWidget(m_summary);
    box->addWidget(m_checks, 1);
    refresh();
}

void VerdictPanel::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    m_analysis = std::move(analysis);
    refresh();
}

void VerdictPanel::setEmotion(int emotion)
{
    m_emotion = emotion;
    refresh();
}

void VerdictPanel::setFeature(int feature)
{
    if (feature == m_feature)
        return;
    m_feature = feature;
    refresh();
}

void VerdictPanel::addHeading(const QString& text)
{
    auto* const row = new QStandardItem(text);
    QFont bold = m_checks->font();
    bold.setBold(true);
    row->setFont(bold);
    row->setFlags(Qt::ItemIsEnabled);
    m_rows->appendRow(row);
}

/// Those of the selected feature, or of all, then those of the others.
void VerdictPanel::addChecks(const std::vector<Check>& checks)
{
    const std::vector<std::string>& features = m_analysis->model.features;
    const std::string selected = m_feature >= 0 && m_feature < int(features.size())
                                     ? features[std::size_t(m_feature)]
                                     : std::string();
    const auto concerns = [&](const Check& check) {
        return selected.empty() || check.feature.empty() || check.feature == selected;
    };
    for (const Check& check : checks)
        if (concerns(check))
            addCheck(check);
    if (std::ranges::all_of(checks, concerns))
        return;
    addHeading(tr("Of the other features"));
    for (const Check& check : checks)
        if (!concerns(check))
            addCheck(check);
}

void VerdictPanel::addCheck(const Check& check)
{
    QString text = signOf(check.status) + QStringLiteral("  ") + localized(checkTitle(check.name));
    if (!check.feature.empty())
        text += QStringLiteral(" (%1)").arg(nameText(check.feature));
    text += QStringLiteral(": ") + sentenceText(check.message);
    auto* const row = new QStandardItem(text);
    row->setForeground(colorOf(check.status, themeOf(palette())));
    row->setToolTip(localized(check.message));
    m_rows->appendRow(row);
}

void VerdictPanel::refresh()
{
    m_rows->clear();
    const bool isKnown = m_analysis && !m_analysis->chains.empty();
    m_summary->setVisible(isKnown);
    if (!isKnown) {
        m_sentence->setText(tr("The explanation in words will appear here, with its checks."));
        return fitSentence();
    }
    const auto chain = std::min(std::size_t(m_emotion), m_analysis->chains.size() - 1);
    m_sentence->setText(sentenceText(m_analysis->chains[chain].sentence));
    fitSentence();
    std::vector<Check> checks = m_analysis->checks;
    std::ranges::stable_sort(checks, {}, [](const Check& check) { return urgency(check.status); });
    addChecks(checks);
    m_checks->scrollToTop();
    const auto passed = std::ranges::count(checks, CheckStatus::Ok, &Check::status);
    m_summary->setText(tr("Checks: %1 of %2 passed").arg(passed).arg(checks.size()));
}

/// The sentence is never cut; what stands around it gives way.
void VerdictPanel::fitSentence()
{
    m_sentence->setMinimumHeight(m_sentence->heightForWidth(width()));
}

void VerdictPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitSentence();
}

void VerdictPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_rows)
        refresh();
}

}  // namespace whence
