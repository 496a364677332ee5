#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "core/analysis.h"

class QLabel;
class QListView;
class QStandardItemModel;

namespace whence {

/// The explanation of the selected emotion in a sentence, and the checks that keep a reader from
/// being misled: first those of the selected feature and of the window as a whole, then those of
/// the other features; in each part those that did not pass first.
class VerdictPanel : public QWidget {
    Q_OBJECT

public:
    explicit VerdictPanel(QWidget* parent = nullptr);

    /// None, or one without sources: nothing is known yet.
    void setAnalysis(std::shared_ptr<const Analysis> analysis);
    void setEmotion(int emotion);
    void setFeature(int feature);  // -1: none is selected

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void fitSentence();
    void addChecks(const std::vector<Check>& checks);
    void addCheck(const Check& check);
    void addHeading(const QString& text);

    QLabel* m_sentence = nullptr;
    QLabel* m_summary = nullptr;
    QListView* m_checks = nullptr;
    QStandardItemModel* m_rows = nullptr;
    std::shared_ptr<const Analysis> m_analysis;
    int m_emotion = 0;
    int m_feature = -1;
};

}  // namespace whence
