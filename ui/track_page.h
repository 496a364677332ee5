#pragma once

#include <QWidget>
#include <optional>

#include "ui/control_history.h"
#include "ui/document.h"
#include "ui/listening.h"
#include "ui/subject.h"
#include "ui/what_if.h"

namespace whence {

class AnnotationEditor;
class ExplanationSide;
class TimePanel;
class WhatIfDialog;

/// The page of one recording: shows a Document and what is heard of it, and links the views. What
/// is selected in one of them is selected in all.
class TrackPage : public QWidget {
    Q_OBJECT

public:
    TrackPage(Document& document, Listening& listening, QWidget* parent = nullptr);

    // What menus and keys do.
    void togglePlaying();
    void toggleLooping();
    void seek(double seconds);
    void seekBy(double seconds);
    void playSelection();
    void zoom(double factor);
    void showAll();
    void setVisibleSpan(const TimeSpan& span);
    /// Marks a stretch of the time axis; none: none.
    void select(const std::optional<TimeSpan>& selection);
    void showSelection();
    /// With the feature that was chosen for it, or that its explanation names.
    void selectEmotion(int emotion);
    void selectNextEmotion();
    void selectFeature(int feature);
    /// Selects a stem and plays it alone in the loop; -1: none.
    void playStem(int stem);
    void toggleSolo();
    void toggleMute();
    void returnToMix();
    /// Ends what-if: all stems as they are, which can be undone.
    void resetControls();
    void askWhatIf();
    /// Keeps the what-if for the report.
    void keepWhatIf() { m_whatIf.keep(); }
    /// Takes a kept what-if out of the report, which can be undone.
    void forgetWhatIf(const WhatIfState& state);
    /// Labels the selection, or where the cursor is.
    void addLabel();

    ControlHistory& history() { return m_history; }
    AnnotationEditor& annotations() { return *m_annotations; }
    WhatIf& whatIf() { return m_whatIf; }
    int emotion() const { return m_subject.emotion(); }
    int feature() const { return m_subject.feature(); }
    int stem() const { return m_stem; }
    const std::optional<TimeSpan>& selection() const { return m_selection; }
    const TimeSpan& visibleSpan() const;

Q_SIGNALS:
    /// Something can't be done: a sentence.
    void failed(const QString& message);
    /// Something was done that is not to be seen: a sentence.
    void noticed(const QString& message);

private:
    void connectDocument();
    void connectListening();
    void connectViews();
    void reset();
    void showWindow();
    void showAnalysis();
    void showSubject();
    void selectStem(int stem);
    void setControl(int stem, const StemControl& control);
    void changeControls(const std::vector<StemControl>& controls, int stem);

    Document& m_document;
    Listening& m_listening;
    TimePanel* m_time = nullptr;
    ExplanationSide* m_explanation = nullptr;
    WhatIfDialog* m_whatIfDialog = nullptr;  // made when it is first asked for
    WhatIf m_whatIf;
    ControlHistory m_history;
    AnnotationEditor* m_annotations = nullptr;
    std::filesystem::path m_shown;  // the recording

    Subject m_subject;
    int m_stem = -1;
    std::optional<TimeSpan> m_selection;
};

}  // namespace whence
