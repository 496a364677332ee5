#include "ui/what_if_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "core/explain/stem_stability.h"
#include "core/explain/stem_verdict.h"
#include "core/explain/wording.h"
#include "ui/core_text.h"
#include "ui/panel_parts.h"

namespace whence {

namespace {

constexpr int kTextWidth = 420;       // pixels
constexpr double kFirstChange = 0.1;  // of the emotion that is asked for at first

QLabel* makeAnswer(const QString& name, QWidget* parent)
{
    QLabel* const label = makeNote(parent);
    label->setObjectName(name);
    label->setMinimumWidth(kTextWidth);
    return label;
}

}  // namespace

WhatIfDialog::WhatIfDialog(WhatIf& whatIf, const Document& document, QWidget* parent)
    : QDialog(parent), m_whatIf(whatIf), m_document(document)
{
    setWindowTitle(tr("What if?"));
    auto* const smallest =
        new QGroupBox(tr("Which smallest change of the stems would do it?"), this);
    m_emotionChoice = makeChoice(QStringLiteral("searchEmotion"), tr("Emotion"), smallest);
    m_target = new QDoubleSpinBox(smallest);
    m_target->setObjectName(QStringLiteral("searchTarget"));
    m_target->setAccessibleName(tr("Value to reach"));
    m_target->setRange(-1.0, 1.0);
    m_target->setSingleStep(0.05);
    m_find = makeButton("searchStart", tr("Find it"), smallest);
    m_change = makeAnswer(QStringLiteral("searchAnswer"), smallest);
    m_apply = makeButton("searchApply", tr("Set the faders so"), smallest);
    auto* const question = new QHBoxLayout;
    question->addWidget(new QLabel(tr("Bring"), smallest));
    question->addWidget(m_emotionChoice);
    question->addWidget(new QLabel(tr("to"), smallest));
    question->addWidget(m_target);
    question->addWidget(m_find);
    question->addStretch();
    auto* const smallestBox = new QVBoxLayout(smallest);
    smallestBox->addLayout(question);
    smallestBox->addWidget(m_change);
    smallestBox->addWidget(m_apply, 0, Qt::AlignLeft);

    auto* const blamed = new QGroupBox(tr("Is the stem really the cause?"), this);
    m_stemChoice = makeChoice(QStringLiteral("testStem"), tr("Stem"), blamed);
    m_test = makeButton("testStart", tr("Make it 12 dB softer"), blamed);
    m_verdict = makeTitle({}, blamed);
    m_verdict->setObjectName(QStringLiteral("testVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setToolTip(
        tr("Directions are compared: of the feature, with the stem's LIME weight; of the emotion, "
           "with the stem's weights on all features times those of the features.\nChanges of less "
           "than %1 count as none.")
            .arg(toText(number(leastChange))));
    m_outcome = makeAnswer(QStringLiteral("testAnswer"), blamed);
    auto* const test = new QHBoxLayout;
    test->addWidget(m_stemChoice);
    test->addWidget(m_test);
    test->addStretch();
    auto* const blamedBox = new QVBoxLayout(blamed);
    blamedBox->addLayout(test);
    blamedBox->addWidget(m_verdict);
    blamedBox->addWidget(m_outcome);

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const box = new QVBoxLayout(this);
    box->addWidget(smallest);
    box->addWidget(blamed);
    box->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_find, &QPushButton::clicked, this, &WhatIfDialog::startSearch);
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT gainsChosen(m_gains); });
    connect(m_test, &QPushButton::clicked, this, [this] {
        m_verdict->clear();
        m_outcome->setText(tr("The model is listening…"));
        m_whatIf.testStem(m_stemChoice->currentIndex());
    });
    connect(&m_whatIf, &WhatIf::found, this, &WhatIfDialog::showChange);
    connect(&m_whatIf, &WhatIf::tested, this, &WhatIfDialog::showTest);
    connect(&m_whatIf, &WhatIf::searching, this, [this](double done) {
        if (!m_find->isEnabled())
            m_change->setText(tr("Trying gains: %1 %").arg(std::lround(100.0 * done)));
    });
    connect(&m_whatIf, &WhatIf::failed, this, &WhatIfDialog::refresh);
    connect(&m_whatIf, &WhatIf::restarted, this, &WhatIfDialog::refresh);
    refresh();
}

void WhatIfDialog::refresh()
{
    const auto analysis = m_document.analysis();
    const bool isKnown = m_document.hasSources();
    for (QWidget* const widget : {static_cast<QWidget*>(m_find), static_cast<QWidget*>(m_test)})
        widget->setEnabled(isKnown);
    m_apply->hide();
    m_change->clear();
    m_verdict->clear();
    m_outcome->clear();
    m_emotionChoice->clear();
    m_stemChoice->clear();
    if (!isKnown) {
        m_change->setText(tr("The model can be asked once the sources are explained."));
        return;
    }
    for (const std::string& emotion : analysis->model.emotions)
        m_emotionChoice->addItem(nameText(emotion));
    for (const std::string& stem : analysis->mixes.components)
        m_stemChoice->addItem(localized(stem));
}

