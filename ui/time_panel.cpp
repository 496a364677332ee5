#include "ui/time_panel.h"

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/core_text.h"
#include "ui/palette_theme.h"
#include "ui/report/figure_parts.h"
#include "ui/spectrogram_bar.h"
#include "ui/views/annotation_lane.h"
#include "ui/views/emotion_timeline_view.h"
#include "ui/views/spectrogram_view.h"
#include "ui/views/stem_strips_view.h"
#include "ui/views/time_ruler.h"
#include "ui/views/waveform_view.h"

namespace whence {

namespace {

constexpr int kOverviewHeight = 40;  // pixels

/// The weights of the selected feature as they stand beside a stem.
StemStrip stripOf(const StemSound& stem, std::size_t index, const Analysis* analysis, int feature)
{
    StemStrip strip{stem.name, {}, {}, false};
    if (!analysis || feature < 0 || feature >= int(analysis->sources.size()))
        return strip;
    const SourceExplanation& source = analysis->sources[std::size_t(feature)];
    if (index >= source.lime.coefficients.size())
        return strip;
    strip.weight = source.lime.coefficients[index];
    strip.isNearSilent = analysis->stemLevels[index].nearSilent;
    if (feature < int(analysis->stability.size())) {
        const StemStability& stability = analysis->stability[std::size_t(feature)];
        if (index < stability.minimum.size())
            strip.interval = std::max(stability.maximum[index] - *strip.weight,
                                      *strip.weight - stability.minimum[index]);
    }
    return strip;
}

}  // namespace

TimePanel::TimePanel(QWidget* parent) : QWidget(parent)
{
    m_overview = new WaveformView(this);
    m_overview->setObjectName(QStringLiteral("overview"));
    m_overview->setAccessibleName(tr("Overview of the recording"));
    m_overview->setToolTip(tr("The whole recording. Drag to show a part of it."));
    m_overview->setFixedHeight(kOverviewHeight);
    m_ruler = new TimeRuler(this);
    m_ruler->setObjectName(QStringLiteral("ruler"));
    m_annotations = new AnnotationLane(this);
    m_annotations->setObjectName(QStringLiteral("annotations"));
    m_waveform = new WaveformView(this);
    m_waveform->setObjectName(QStringLiteral("waveform"));
    m_spectrogramBar = new SpectrogramBar(this);
    m_spectrogram = new SpectrogramView(this);
    m_spectrogram->setObjectName(QStringLiteral("spectrogram"));
    m_timeline = new EmotionTimelineView(this);
    m_timeline->setObjectName(QStringLiteral("timeline"));
    m_strips = new StemStripsView(this);
    m_strips->setObjectName(QStringLiteral("strips"));
    m_zoomed = {m_ruler, m_annotations, m_waveform, m_spectrogram, m_timeline};

    auto* const box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addWidget(m_overview);
    box->addWidget(m_ruler);
    box->addWidget(m_annotations);
    box->addWidget(m_waveform, 2);
    box->addWidget(m_spectrogramBar);
    box->addWidget(m_spectrogram, 5);
    box->addWidget(m_timeline, 2);
    box->addWidget(m_strips);

    for (TimeView* const view : m_zoomed)
        connectZoomed(view);
    connectOverview();
    connectSpectrogram();
    connect(m_strips, &StemStripsView::controlChanged, this, &TimePanel::controlChanged);
    connect(m_strips, &StemStripsView::stemClicked, this, &TimePanel::stemClicked);
    clear();
}

void TimePanel::connectZoomed(TimeView* view)
{
    connect(view, &TimeView::visibleSpanRequested, this, &TimePanel::setVisibleSpan);
    connect(view, &TimeView::seekRequested, this, &TimePanel::seekRequested);
    connect(view, &TimeView::selectionRequested, this, &TimePanel::selectionRequested);
    connect(view, &TimeView::windowMoveRequested, this, &TimePanel::windowMoveRequested);
}

void TimePanel::connectOverview()
{
    // It always shows all of it: what is selected there is what the others show.
    connect(m_overview, &TimeView::selectionRequested, this,
            [this](const std::optional<TimeSpan>& span) {
                if (span)
                    setVisibleSpan(clampSpan(*span, m_duration));
            });
    connect(m_overview, &TimeView::seekRequested, this, &TimePanel::seekRequested);
    connect(m_overview, &TimeView::windowMoveRequested, this, &TimePanel::windowMoveRequested);
}

void TimePanel::connectSpectrogram()
{
    connect(m_spectrogram, &SpectrogramView::readingChanged, m_spectrogramBar,
            &SpectrogramBar::showReading);
    connect(m_spectrogramBar, &SpectrogramBar::styleChanged, m_spectrogram,
            &SpectrogramView::setStyle);
    connect(m_spectrogramBar, &SpectrogramBar::stemChosen, this, &TimePanel::showSpectrogram);
}

void TimePanel::showSpectrogram()
{
    if (!m_sound.samples)
        return m_spectrogram->setMix({});
    const int stem = m_spectrogramBar->stem();
    if (stem >= 0 && stem < int(m_stems.size()))
        return m_spectrogram->setMix({{m_stems[std::size_t(stem)].sound.samples, 1.0f}});
    const bool isTouched = std::ranges::any_of(
        m_controls, [](const StemControl& control) { return control != StemControl(); });
    if (!isTouched)
        return m_spectrogram->setMix({{m_sound.samples, 1.0f}});
    const std::vector<float> gains = audibleGains(m_controls);
    std::vector<SoundPart> mix;
    for (std::size_t i = 0; i < m_stems.size(); ++i)
        mix.push_back({m_stems[i].sound.samples, gains[i]});
    m_spectrogram->setMix(std::move(mix));
}

void TimePanel::clear()
{
    m_sound = {};
    m_stems.clear();
    m_controls.clear();
    m_analysis.reset();
    m_feature = -1;
    m_visible = {};
    m_duration = 0.0;
    m_overview->setPeaks(nullptr, 0);
    m_overview->setDuration(0.0);
    m_waveform->setPeaks(nullptr, 0);
    m_waveform->setStems({});
    for (TimeView* const view : m_zoomed)
        view->setDuration(0.0);
    showSpectrogram();
    m_spectrogram->setModelSpectrogram(nullptr);
    m_spectrogramBar->setStems({});
    m_strips->setStrips({});
    showTimeline();
    setWindow({});
    setSelection({});
    setCursorTime(0.0);
}

void TimePanel::setSound(const Sound& sound, double duration)
{
    const bool isNew = sound.samples != m_sound.samples;
    m_sound = sound;
    if (duration != m_duration) {
        const bool showsAll = m_visible == TimeSpan{0.0, m_duration};
        m_duration = duration;
        m_overview->setDuration(duration);
        for (TimeView* const view : m_zoomed)
            view->setDuration(duration);
        setVisibleSpan(showsAll ? TimeSpan{0.0, duration} : clampSpan(m_visible, duration));
    }
    if (isNew)
        showSpectrogram();
    else
        m_spectrogram->samplesHaveGrown();
    m_overview->setPeaks(sound.peaks, sound.samples->sampleRate());
    m_waveform->setPeaks(sound.peaks, sound.samples->sampleRate());
}

void TimePanel::setModelSpectrogram(std::shared_ptr<const LogSpectrogram> spectrogram)
{
    m_spectrogram->setModelSpectrogram(std::move(spectrogram));
}

void TimePanel::setStems(const std::vector<StemSound>& stems)
{
    m_stems = stems;
    m_controls.assign(stems.size(), {});
    QStringList names;
    for (const StemSound& stem : stems)
        names << stem.name;
    m_spectrogramBar->setStems(names);
    showStrips();
    tintWaveform();
}

void TimePanel::setAnalysis(std::shared_ptr<const Analysis> analysis, int feature)
{
    m_analysis = std::move(analysis);
    m_feature = feature;
    showTimeline();
    showStrips();
}

void TimePanel::showTimeline()
{
    std::vector<TimelineCurve> curves;
    const Theme theme = themeOf(palette());
    const std::vector<std::string> emotions =
        m_analysis ? m_analysis->model.emotions : std::vector<std::string>();
    for (std::size_t emotion = 0; emotion < emotions.size(); ++emotion) {
        TimelineCurve curve{
            nameText(emotions[emotion]), emotionColor(theme, emotions[emotion]), {}};
        for (const TimelinePoint& point : m_analysis->timeline)
            curve.points.push_back(
                {(point.start + point.end) / 2.0, point.prediction.emotions[emotion]});
        curves.push_back(std::move(curve));
    }
    m_timeline->setEmptyText(m_analysis
                                 ? tr("This model hears features but no emotions.")
                                 : tr("Valence and arousal will appear here, window by window."));
    m_timeline->setCurves(std::move(curves));
}

void TimePanel::showStrips()
{
    std::vector<StemStrip> strips;
    for (std::size_t i = 0; i < m_stems.size(); ++i)
        strips.push_back(stripOf(m_stems[i], i, m_analysis.get(), m_feature));
    m_strips->setStrips(strips);
    const bool isKnown =
        m_analysis && m_feature >= 0 && m_feature < int(m_analysis->sources.size());
    const std::string feature =
        isKnown ? m_analysis->sources[std::size_t(m_feature)].feature : std::string();
    m_strips->setFeature(nameText(feature), meaningText(feature));
}

void TimePanel::tintWaveform()
{
    const std::vector<float> gains = audibleGains(m_controls);
    std::vector<WaveformView::Stem> stems;
    for (std::size_t i = 0; i < m_stems.size(); ++i)
        stems.push_back({m_stems[i].sound.peaks, stemColor(m_stems[i].name, int(i)), gains[i]});
    m_waveform->setStems(std::move(stems));
}

void TimePanel::setControls(const std::vector<StemControl>& controls)
{
    m_controls = controls;
    m_controls.resize(m_stems.size());
    m_strips->setControls(m_controls);
    tintWaveform();
    showSpectrogram();
}

void TimePanel::setSelectedStem(int stem)
{
    m_strips->setSelected(stem);
}

void TimePanel::setPeak(int stem, float peak)
{
    m_strips->setPeak(stem, peak);
}

void TimePanel::setWindow(const std::optional<TimeSpan>& window)
{
    m_overview->setWindow(window);
    for (TimeView* const view : m_zoomed)
        view->setWindow(window);
}

void TimePanel::setSelection(const std::optional<TimeSpan>& selection)
{
    for (TimeView* const view : m_zoomed)
        view->setSelection(selection);
}

void TimePanel::setCursorTime(double seconds)
{
    m_cursor = seconds;
    m_overview->setCursorTime(seconds);
    for (TimeView* const view : m_zoomed)
        view->setCursorTime(seconds);
}

void TimePanel::setVisibleSpan(const TimeSpan& span)
{
    m_visible = span;
    for (TimeView* const view : m_zoomed)
        view->setVisibleSpan(span);
    const bool isAll = span.start <= 0.0 && span.end >= m_duration;
    m_overview->setSelection(isAll ? std::nullopt : std::optional(span));
}

void TimePanel::zoom(double factor)
{
    const bool cursorIsVisible = m_cursor >= m_visible.start && m_cursor <= m_visible.end;
    const double around = cursorIsVisible ? m_cursor : (m_visible.start + m_visible.end) / 2.0;
    setVisibleSpan(clampSpan(zoomSpan(m_visible, factor, around), m_duration));
}

void TimePanel::keepVisible(double seconds)
{
    if (seconds >= m_visible.start && seconds <= m_visible.end)
        return;
    setVisibleSpan(clampSpan({seconds, seconds + m_visible.length()}, m_duration));
}

void TimePanel::focusTime()
{
    m_waveform->setFocus();
}

void TimePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_timeline)
        showTimeline();
}

}  // namespace whence
