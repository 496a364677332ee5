#include "ui/track_page.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <algorithm>

#include "ui/effects_panel.h"
#include "ui/sources_panel.h"
#include "ui/time_panel.h"
#include "ui/verdict_panel.h"
#include "ui/views/plane_view.h"

namespace whence {

namespace {

int indexOf(const std::vector<std::string>& names, const std::string& name)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? -1 : int(found - names.begin());
}

std::optional<PlanePoint> planePoint(const ModelInfo& model, const Prediction& prediction,
                                     double time)
{
    const int valence = indexOf(model.emotions, "valence");
    const int arousal = indexOf(model.emotions, "arousal");
    if (valence < 0 || arousal < 0 || prediction.emotions.empty())
        return std::nullopt;
    return PlanePoint{time, prediction.emotions[std::size_t(valence)],
                      prediction.emotions[std::size_t(arousal)]};
}

}  // namespace

TrackPage::TrackPage(Document& document, Listening& listening, QWidget* parent)
    : QWidget(parent), m_document(document), m_listening(listening)
{
    auto* const splitter = new QSplitter(this);
    m_time = new TimePanel(splitter);
    splitter->addWidget(makeExplanationSide());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto* const box = new QHBoxLayout(this);
    box->setContentsMargins(4, 4, 4, 0);
    box->addWidget(splitter);
    connectDocument();
    connectListening();
    connectViews();
    reset();
}

QWidget* TrackPage::makeExplanationSide()
{
    auto* const side = new QWidget;
    m_plane = new PlaneView(side);
    m_plane->setObjectName(QStringLiteral("plane"));
    m_effects = new EffectsPanel(side);
    m_sources = new SourcesPanel(side);
    m_verdict = new VerdictPanel(side);
    auto* const box = new QVBoxLayout(side);
    box->setContentsMargins(4, 0, 0, 0);
    box->setSpacing(6);
    box->addWidget(m_plane, 5);
    box->addWidget(m_effects, 6);
    box->addWidget(m_sources, 5);
    box->addWidget(m_verdict, 4);
    return side;
}

void TrackPage::connectDocument()
{
    connect(&m_document, &Document::opened, this, &TrackPage::reset);
    connect(&m_document, &Document::soundGrew, this, [this] {
        m_time->setSound(m_document.sound(), m_document.duration());
        m_listening.setSound(m_document.sound());
    });
    connect(&m_document, &Document::spectrogramChanged, this,
            [this] { m_time->setModelSpectrogram(m_document.spectrogram()); });
    connect(&m_document, &Document::windowChanged, this, &TrackPage::showWindow);
    connect(&m_document, &Document::stemsChanged, this, [this] {
        selectStem(-1);
        m_time->setStems(m_document.stems().stems);
        m_listening.setStems(m_document.stems().stems);
        m_sources->setEmptyText(tr("The sources are being explained…"));
    });
    connect(&m_document, &Document::analysisChanged, this, &TrackPage::showAnalysis);
}

void TrackPage::connectListening()
{
    connect(&m_listening, &Listening::positionChanged, this, [this](double seconds) {
        m_time->setCursorTime(seconds);
        m_plane->setTime(seconds);
        if (m_listening.isPlaying())
            m_time->keepVisible(seconds);
        for (int stem = 0; stem < int(m_listening.controls().size()); ++stem)
            m_time->setPeak(stem, m_listening.takePeak(stem));
    });
    connect(&m_listening, &Listening::controlsChanged, this,
            [this] { m_time->setControls(m_listening.controls()); });
}

void TrackPage::connectViews()
{
    connect(m_time, &TimePanel::seekRequested, this, [this](double seconds) {
        select(std::nullopt);
        seek(seconds);
    });
    connect(m_time, &TimePanel::selectionRequested, this, &TrackPage::select);
    connect(m_time, &TimePanel::windowMoveRequested, &m_document, &Document::moveWindow);
    connect(m_time, &TimePanel::controlChanged, this, &TrackPage::setControl);
    connect(m_time, &TimePanel::stemClicked, this, &TrackPage::playStem);
    connect(m_plane, &PlaneView::timeClicked, this, &TrackPage::seek);
    connect(m_effects, &EffectsPanel::emotionChosen, this, &TrackPage::selectEmotion);
    connect(m_effects, &EffectsPanel::featureClicked, this, &TrackPage::selectFeature);
    connect(m_sources, &SourcesPanel::stemClicked, this, &TrackPage::playStem);
}

void TrackPage::reset()
{
    m_listening.clear();
    m_time->clear();
    m_emotion = 0;
    m_feature = -1;
    m_stem = -1;
    m_selection.reset();
    m_plane->setTrajectory({});
    m_plane->setWindowPoint({});
    m_plane->setGhost({});
    m_plane->setEmptyText(
        tr("The way of the recording between sad and happy, calm and excited will appear here."));
    m_sources->setEmptyText(
        tr("Which voices and instruments drive the feature will appear here, once the stems are "
           "separated."));
    m_effects->setAnalysis(nullptr);
    m_sources->setAnalysis(nullptr);
    m_sources->setFeature(-1);
    m_sources->setStem(-1);
    m_verdict->setAnalysis(nullptr);
    m_time->focusTime();
}

