#include "ui/annotation_editor.h"

#include <QElapsedTimer>
#include <QUndoCommand>
#include <QUndoStack>
#include <algorithm>

#include "ui/file_dialogs.h"
#include "ui/views/annotation_lane.h"

namespace whence {

namespace {

constexpr qint64 kSameMove = 1000;  // ms between two steps of one move by keys
constexpr int kCommandId = 2;

}  // namespace

/// From one state of all labels to another.
class AnnotationEditor::Change : public QUndoCommand {
public:
    Change(AnnotationEditor& editor, const QString& text, State before, State after, bool isStep)
        : QUndoCommand(text),
          m_editor(editor),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_isStep(isStep)
    {
        m_clock.start();
    }

    void undo() override { m_editor.apply(m_before); }
    void redo() override { m_editor.apply(m_after); }
    int id() const override { return kCommandId; }

    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* const next = static_cast<const Change*>(other);
        const bool isSameMove = m_isStep && next->m_isStep &&
                                next->m_before.selected == m_after.selected &&
                                m_clock.elapsed() < kSameMove;
        if (!isSameMove)
            return false;
        m_after = next->m_after;
        m_clock.restart();
        return true;
    }

private:
    AnnotationEditor& m_editor;
    State m_before;
    State m_after;
    bool m_isStep;
    QElapsedTimer m_clock;
};

AnnotationEditor::AnnotationEditor(AnnotationLane& lane, QUndoStack& history, QObject* parent)
    : QObject(parent), m_lane(lane), m_history(history)
{
    m_lane.hide();
    connect(&m_lane, &AnnotationLane::labelClicked, this, &AnnotationEditor::select);
    connect(&m_lane, &AnnotationLane::addRequested, this, [this](double seconds) {
        add({seconds, seconds, {}});
    });
    connect(&m_lane, &AnnotationLane::changeRequested, this,
            [this](int index, const Annotation& annotation, bool isStep) {
                replace(tr("move of a label"), index, annotation, isStep);
            });
    connect(&m_lane, &AnnotationLane::renameRequested, this,
            [this](int index, const QString& text) {
                Annotation renamed = m_annotations[std::size_t(index)];
                renamed.label = cleanLabel(text.toStdString());
                replace(tr("text of a label"), index, renamed, false);
            });
    connect(&m_lane, &AnnotationLane::removeRequested, this, &AnnotationEditor::remove);
    connect(&m_task, &Task::failed, this, &AnnotationEditor::failed);
}

void AnnotationEditor::apply(const State& state)
{
    m_annotations = state.annotations;
    m_selected = state.selected;
    m_lane.setAnnotations(m_annotations);
    m_lane.setSelectedLabel(m_selected);
    Q_EMIT changed();
}

void AnnotationEditor::setAnnotations(std::vector<Annotation> annotations)
{
    m_task.cancel();
    sortAnnotations(annotations);
    const bool isEmpty = annotations.empty();
    apply({std::move(annotations), -1});
    if (!isEmpty)
        setShown(true);
}

void AnnotationEditor::push(const QString& text, std::vector<Annotation> annotations,
                            const Annotation* selected, bool isStep)
{
    sortAnnotations(annotations);
    int index = -1;
    if (selected)
        index = int(std::ranges::find(annotations, *selected) - annotations.begin());
    m_history.push(new Change(*this, text, {m_annotations, m_selected},
                              {std::move(annotations), index}, isStep));
}

void AnnotationEditor::select(int index)
{
    m_selected = index;
    m_lane.setSelectedLabel(index);
}

void AnnotationEditor::add(const Annotation& annotation)
{
    if (m_annotations.size() >= mostAnnotations)
        return Q_EMIT failed(tr("There are %1 labels, and no more are kept.").arg(mostAnnotations));
    setShown(true);
    std::vector<Annotation> all = m_annotations;
    all.push_back(annotation);
    push(tr("new label"), std::move(all), &annotation);
    m_lane.editLabel(m_selected);
}

void AnnotationEditor::replace(const QString& text, int index, const Annotation& annotation,
                               bool isStep)
{
    if (m_annotations[std::size_t(index)] == annotation)
        return;
    std::vector<Annotation> all = m_annotations;
    all[std::size_t(index)] = annotation;
    push(text, std::move(all), &annotation, isStep);
}

void AnnotationEditor::remove(int index)
{
    std::vector<Annotation> all = m_annotations;
    all.erase(all.begin() + index);
    push(tr("removal of a label"), std::move(all), nullptr);
}

void AnnotationEditor::renameSelected()
{
    if (m_selected < 0)
        return;
    setShown(true);
    m_lane.editLabel(m_selected);
}

void AnnotationEditor::removeSelected()
{
    if (m_selected >= 0)
        remove(m_selected);
}

void AnnotationEditor::read(const std::filesystem::path& file)
{
    m_task.start([file](const Progress&) { return readAnnotations(file); },
                 [this, name = toFile(file.filename())](
                     const std::vector<Annotation>& annotations) { merge(name, annotations); });
}

/// Adds those that are not there yet.
void AnnotationEditor::merge(const QString& file, const std::vector<Annotation>& annotations)
{
    std::vector<Annotation> all = m_annotations;
    all.insert(all.end(), annotations.begin(), annotations.end());
    sortAnnotations(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    if (all.size() > mostAnnotations)
        return Q_EMIT failed(tr("With those of %1 there would be more than %2 labels.")
                                 .arg(file)
                                 .arg(mostAnnotations));
    setShown(true);
    if (all != m_annotations)
        push(tr("labels of %1").arg(file), std::move(all), nullptr);
}

void AnnotationEditor::write(const std::filesystem::path& file)
{
    m_task.start(
        [file, annotations = m_annotations](const Progress&) {
            writeAnnotations(file, annotations);
            return true;
        },
        [this, file](bool) { Q_EMIT written(tr("Written to %1.").arg(toFile(file))); });
}

void AnnotationEditor::setShown(bool isShown)
{
    if (isShown == m_isShown)
        return;
    m_isShown = isShown;
    m_lane.setVisible(isShown);
    Q_EMIT shownChanged(isShown);
}

}  // namespace whence
