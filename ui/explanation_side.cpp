#include "ui/explanation_side.h"

#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

#include "core/report/name_index.h"
#include "ui/core_text.h"
#include "ui/effects_panel.h"
#include "ui/panel_parts.h"
#include "ui/sources_panel.h"
#include "ui/verdict_panel.h"
#include "ui/views/matrix_view.h"
#include "ui/views/plane_view.h"

namespace whence {

namespace {

std::optional<PlanePoint> planePoint(const ModelInfo& model, const Prediction& prediction,
                                     double time)
{
    const int valence = indexOfName(model.emotions, "valence");
    const int arousal = indexOfName(model.emotions, "arousal");
    if (valence < 0 || arousal < 0 || prediction.emotions.empty())
        return std::nullopt;
    return PlanePoint{time, prediction.emotions[std::size_t(valence)],
                      prediction.emotions[std::size_t(arousal)]};
}

double middleOf(const Window& window)
{
    return window.start + window.length / 2.0;
}

}  // namespace

ExplanationSide::ExplanationSide(QWidget* parent) : QWidget(parent)
{
    m_plane = new PlaneView(this);
    m_plane->setObjectName(QStringLiteral("plane"));
    m_effects = new EffectsPanel(this);
    m_sources = new SourcesPanel(this);
    auto* const tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("explanationTabs"));
    tabs->setDocumentMode(true);
    m_verdict = new VerdictPanel(tabs);
    tabs->addTab(m_verdict, tr("In &words"));
    tabs->addTab(makeMatrix(), tr("Features and s&tems"));
    auto* const box = new QVBoxLayout(this);
    box->setContentsMargins(4, 0, 0, 0);
    box->setSpacing(6);
    box->addWidget(m_plane, 5);
    box->addWidget(m_effects, 6);
    box->addWidget(m_sources, 5);
    box->addWidget(tabs, 7);
    connect(m_plane, &PlaneView::timeClicked, this, &ExplanationSide::timeClicked);
    connect(m_effects, &EffectsPanel::emotionChosen, this, &ExplanationSide::emotionChosen);
    connect(m_effects, &EffectsPanel::featureClicked, this, &ExplanationSide::featureClicked);
    connect(m_effects, &EffectsPanel::keepClicked, this, &ExplanationSide::keepClicked);
    connect(m_sources, &SourcesPanel::stemClicked, this, &ExplanationSide::stemClicked);
    connect(m_matrix, &MatrixView::cellClicked, this, [this](int feature, int stem) {
        Q_EMIT featureClicked(feature);
        Q_EMIT stemClicked(stem);
    });
    clear();
}

QWidget* ExplanationSide::makeMatrix()
{
    auto* const page = new QWidget(this);
    m_matrixCaption = makeNote(page);
    m_matrixCaption->setObjectName(QStringLiteral("matrixCaption"));
    m_matrix = new MatrixView(page);
    m_matrix->setObjectName(QStringLiteral("matrix"));
    auto* const box = new QVBoxLayout(page);
    box->setContentsMargins(0, 2, 0, 0);
    box->setSpacing(2);
    box->addWidget(m_matrixCaption);
    box->addWidget(m_matrix, 1);
    return page;
}

void ExplanationSide::clear()
{
    m_analysis.reset();
    m_plane->setTrajectory({});
    m_plane->setWindowPoint({});
    m_plane->setGhost({});
    m_plane->setTime(0.0);
    m_plane->setEmptyText(
        tr("The way of the recording between sad and happy, calm and excited will appear here."));
    m_sources->setEmptyText(
        tr("Which voices and instruments drive the feature will appear here, "
           "once the stems are separated."));
    m_effects->setAnalysis(nullptr);
    m_effects->setWhatIf({}, false);
    m_sources->setAnalysis(nullptr);
    m_sources->setFeature(-1);
    m_sources->setStem(-1);
    m_verdict->setAnalysis(nullptr);
    m_matrix->setEmptyText(
        tr("What each stem adds to the emotion through each feature will appear here."));
    showMatrix();
}

void ExplanationSide::setStemsKnown()
{
    m_sources->setEmptyText(tr("The sources are being explained."));
}

void ExplanationSide::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    m_analysis = std::move(analysis);
    m_effects->setAnalysis(m_analysis);
    m_sources->setAnalysis(m_analysis);
    m_verdict->setAnalysis(m_analysis);
    showPlane();
    showMatrix();
}

void ExplanationSide::showMatrix()
{
    const bool isKnown = m_analysis && !m_analysis->sources.empty() &&
                         m_emotion < int(m_analysis->model.emotions.size());
    m_matrixCaption->setVisible(isKnown);
    if (!isKnown)
        return m_matrix->setMatrix({}, {}, {});
    QStringList features;
    QStringList meanings;
    for (const std::string& feature : m_analysis->model.features) {
        features << nameText(feature);
        meanings << meaningText(feature);
    }
    QStringList stems;
    for (const std::string& stem : m_analysis->mixes.components)
        stems << localized(stem);
    const QString emotion = nameText(m_analysis->model.emotions[std::size_t(m_emotion)]);
    m_matrixCaption->setText(
        tr("Each cell: what the stem adds to %1 through the feature, compared with silence "
           "(Shapley values; Σ: sums).")
            .arg(emotion));
    const QString explanation =
        tr("What each stem adds to %1 through each feature: the feature's weight times the stem's "
           "Shapley value. All together they are the difference from silence.")
            .arg(emotion);
    m_matrixCaption->setToolTip(explanation);
    m_matrix->setToolTip(explanation);
    m_matrix->setRowMeanings(meanings);
    m_matrix->setMatrix(features, stems,
                        chainMatrix(m_analysis->model, m_emotion, m_analysis->sources));
    m_matrix->setSelected(m_feature, m_stem);
}

void ExplanationSide::setTimeline(const Analysis& sofar)
{
    std::vector<PlanePoint> points;
    for (const TimelinePoint& point : sofar.timeline)
        if (const auto place =
                planePoint(sofar.model, point.prediction, (point.start + point.end) / 2.0))
            points.push_back(*place);
    if (points.empty())
        m_plane->setEmptyText(tr("This model predicts no valence and arousal."));
    m_plane->setTrajectory(std::move(points));
}

void ExplanationSide::showPlane()
{
    setTimeline(*m_analysis);
    m_plane->setWindowPoint(
        planePoint(m_analysis->model, m_analysis->prediction, middleOf(m_analysis->window)));
}

void ExplanationSide::setEmotion(int emotion)
{
    m_emotion = emotion;
    m_effects->setEmotion(emotion);
    showMatrix();
    m_verdict->setEmotion(emotion);
}

void ExplanationSide::setFeature(int feature)
{
    m_feature = feature;
    m_effects->setFeature(feature);
    m_sources->setFeature(feature);
    m_verdict->setFeature(feature);
    m_matrix->setSelected(m_feature, m_stem);
}

void ExplanationSide::setStem(int stem)
{
    m_stem = stem;
    m_sources->setStem(stem);
    m_matrix->setSelected(m_feature, m_stem);
}

void ExplanationSide::setWhatIf(const std::optional<Prediction>& prediction, bool isEstimate)
{
    m_effects->setWhatIf(prediction, isEstimate);
    m_plane->setGhost(prediction && m_analysis
                          ? planePoint(m_analysis->model, *prediction, middleOf(m_analysis->window))
                          : std::nullopt);
}

void ExplanationSide::setTime(double seconds)
{
    m_plane->setTime(seconds);
}

}  // namespace whence
