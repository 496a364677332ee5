#include "ui/sources_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <cmath>

#include "core/explain/wording.h"
#include "core/report/wording.h"
#include "ui/core_text.h"
#include "ui/panel_parts.h"
#include "ui/stem_mix.h"
#include "ui/views/bar_chart_view.h"

namespace whence {

namespace {

const std::vector<double>& weightsOf(const SourceExplanation& source, SourceMethod method)
{
    switch (method) {
        case SourceMethod::Shapley:
            return source.shapley;
        case SourceMethod::LeaveOneOut:
            return source.leaveOneOut;
        case SourceMethod::Lime:
            break;
    }
    return source.lime.coefficients;
}

/// What the bars are, of a feature "%1".
QString axisText(SourceMethod method)
{
    switch (method) {
        case SourceMethod::Shapley:
            return SourcesPanel::tr("Shapley value for %1");
        case SourceMethod::LeaveOneOut:
            return SourcesPanel::tr("what is left out takes from %1");
        case SourceMethod::Lime:
            break;
    }
    return SourcesPanel::tr("LIME weight on %1");
}

Bar barOf(const Analysis& analysis, int feature, std::size_t stem, SourceMethod method)
{
    const SourceExplanation& source = analysis.sources[std::size_t(feature)];
    Bar bar;
    bar.label = localized(source.stems[stem]);
    bar.value = weightsOf(source, method)[stem];
    bar.color = stemColor(toText(source.stems[stem]), int(stem));
    bar.isFaint = stem < analysis.stemLevels.size() && analysis.stemLevels[stem].nearSilent;
    if (method == SourceMethod::Lime && feature < int(analysis.stability.size())) {
        const StemStability& stability = analysis.stability[std::size_t(feature)];
        if (stability.replicates > 1 && stem < stability.minimum.size()) {
            bar.low = stability.minimum[stem];
            bar.high = stability.maximum[stem];
        }
    }
    bar.toolTip =
        SourcesPanel::tr("%1 on %2\nLIME %3, Shapley %4, leave one out %5")
            .arg(bar.label, nameText(source.feature), signedText(source.lime.coefficients[stem]),
                 signedText(source.shapley[stem]), signedText(source.leaveOneOut[stem])) +
        QLatin1Char('\n') + meaningText(source.feature);
    if (bar.isFaint)
        bar.toolTip += SourcesPanel::tr("\nThis stem is near silent here.");
    return bar;
}

}  // namespace

SourcesPanel::SourcesPanel(QWidget* parent) : QWidget(parent)
{
    m_title = makeTitle({}, this);
    m_title->setObjectName(QStringLiteral("sourcesTitle"));
    m_method = makeChoice(QStringLiteral("sourceMethod"), tr("Method of the weights"), this);
    m_method->addItems({tr("LIME"), tr("Shapley"), tr("leave one out")});
    m_method->setToolTip(
        tr("LIME: weights of a linear model of all mixes, as in the paper.\nShapley: the mean "
           "contribution over all orders of the stems; they sum up.\nLeave one out: what changes "
           "without the stem."));
    m_chart = new BarChartView(this);
    m_chart->setObjectName(QStringLiteral("sources"));
    m_chart->setAccessibleName(tr("Sources of the feature"));
    m_facts = makeNote(this);
    m_facts->setObjectName(QStringLiteral("sourceFacts"));
    m_facts->setToolTip(
        tr("Fidelity: how well single stems explain the feature (1 is best); high fidelity is no "
           "proof.\nComplexity: 0 is one cause, 1 is all stems alike; beside it what as many "
           "random weights "
           "have."));

    auto* const bar = new QHBoxLayout;
    bar->addWidget(m_title);
    bar->addStretch();
    bar->addWidget(m_method);
    auto* const box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addLayout(bar);
    box->addWidget(m_chart, 1);
    box->addWidget(m_facts);

    connect(m_method, &QComboBox::activated, this, &SourcesPanel::refresh);
    connect(m_chart, &BarChartView::barClicked, this, &SourcesPanel::stemClicked);
    refresh();
}

void SourcesPanel::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    m_analysis = std::move(analysis);
    refresh();
}

void SourcesPanel::setFeature(int feature)
{
    m_feature = feature;
    refresh();
}

void SourcesPanel::setStem(int stem)
{
    m_stem = stem;
    m_chart->setSelected(stem);
}

void SourcesPanel::setEmptyText(const QString& text)
{
    m_chart->setEmptyText(text);
}

void SourcesPanel::refresh()
{
    const QString feature =
        m_analysis && m_feature >= 0 && m_feature < int(m_analysis->model.features.size())
            ? nameText(m_analysis->model.features[std::size_t(m_feature)])
            : QString();
    m_title->setText(feature.isEmpty() ? tr("Sources of the feature")
                                       : tr("Sources of %1").arg(feature));
    m_title->setToolTip(feature.isEmpty()
                            ? QString()
                            : meaningText(m_analysis->model.features[std::size_t(m_feature)]));
    if (!m_analysis || m_feature < 0 || m_feature >= int(m_analysis->sources.size())) {
        m_chart->setBars({}, {});
        m_facts->clear();
        return;
    }
    const SourceExplanation& source = m_analysis->sources[std::size_t(m_feature)];
    const auto method = SourceMethod(m_method->currentIndex());
    std::vector<Bar> bars;
    for (std::size_t stem = 0; stem < source.stems.size(); ++stem)
        bars.push_back(barOf(*m_analysis, m_feature, stem, method));
    m_chart->setBars(std::move(bars), axisText(method).arg(feature));
    m_chart->setSelected(m_stem);
    showFacts(source);
}

void SourcesPanel::showFacts(const SourceExplanation& source)
{
    const auto mixes = m_analysis->mixes.coalitions.size();
    QString complexity = toText(numberOrDash(source.lime.complexity));
    const ComplexityBaseline random = randomComplexity(int(source.stems.size()));
    if (std::isfinite(random.mean))
        complexity +=
            tr(" (random weights %1 ± %2)")
                .arg(toText(number(random.mean)), toText(number(random.standardDeviation)));
    m_facts->setText(tr("LIME: fidelity %1, complexity %2, %3 of %3 mixes")
                         .arg(toText(numberOrDash(source.lime.r2)), complexity)
                         .arg(mixes));
}

}  // namespace whence
