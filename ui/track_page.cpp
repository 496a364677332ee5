#include "ui/track_page.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <cmath>

#include "ui/annotation_editor.h"
#include "ui/core_text.h"
#include "ui/explanation_side.h"
#include "ui/time_panel.h"
#include "ui/what_if_dialog.h"
#include "ui/what_if_removal.h"

namespace whence {

namespace {

// How the width is shared at first.
constexpr int kTimeShare = 800;
constexpr int kExplanationShare = 470;

/// `controls` with the solos of `heard`.
std::vector<StemControl> withSolosOf(std::vector<StemControl> controls,
                                     const std::vector<StemControl>& heard)
{
    controls.resize(heard.size());
    for (std::size_t i = 0; i < heard.size(); ++i)
        controls[i].isSolo = heard[i].isSolo;
    return controls;
}

}  // namespace

TrackPage::TrackPage(Document& document, Listening& listening, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_listening(listening),
      m_whatIf(document),
      m_history([this](const std::vector<StemControl>& controls) {
          m_listening.setControls(withSolosOf(controls, m_listening.controls()));
      })
{
    auto* const splitter = new QSplitter(this);
    m_time = new TimePanel(splitter);
    m_explanation = new ExplanationSide(splitter);
    m_annotations = new AnnotationEditor(m_time->annotationLane(), m_history, this);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({kTimeShare, kExplanationShare});
    splitter->setChildrenCollapsible(false);
    auto* const box = new QHBoxLayout(this);
    box->setContentsMargins(4, 4, 4, 0);
    box->addWidget(splitter);
    connectDocument();
    connectListening();
    connectViews();
    reset();
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
        m_explanation->setStemsKnown();
        m_history.forgetControls();
    });
    connect(&m_document, &Document::timelineGrew, this,
            [this](const std::shared_ptr<const Analysis>& sofar) {
                m_time->setAnalysis(sofar, feature());
                m_explanation->setTimeline(*sofar);
            });
    connect(&m_document, &Document::analysisChanged, this, &TrackPage::showAnalysis);
}

void TrackPage::connectListening()
{
    connect(&m_listening, &Listening::positionChanged, this, [this](double seconds) {
        m_time->setCursorTime(seconds);
        m_explanation->setTime(seconds);
        if (m_listening.isPlaying())
            m_time->keepVisible(seconds);
        for (int stem = 0; stem < int(m_listening.controls().size()); ++stem)
            m_time->setPeak(stem, m_listening.takePeak(stem));
    });
    connect(&m_listening, &Listening::controlsChanged, this, [this] {
        m_time->setControls(m_listening.controls());
        m_whatIf.setControls(m_listening.controls());
    });
    connect(&m_whatIf, &WhatIf::changed, this,
            [this] { m_explanation->setWhatIf(m_whatIf.prediction(), m_whatIf.isEstimate()); });
    connect(&m_whatIf, &WhatIf::failed, this, &TrackPage::failed);
    connect(&m_whatIf, &WhatIf::kept, this, [this](const WhatIfState& state) {
        Q_EMIT noticed(tr("“What if: %1” is in the report now.")
                           .arg(localized(gainsPhrase(state.stems, state.gains))));
    });
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
    connect(m_explanation, &ExplanationSide::timeClicked, this, &TrackPage::seek);
    connect(m_explanation, &ExplanationSide::emotionChosen, this, &TrackPage::selectEmotion);
    connect(m_explanation, &ExplanationSide::featureClicked, this, &TrackPage::selectFeature);
    connect(m_explanation, &ExplanationSide::stemClicked, this, &TrackPage::playStem);
    connect(m_explanation, &ExplanationSide::keepClicked, this, &TrackPage::keepWhatIf);
}

void TrackPage::reset()
{
    m_listening.clear();
    // The labels stay where only the model is another one.
    if (m_document.path() != m_shown) {
        m_history.clear();
        m_annotations->setAnnotations({});
        m_whatIf.setKept({});
    }
    m_shown = m_document.path();
    m_history.forgetControls();
    m_time->clear();
    m_explanation->clear();
    m_subject = {};
    m_stem = -1;
    m_selection.reset();
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
    m_explanation->setAnalysis(analysis);
    m_whatIf.restart();
    m_subject.follow(*analysis);
    showSubject();
}

void TrackPage::showSubject()
{
    m_explanation->setEmotion(emotion());
    m_explanation->setFeature(feature());
    m_time->setAnalysis(m_document.analysis(), feature());
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

const TimeSpan& TrackPage::visibleSpan() const
{
    return m_time->visibleSpan();
}

void TrackPage::setVisibleSpan(const TimeSpan& span)
{
    m_time->setVisibleSpan(span);
}

void TrackPage::showSelection()
{
    if (m_selection)
        m_time->setVisibleSpan(clampSpan(*m_selection, m_document.duration()));
}

void TrackPage::selectEmotion(int emotion)
{
    const auto analysis = m_document.analysis();
    if (!analysis)
        return;
    m_subject.chooseEmotion(*analysis, emotion);
    showSubject();
}

void TrackPage::selectNextEmotion()
{
    const auto analysis = m_document.analysis();
    if (analysis && !analysis->model.emotions.empty())
        selectEmotion((emotion() + 1) % int(analysis->model.emotions.size()));
}

void TrackPage::selectFeature(int feature)
{
    const auto analysis = m_document.analysis();
    if (!analysis || feature < 0 || feature >= int(analysis->model.features.size()))
        return;
    m_subject.chooseFeature(feature);
    showSubject();
}

void TrackPage::selectStem(int stem)
{
    m_stem = stem;
    m_explanation->setStem(stem);
    m_time->setSelectedStem(stem);
}

void TrackPage::playStem(int stem)
{
    if (stem < 0 || stem >= int(m_listening.controls().size()))
        return;
    m_subject.settle();
    selectStem(stem);
    m_listening.playAlone(stem);
}

void TrackPage::setControl(int stem, const StemControl& control)
{
    std::vector<StemControl> controls = m_listening.controls();
    controls[std::size_t(stem)] = control;
    changeControls(controls, stem);
}

void TrackPage::changeControls(const std::vector<StemControl>& controls, int stem)
{
    m_subject.settle();
    const std::vector<StemControl> before = m_listening.controls();
    m_listening.setControls(controls);
    if (gainsOf(controls) != gainsOf(before))
        m_history.change(before, controls, stem);
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

void TrackPage::resetControls()
{
    selectStem(-1);
    changeControls(std::vector<StemControl>(m_listening.controls().size()), -1);
}

void TrackPage::forgetWhatIf(const WhatIfState& state)
{
    m_history.push(new WhatIfRemoval(m_whatIf, state));
}

void TrackPage::addLabel()
{
    const double now = m_listening.position();
    const TimeSpan span = m_selection.value_or(TimeSpan{now, now});
    m_annotations->add({span.start, span.end, {}});
}

void TrackPage::askWhatIf()
{
    if (!m_whatIfDialog) {
        m_whatIfDialog = new WhatIfDialog(m_whatIf, m_document, this);
        connect(m_whatIfDialog, &WhatIfDialog::gainsChosen, this, [this](const StemGains& gains) {
            std::vector<StemControl> controls = m_listening.controls();
            for (std::size_t i = 0; i < controls.size(); ++i) {
                controls[i].isMuted = std::isinf(gains[i]);
                controls[i].gain = std::isinf(gains[i]) ? 0.0 : gains[i];
            }
            changeControls(controls, -1);
        });
    }
    m_whatIfDialog->setSubject(emotion(), feature());
    m_whatIfDialog->show();
    m_whatIfDialog->raise();
}

}  // namespace whence