/// The answers are never cut; the dialog grows with them.
void WhatIfDialog::fitAnswers()
{
    for (QLabel* const answer : {m_change, m_verdict, m_outcome})
        answer->setMinimumHeight(
            answer->text().isEmpty() ? 0 : answer->heightForWidth(answer->width()));
}

void WhatIfDialog::setSubject(int emotion, int feature)
{
    if (!m_document.hasSources())
        return;
    const Analysis& analysis = *m_document.analysis();
    m_emotion = emotion;
    m_feature = feature;
    m_emotionChoice->setCurrentIndex(emotion);
    if (emotion < int(analysis.prediction.emotions.size())) {
        const double heard = analysis.prediction.emotions[std::size_t(emotion)];
        m_target->setValue(heard + (heard + kFirstChange <= 1.0 ? kFirstChange : -kFirstChange));
    }
    if (feature >= 0 && feature < int(analysis.sources.size()))
        m_stemChoice->setCurrentIndex(
            std::max(0, strongestStem(analysis.sources[std::size_t(feature)].lime.coefficients)));
}

void WhatIfDialog::startSearch()
{
    m_find->setEnabled(false);
    m_apply->hide();
    m_change->setText(tr("The model is listening…"));
    GainSearch search;
    m_searched = m_emotionChoice->currentIndex();
    search.emotion = m_searched;
    search.target = m_target->value();
    m_whatIf.search(search);
}

void WhatIfDialog::showChange(const GainChange& change)
{
    m_find->setEnabled(true);
    m_gains = change.gains;
    const Analysis& analysis = *m_document.analysis();
    const auto emotion = std::size_t(m_searched);
    const QString name = nameText(analysis.model.emotions[emotion]);
    const QString gains = localized(gainsPhrase(analysis.mixes.components, change.gains));
    const QString value = signedText(change.prediction.emotions[emotion]);
    m_change->setText(change.reached
                          ? tr("With %1 the model hears %2 %3.").arg(gains, name, value)
                          : tr("No change of one or two stems, 24 dB softer to 12 dB louder, "
                               "reaches it. Closest: with %1 the model hears %2 %3.")
                                .arg(gains, name, value));
    m_apply->show();
    fitAnswers();
}

/// Of the emotion and of the feature that it is traced to.
QString WhatIfDialog::verdictOn(const StemTest& test) const
{
    const Analysis& analysis = *m_document.analysis();
    const std::string& stem = analysis.mixes.components[std::size_t(test.stem)];
    QStringList sentences;
    if (m_emotion < int(test.emotionChanges.size()))
        sentences << localized(verdictSentence(
            stem, test.decibels, analysis.model.emotions[std::size_t(m_emotion)],
            expectedChange(analysis.model, m_emotion, analysis.sources, test.stem, test.decibels),
            test.emotionChanges[std::size_t(m_emotion)]));
    if (m_feature >= 0 && m_feature < int(analysis.sources.size())) {
        const SourceExplanation& source = analysis.sources[std::size_t(m_feature)];
        sentences << localized(verdictSentence(stem, test.decibels, source.feature,
                                               expectedChange(source, test.stem, test.decibels),
                                               test.featureChanges[std::size_t(m_feature)]));
    }
    return sentences.join(QLatin1Char('\n'));
}

void WhatIfDialog::showTest(const StemTest& test)
{
    const Analysis& analysis = *m_document.analysis();
    QStringList lines;
    const auto add = [&](const std::vector<std::string>& names, const std::vector<double>& before,
                         const std::vector<double>& changes) {
        for (std::size_t i = 0; i < names.size(); ++i)
            lines << tr("%1 %2 → %3 (%4)")
                         .arg(nameText(names[i]), signedText(before[i]),
                              signedText(before[i] + changes[i]), signedText(changes[i]));
    };
    const Prediction& full = analysis.mixes.predictions.front();
    add(analysis.model.emotions, full.emotions, test.emotionChanges);
    add(analysis.model.features, full.features, test.featureChanges);
    const QString stem =
        localized(capitalized(stemPhrase(analysis.mixes.components[std::size_t(test.stem)]).text));
    m_verdict->setText(verdictOn(test));
    m_outcome->setText(tr("%1 12 dB softer:").arg(stem) + QStringLiteral("\n") +
                       lines.join(QLatin1Char('\n')));
    fitAnswers();
}

}  // namespace whence
