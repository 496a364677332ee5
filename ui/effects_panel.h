#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/analysis.h"

class QComboBox;
class QLabel;

namespace whence {

class BarChartView;

/// Which number of an effect is shown.
enum class EffectScale { Centered, Raw, Relative };

/// What each feature adds to the selected emotion.
class EffectsPanel : public QWidget {
    Q_OBJECT

public:
    explicit EffectsPanel(QWidget* parent = nullptr);

    /// None: nothing is known yet.
    void setAnalysis(std::shared_ptr<const Analysis> analysis);
    void setEmotion(int emotion);
    void setFeature(int feature);
    /// What a what-if predicts; none: nothing was changed.
    void setWhatIf(const std::optional<Prediction>& prediction, bool isEstimate);

Q_SIGNALS:
    void emotionChosen(int emotion);
    void featureClicked(int feature);
    /// The what-if shall stay for the report.
    void keepClicked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showSum(EffectScale scale, const std::vector<Effect>& effects);

    QComboBox* m_emotionChoice = nullptr;
    QComboBox* m_scaleChoice = nullptr;
    BarChartView* m_chart = nullptr;
    QLabel* m_sum = nullptr;
    std::shared_ptr<const Analysis> m_analysis;
    std::optional<Prediction> m_whatIf;
    bool m_isEstimate = false;
    int m_emotion = 0;
    int m_feature = -1;
};

}  // namespace whence
