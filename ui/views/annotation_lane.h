#pragma once

#include "core/data/annotations.h"
#include "ui/views/time_view.h"

class QLineEdit;

namespace whence {

/// Labels on the shared time axis, points and ranges. A click selects a label and its time;
/// dragging moves it or, at the ends of a range, one of them; a double click renames it, and
/// elsewhere asks for a new one. Keys: page up and down select, Return renames, Delete removes,
/// Ctrl with the arrows moves, with Shift only the end.
class AnnotationLane : public TimeView {
    Q_OBJECT

public:
    explicit AnnotationLane(QWidget* parent = nullptr);

    /// In the order of sortAnnotations().
    void setAnnotations(std::vector<Annotation> annotations);
    void setSelectedLabel(int index);  // -1: none
    /// Lets the user type the text of a label where it stands.
    void editLabel(int index);
    /// Where a label is drawn and can be taken hold of, in pixels.
    QRectF labelRect(int index) const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void labelClicked(int index);  // -1: none
    void addRequested(double seconds);
    /// A step by key is one of several that make one move.
    void changeRequested(int index, const whence::Annotation& annotation, bool isStep);
    void renameRequested(int index, const QString& text);
    void removeRequested(int index);

protected:
    void paintContent(QPainter& painter) override;
    void paintAbove(QPainter& painter) override;
    bool grabsWindow(const QPointF& position) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Grip { Body, Start, End };
    /// A label under the pointer, and the part of it.
    struct Hit {
        int index = -1;  // -1: none
        Grip grip = Grip::Body;
    };
    struct Drag {
        Hit hit;
        double from = 0.0;  // s, where it began
        Annotation label;   // as it would be
        bool hasMoved = false;
    };

    void layOut();
    int rowHeight() const;
    Hit hitAt(const QPointF& position) const;
    double endOfReach(int index) const;
    Hit hitOn(int index, const QPointF& position) const;
    Annotation dragged(double seconds) const;
    void paintLabel(QPainter& painter, int index) const;
    bool moveByKey(int key, Qt::KeyboardModifiers modifiers);
    void selectByKey(int step);
    void finishEdit(bool isWanted);
    void describe();

    std::vector<Annotation> m_annotations;
    std::vector<int> m_rows;   // of each label, from above
    std::vector<int> m_after;  // index of the next label in the same row; -1: none
    int m_rowCount = 1;
    int m_selected = -1;
    std::optional<Drag> m_drag;
    QLineEdit* m_edit = nullptr;
    int m_edited = -1;  // index of the label that is being renamed
};

}  // namespace whence
