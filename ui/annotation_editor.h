#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <vector>

#include "core/data/annotations.h"
#include "ui/task.h"

class QUndoStack;

namespace whence {

class AnnotationLane;

/// The labels of the open recording: a lane shows them, mouse, keys and menus change them, and each
/// change can be undone.
class AnnotationEditor : public QObject {
    Q_OBJECT

public:
    AnnotationEditor(AnnotationLane& lane, QUndoStack& history, QObject* parent = nullptr);

    /// In the order of sortAnnotations().
    const std::vector<Annotation>& annotations() const { return m_annotations; }
    /// All of them anew, with another recording or session; this can't be undone.
    void setAnnotations(std::vector<Annotation> annotations);

    /// Adds a label and lets the user type its text.
    void add(const Annotation& annotation);
    void renameSelected();
    void removeSelected();
    /// Adds the labels of a file, in the background: Audacity's or a table.
    void read(const std::filesystem::path& file);
    /// Writes all labels, in the background: a table to a .csv file, else Audacity's.
    void write(const std::filesystem::path& file);

    /// The lane is optional.
    void setShown(bool isShown);
    bool isShown() const { return m_isShown; }

Q_SIGNALS:
    void changed();
    void shownChanged(bool isShown);
    /// Something has been written: a sentence.
    void written(const QString& message);
    void failed(const QString& message);

private:
    /// What a change is from and to.
    struct State {
        std::vector<Annotation> annotations;
        int selected = -1;
    };
    class Change;

    void apply(const State& state);
    void push(const QString& text, std::vector<Annotation> annotations, const Annotation* selected,
              bool isStep = false);
    void select(int index);
    void replace(const QString& text, int index, const Annotation& annotation, bool isStep);
    void remove(int index);
    void merge(const QString& file, const std::vector<Annotation>& annotations);

    AnnotationLane& m_lane;
    QUndoStack& m_history;
    std::vector<Annotation> m_annotations;
    int m_selected = -1;
    bool m_isShown = false;
    Task m_task;
};

}  // namespace whence
