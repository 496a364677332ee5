#include "ui/effects_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <cmath>

#include "core/report/report_text.h"
#include "ui/core_text.h"
#include "ui/palette_theme.h"
#include "ui/panel_parts.h"
#include "ui/views/bar_chart_view.h"

namespace whence {

namespace {

double scaled(const Effect& effect, EffectScale scale)
{
    switch (scale) {
        case EffectScale::Centered:
            return effect.centered.value_or(effect.effect);
        case EffectScale::Relative:
            return effect.relative;
        case EffectScale::Raw:
            break;
    }
    return effect.effect;
}

QString toolTipOf(const Effect& effect)
{
    QString text = EffectsPanel::tr("%1\nvalue %2 × weight %3 = effect %4")
                       .arg(meaningText(effect.feature), signedText(effect.value),
                            signedText(effect.weight), signedText(effect.effect));
    if (effect.centered)
        text += EffectsPanel::tr("\n%1 beside the average of the reference set")
                    .arg(signedText(*effect.centered));
    return text;
}

}  // namespace

EffectsPanel::EffectsPanel(QWidget* parent) : QWidget(parent)
{
    m_emotionChoice = makeChoice(QStringLiteral("emotion"), tr("Emotion (V)"), this);
    m_scaleChoice = makeChoice(QStringLiteral("effectScale"), tr("Scale of the effects"), this);
    m_scaleChoice->addItems({tr("centered"), tr("raw"), tr("relative")});
    m_scaleChoice->setToolTip(
        tr("Centered: beside the average of the model's reference set.\nRaw: weight × value, which "
           "with the bias sum up to the prediction.\nRelative: share of all absolute effects."));
    m_chart = new BarChartView(this);
    m_chart->setObjectName(QStringLiteral("effects"));
    m_chart->setAccessibleName(tr("Effects of the features"));
    m_chart->setEmptyText(tr("What each feature adds to the emotion will appear here."));
    m_sum = makeNote(this);
    m_sum->setObjectName(QStringLiteral("effectSum"));

    auto* const bar = new QHBoxLayout;
    bar->addWidget(makeTitle(tr("Effects on"), this));
    bar->addWidget(m_emotionChoice);
    bar->addStretch();
    bar->addWidget(m_scaleChoice);
    auto* const box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addLayout(bar);
    box->addWidget(m_chart, 1);
    box->addWidget(m_sum);

    m_sum->setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(m_sum, &QLabel::linkActivated, this, &EffectsPanel::keepClicked);
    connect(m_emotionChoice, &QComboBox::activated, this, &EffectsPanel::emotionChosen);
    connect(m_scaleChoice, &QComboBox::activated, this, &EffectsPanel::refresh);
    connect(m_chart, &BarChartView::barClicked, this, &EffectsPanel::featureClicked);
    refresh();
}

void EffectsPanel::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    m_analysis = std::move(analysis);
    const QSignalBlocker blocker(m_emotionChoice);
    m_emotionChoice->clear();
    if (m_analysis)
        for (const std::string& emotion : m_analysis->model.emotions)
            m_emotionChoice->addItem(nameText(emotion));
    for (int i = 0; i < m_emotionChoice->count(); ++i)
        m_emotionChoice->setItemData(i, meaningText(m_analysis->model.emotions[std::size_t(i)]),
                                     Qt::ToolTipRole);
    m_emotionChoice->setCurrentIndex(m_emotion);
    refresh();
}

void EffectsPanel::setEmotion(int emotion)
{
    m_emotion = emotion;
    m_emotionChoice->setCurrentIndex(emotion);
    refresh();
}

void EffectsPanel::setFeature(int feature)
{
    m_feature = feature;
    m_chart->setSelected(feature);
}

void EffectsPanel::setWhatIf(const std::optional<Prediction>& prediction, bool isEstimate)
{
    m_whatIf = prediction;
    m_isEstimate = isEstimate;
    refresh();
}

void EffectsPanel::refresh()
{
    if (!m_analysis || m_emotion >= int(m_analysis->effects.size())) {
        m_chart->setBars({}, {});
        m_sum->clear();
        return;
    }
    const auto emotion = std::size_t(m_emotion);
    const std::vector<Effect>& effects = m_analysis->effects[emotion];
    const bool isCentered = hasCenteredEffects(effects);
    EffectScale scale = EffectScale(m_scaleChoice->currentIndex());
    if (scale == EffectScale::Centered && !isCentered)
        scale = EffectScale::Raw;
    const Theme theme = themeOf(palette());
    const std::vector<Effect> changed =
        m_whatIf ? computeEffects(m_analysis->model, *m_whatIf, m_emotion) : effects;

    std::vector<Bar> bars;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        Bar bar;
        bar.label = nameText(effects[i].feature);
        bar.value = scaled(effects[i], scale);
        bar.color = bar.value < 0.0 ? theme.negative : theme.positive;
        if (m_whatIf)
            bar.ghost = scaled(changed[i], scale);
        bar.toolTip = toolTipOf(effects[i]);
        bars.push_back(bar);
    }
    const QString name = nameText(m_analysis->model.emotions[emotion]);
    m_chart->setBars(std::move(bars), scale == EffectScale::Relative
                                          ? tr("share of all absolute effects on %1").arg(name)
                                          : tr("effect on %1").arg(name));
    m_chart->setSelected(m_feature);
    showSum(scale, effects);
}

void EffectsPanel::showSum(EffectScale scale, const std::vector<Effect>& effects)
{
    const auto emotion = std::size_t(m_emotion);
    const double prediction = m_analysis->prediction.emotions[emotion];
    double sum = 0.0;
    for (const Effect& effect : effects)
        sum += scaled(effect, scale == EffectScale::Relative ? EffectScale::Raw : scale);
    const QString rest =
        scale == EffectScale::Centered ? tr("average of the reference set") : tr("bias");
    QString text = tr("<b>%1 %2</b> ≈ %3 %4, effects %5")
                       .arg(nameText(m_analysis->model.emotions[emotion]), signedText(prediction),
                            rest, signedText(prediction - sum), signedText(sum));
    if (scale != EffectScale::Centered && m_scaleChoice->currentIndex() == 0)
        text += QStringLiteral("<br>") + toText(reasonOfRawEffects(*m_analysis)).toHtmlEscaped();
    if (m_whatIf)
        text += (m_isEstimate ? tr("<br>With these gains about <b>%1</b> (%2)")
                              : tr("<br>With these gains <b>%1</b> (%2)"))
                    .arg(signedText(m_whatIf->emotions[emotion]),
                         signedText(m_whatIf->emotions[emotion] - prediction)) +
                QStringLiteral(" <a href=\"keep\">") + tr("Keep for the report") +
                QStringLiteral("</a>");
    m_sum->setText(text);
}

void EffectsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_sum)
        refresh();
}

}  // namespace whence
