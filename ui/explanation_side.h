#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/analysis.h"

class QLabel;

namespace whence {

class EffectsPanel;
class MatrixView;
class PlaneView;
class SourcesPanel;
class VerdictPanel;

/// The right side of the window: where the prediction lies, which features it comes from, which
/// stems those come from, and what is to be said of it in words.
class ExplanationSide : public QWidget {
    Q_OBJECT

public:
    explicit ExplanationSide(QWidget* parent = nullptr);

    void clear();
    void setAnalysis(std::shared_ptr<const Analysis> analysis);
    /// The way of the recording as far as it is known, before there is an analysis.
    void setTimeline(const Analysis& sofar);
    void setEmotion(int emotion);
    void setFeature(int feature);
    void setStem(int stem);
    /// What the model would hear with other gains; none: nothing is changed. An estimate is told
    /// as such.
    void setWhatIf(const std::optional<Prediction>& prediction, bool isEstimate);
    void setTime(double seconds);
    /// The stems are there, their explanation is not yet.
    void setStemsKnown();

Q_SIGNALS:
    void emotionChosen(int emotion);
    void featureClicked(int feature);
    void stemClicked(int stem);
    void timeClicked(double seconds);
    /// The what-if shall stay for the report.
    void keepClicked();

private:
    QWidget* makeMatrix();
    void showPlane();
    void showMatrix();

    PlaneView* m_plane = nullptr;
    EffectsPanel* m_effects = nullptr;
    SourcesPanel* m_sources = nullptr;
    VerdictPanel* m_verdict = nullptr;
    MatrixView* m_matrix = nullptr;
    QLabel* m_matrixCaption = nullptr;
    std::shared_ptr<const Analysis> m_analysis;
    int m_emotion = 0;
    int m_feature = -1;
    int m_stem = -1;
};

}  // namespace whence
