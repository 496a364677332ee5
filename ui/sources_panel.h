#pragma once

#include <QWidget>
#include <memory>

#include "core/analysis.h"

class QComboBox;
class QLabel;

namespace whence {

class BarChartView;

/// By which method a stem's share in a feature is told.
enum class SourceMethod { Lime, Shapley, LeaveOneOut };

/// How much each stem drives the selected feature.
class SourcesPanel : public QWidget {
    Q_OBJECT

public:
    explicit SourcesPanel(QWidget* parent = nullptr);

    /// None, or one without sources: nothing is known yet.
    void setAnalysis(std::shared_ptr<const Analysis> analysis);
    void setFeature(int feature);
    void setStem(int stem);  // -1: none
    /// What is said while there is nothing to show.
    void setEmptyText(const QString& text);

Q_SIGNALS:
    void stemClicked(int stem);

private:
    void refresh();
    void showFacts(const SourceExplanation& source);

    QLabel* m_title = nullptr;
    QComboBox* m_method = nullptr;
    BarChartView* m_chart = nullptr;
    QLabel* m_facts = nullptr;
    std::shared_ptr<const Analysis> m_analysis;
    int m_feature = -1;
    int m_stem = -1;
};

}  // namespace whence
