#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "core/analysis.h"
#include "ui/sound.h"
#include "ui/stem_mix.h"
#include "ui/views/time_view.h"

namespace whence {

class AnnotationLane;
class EmotionTimelineView;
class SpectrogramBar;
class SpectrogramView;
class StemStripsView;
class TimeRuler;
class WaveformView;

/// The left side of the window: everything along the time axis, from the overview to the stems,
/// with zoom, scroll and cursor in common.
class TimePanel : public QWidget {
    Q_OBJECT

public:
    explicit TimePanel(QWidget* parent = nullptr);

    void clear();
    void setSound(const Sound& sound, double duration);
    void setModelSpectrogram(std::shared_ptr<const LogSpectrogram> spectrogram);
    void setStems(const std::vector<StemSound>& stems);
    /// The timeline, and the weights of `feature` beside the stems; none: not known.
    void setAnalysis(std::shared_ptr<const Analysis> analysis, int feature);
    void setWindow(const std::optional<TimeSpan>& window);
    void setSelection(const std::optional<TimeSpan>& selection);
    void setCursorTime(double seconds);
    void setControls(const std::vector<StemControl>& controls);
    void setSelectedStem(int stem);
    void setPeak(int stem, float peak);

    void setVisibleSpan(const TimeSpan& span);
    const TimeSpan& visibleSpan() const { return m_visible; }
    void zoom(double factor);
    /// So that the visible part follows what is heard.
    void keepVisible(double seconds);
    AnnotationLane& annotationLane() { return *m_annotations; }
    /// Puts the keyboard's focus on the time axis.
    void focusTime();

Q_SIGNALS:
    void seekRequested(double seconds);
    void selectionRequested(const std::optional<whence::TimeSpan>& selection);
    void windowMoveRequested(double start);
    void controlChanged(int stem, const whence::StemControl& control);
    void stemClicked(int stem);

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectZoomed(TimeView* view);
    void connectOverview();
    void connectSpectrogram();
    void showSpectrogram();
    void showTimeline();
    void showStrips();
    void tintWaveform();

    WaveformView* m_overview = nullptr;
    TimeRuler* m_ruler = nullptr;
    AnnotationLane* m_annotations = nullptr;
    WaveformView* m_waveform = nullptr;
    SpectrogramBar* m_spectrogramBar = nullptr;
    SpectrogramView* m_spectrogram = nullptr;
    EmotionTimelineView* m_timeline = nullptr;
    StemStripsView* m_strips = nullptr;
    std::vector<TimeView*> m_zoomed;  // all but the overview
    TimeSpan m_visible;
    double m_duration = 0.0;  // s
    double m_cursor = 0.0;    // s
    Sound m_sound;
    std::vector<StemSound> m_stems;
    std::vector<StemControl> m_controls;
    std::shared_ptr<const Analysis> m_analysis;
    int m_feature = -1;
};

}  // namespace whence