void TrackPage::showWindow()
{
    const Window window = *m_document.window();
    const TimeSpan span{window.start, window.start + window.length};
    m_time->setWindow(span);
    if (!m_selection)
        m_listening.setLoopSpan(span);
}

void TrackPage::showAnalysis()
{
    const auto analysis = m_document.analysis();
    const bool isFirst = m_feature < 0;
    if (isFirst)
        m_emotion = std::max(0, indexOf(analysis->model.emotions, "valence"));
    m_effects->setAnalysis(analysis);
    m_sources->setAnalysis(analysis);
    m_verdict->setAnalysis(analysis);
    showPlane();
    selectEmotion(m_emotion);
    int feature = m_feature;
    if (feature < 0 && m_emotion < int(analysis->effects.size()))
        feature = largestEffect(analysis->effects[std::size_t(m_emotion)]);
    selectFeature(feature);
}

void TrackPage::showPlane()
{
    const Analysis& analysis = *m_document.analysis();
    std::vector<PlanePoint> points;
    for (const TimelinePoint& point : analysis.timeline)
        if (const auto place =
                planePoint(analysis.model, point.prediction, (point.start + point.end) / 2.0))
            points.push_back(*place);
    if (points.empty())
        m_plane->setEmptyText(tr("This model predicts no valence and arousal."));
    m_plane->setTrajectory(std::move(points));
    m_plane->setWindowPoint(planePoint(analysis.model, analysis.prediction,
                                       analysis.window.start + analysis.window.length / 2.0));
}

void TrackPage::togglePlaying()
{
    m_listening.setPlaying(!m_listening.isPlaying());
}

void TrackPage::toggleLooping()
{
    m_listening.setLooping(!m_listening.isLooping());
}

void TrackPage::seek(double seconds)
{
    m_listening.seek(seconds);
}

void TrackPage::seekBy(double seconds)
{
    seek(m_listening.position() + seconds);
    m_time->keepVisible(m_listening.position());
}

void TrackPage::select(const std::optional<TimeSpan>& selection)
{
    m_selection = selection;
    m_time->setSelection(selection);
    if (selection)
        m_listening.setLoopSpan(selection);
    else if (m_document.window())
        showWindow();
}

void TrackPage::playSelection()
{
    if (!m_selection)
        return;
    m_listening.setLooping(true);
    m_listening.seek(m_selection->start);
    m_listening.setPlaying(true);
}

void TrackPage::zoom(double factor)
{
    m_time->zoom(factor);
}

void TrackPage::showAll()
{
    m_time->setVisibleSpan({0.0, m_document.duration()});
}

void TrackPage::showSelection()
{
    if (m_selection)
        m_time->setVisibleSpan(clampSpan(*m_selection, m_document.duration()));
}

void TrackPage::selectEmotion(int emotion)
{
    m_emotion = emotion;
    m_effects->setEmotion(emotion);
    m_verdict->setEmotion(emotion);
}

void TrackPage::selectNextEmotion()
{
    const auto analysis = m_document.analysis();
    if (analysis && !analysis->model.emotions.empty())
        selectEmotion((m_emotion + 1) % int(analysis->model.emotions.size()));
}

void TrackPage::selectFeature(int feature)
{
    const auto analysis = m_document.analysis();
    if (!analysis || feature >= int(analysis->model.features.size()))
        return;
    m_feature = feature;
    m_effects->setFeature(feature);
    m_sources->setFeature(feature);
    m_time->setAnalysis(analysis, feature);
}

void TrackPage::selectStem(int stem)
{
    m_stem = stem;
    m_sources->setStem(stem);
    m_time->setSelectedStem(stem);
}

void TrackPage::playStem(int stem)
{
    if (stem < 0 || stem >= int(m_listening.controls().size()))
        return;
    selectStem(stem);
    m_listening.playAlone(stem);
}

void TrackPage::setControl(int stem, const StemControl& control)
{
    std::vector<StemControl> controls = m_listening.controls();
    controls[std::size_t(stem)] = control;
    m_listening.setControls(controls);
}

void TrackPage::toggleSolo()
{
    if (m_stem < 0)
        return;
    StemControl control = m_listening.controls()[std::size_t(m_stem)];
    control.isSolo = !control.isSolo;
    setControl(m_stem, control);
}

void TrackPage::toggleMute()
{
    if (m_stem < 0)
        return;
    StemControl control = m_listening.controls()[std::size_t(m_stem)];
    control.isMuted = !control.isMuted;
    setControl(m_stem, control);
}

void TrackPage::returnToMix()
{
    selectStem(-1);
    m_listening.returnToMix();
}

}  // namespace whence
