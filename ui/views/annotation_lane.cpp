#include "ui/views/annotation_lane.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleHints>
#include <algorithm>
#include <array>
#include <cmath>

namespace whence {

namespace {

constexpr int kMostRows = 3;
constexpr double kGripWidth = 4.0;    // pixels to either side of an end
constexpr double kTextMargin = 4.0;   // pixels
constexpr double kLeastWidth = 7.0;   // pixels, of what can be taken hold of
constexpr double kEditorWidth = 160;  // pixels
constexpr double kKeyStep = 0.1;      // s

QString textOf(const Annotation& annotation)
{
    return QString::fromStdString(annotation.label);
}

bool isPoint(const Annotation& annotation)
{
    return annotation.end <= annotation.start;
}

}  // namespace

AnnotationLane::AnnotationLane(QWidget* parent) : TimeView(parent)
{
    setAccessibleName(tr("Labels"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("labelText"));
    m_edit->setAccessibleName(tr("Text of the label"));
    m_edit->hide();
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] { finishEdit(true); });
}

int AnnotationLane::rowHeight() const
{
    return fontMetrics().height() + 6;
}

QSize AnnotationLane::sizeHint() const
{
    return {200, m_rowCount * rowHeight() + 2};
}

bool AnnotationLane::grabsWindow(const QPointF&) const
{
    return false;
}

void AnnotationLane::setAnnotations(std::vector<Annotation> annotations)
{
    finishEdit(false);
    m_drag.reset();
    m_annotations = std::move(annotations);
    if (m_selected >= int(m_annotations.size()))
        m_selected = -1;
    layOut();
    describe();
    update();
}

void AnnotationLane::setSelectedLabel(int index)
{
    m_selected = index;
    describe();
    update();
}

void AnnotationLane::layOut()
{
    m_rows.assign(m_annotations.size(), 0);
    m_after.assign(m_annotations.size(), -1);
    std::array<int, kMostRows> last;
    last.fill(-1);
    const auto isFree = [&](int row, double start) {
        if (last[std::size_t(row)] < 0)
            return true;
        const Annotation& before = m_annotations[std::size_t(last[std::size_t(row)])];
        return before.end < start || (before.end == start && !isPoint(before));
    };
    m_rowCount = 1;
    for (int i = 0; i < int(m_annotations.size()); ++i) {
        int row = 0;
        while (row < kMostRows - 1 && !isFree(row, m_annotations[std::size_t(i)].start))
            ++row;
        int& before = last[std::size_t(row)];
        if (before >= 0)
            m_after[std::size_t(before)] = i;
        before = i;
        m_rows[std::size_t(i)] = row;
        m_rowCount = std::max(m_rowCount, row + 1);
    }
    updateGeometry();
}

/// For people who do not see it.
void AnnotationLane::describe()
{
    QString text =
        tr("Double-click, or press Ctrl+B, to add a label; drag to move it; Return "
           "renames and Delete removes the selected one.");
    if (m_selected >= 0) {
        const Annotation& annotation = m_annotations[std::size_t(m_selected)];
        text = (isPoint(annotation) ? tr("Label “%1” at %2 s") : tr("Label “%1” from %2 s to %3 s"))
                   .arg(textOf(annotation))
                   .arg(annotation.start, 0, 'f', 2);
        if (!isPoint(annotation))
            text = text.arg(annotation.end, 0, 'f', 2);
    }
    setAccessibleDescription(text);
    setToolTip(text);
}

QRectF AnnotationLane::labelRect(int index) const
{
    const bool isDragged = m_drag && m_drag->hit.index == index;
    const Annotation& annotation = isDragged ? m_drag->label : m_annotations[std::size_t(index)];
    const double left = xOfTime(annotation.start);
    double right = xOfTime(annotation.end);
    if (isPoint(annotation)) {
        const int next = m_after[std::size_t(index)];
        const double room =
            next < 0 ? width() - left : xOfTime(m_annotations[std::size_t(next)].start) - left;
        // Measuring text is slow, and only seen where there is room.
        const double text =
            room > kLeastWidth ? fontMetrics().horizontalAdvance(textOf(annotation)) : 0.0;
        right = left + std::min(text + 2.0 * kTextMargin, std::max(room - 1.0, 0.0));
    }
    const double top = 1.0 + m_rows[std::size_t(index)] * rowHeight();
    return {left, top, std::max(right - left, kLeastWidth), double(rowHeight() - 1)};
}

void AnnotationLane::paintContent(QPainter& painter)
{
    if (m_annotations.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignCenter, tr("Double-click here to add a label"));
    }
}

void AnnotationLane::paintAbove(QPainter& painter)
{
    for (int i = 0; i < int(m_annotations.size()); ++i) {
        const bool isVisible = m_annotations[std::size_t(i)].start <= visibleSpan().end &&
                               endOfReach(i) >= visibleSpan().start;
        if (isVisible && i != m_selected)
            paintLabel(painter, i);
    }
    if (m_selected >= 0)
        paintLabel(painter, m_selected);
}

void AnnotationLane::paintLabel(QPainter& painter, int index) const
{
    const QRectF box = labelRect(index);
    if (box.right() < 0.0 || box.left() > width())
        return;
    const bool isSelected = index == m_selected;
    const QColor text = palette().color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    QColor fill = palette().color(isSelected ? QPalette::Highlight : QPalette::Text);
    if (!isSelected)
        fill.setAlphaF(0.14f);
    QColor edge = palette().color(isSelected ? QPalette::Highlight : QPalette::Text);
    painter.fillRect(box, fill);
    painter.setPen(QPen(edge, 1.4));
    painter.drawLine(box.topLeft(), box.bottomLeft());
    const bool hasDrag = m_drag && m_drag->hit.index == index;
    const Annotation& annotation = hasDrag ? m_drag->label : m_annotations[std::size_t(index)];
    if (!isPoint(annotation))
        painter.drawLine(box.topRight(), box.bottomRight());
    // The text of a long range stays in sight while its beginning is not.
    const double left = std::max(box.left(), 0.0) + kTextMargin;
    const double room = std::min(box.right(), double(width())) - left - 1.0;
    if (room < 4.0)
        return;
    painter.setPen(text);
    painter.drawText(QRectF(left, box.top(), room, box.height()), Qt::AlignVCenter,
                     fontMetrics().elidedText(textOf(annotation), Qt::ElideRight, int(room) + 1));
}

/// In seconds: the text of a point may go on until the next label.
double AnnotationLane::endOfReach(int index) const
{
    const Annotation& annotation = m_annotations[std::size_t(index)];
    if (!isPoint(annotation))
        return annotation.end;
    const int next = m_after[std::size_t(index)];
    return next < 0 ? latestAnnotation : m_annotations[std::size_t(next)].start;
}

AnnotationLane::Hit AnnotationLane::hitOn(int index, const QPointF& position) const
{
    const double x = position.x();
    const Annotation& annotation = m_annotations[std::size_t(index)];
    if (x < xOfTime(annotation.start) - kGripWidth ||
        x > xOfTime(endOfReach(index)) + kLeastWidth + kGripWidth)
        return {};
    const QRectF box = labelRect(index);
    const bool isHigh = position.y() >= box.top() && position.y() <= box.bottom();
    if (!isHigh || x < box.left() - kGripWidth || x > box.right() + kGripWidth)
        return {};
    if (!isPoint(annotation) && box.width() > 4.0 * kGripWidth) {
        if (std::abs(x - box.left()) <= kGripWidth)
            return {index, Grip::Start};
        if (std::abs(x - box.right()) <= kGripWidth)
            return {index, Grip::End};
    }
    return box.contains(position) ? Hit{index, Grip::Body} : Hit{};
}

AnnotationLane::Hit AnnotationLane::hitAt(const QPointF& position) const
{
    if (m_selected >= 0)
        if (const Hit hit = hitOn(m_selected, position); hit.index >= 0)
            return hit;
    for (int i = int(m_annotations.size()) - 1; i >= 0; --i)
        if (const Hit hit = hitOn(i, position); hit.index >= 0)
            return hit;
    return {};
}

Annotation AnnotationLane::dragged(double seconds) const
{
    Annotation result = m_annotations[std::size_t(m_drag->hit.index)];
    const double by = seconds - m_drag->from;
    switch (m_drag->hit.grip) {
        case Grip::Start:
            result.start = std::clamp(result.start + by, 0.0, result.end);
            return result;
        case Grip::End:
            result.end = std::clamp(result.end + by, result.start, duration());
            return result;
        case Grip::Body:
            break;
    }
    const double length = result.end - result.start;
    result.start = std::clamp(result.start + by, 0.0, std::max(0.0, duration() - length));
    result.end = result.start + length;
    return result;
}

void AnnotationLane::mousePressEvent(QMouseEvent* event)
{
    finishEdit(true);
    const Hit hit = event->button() == Qt::LeftButton ? hitAt(event->position()) : Hit{};
    if (hit.index < 0) {
        if (event->button() == Qt::LeftButton)
            Q_EMIT labelClicked(-1);
        return TimeView::mousePressEvent(event);
    }
    m_drag = Drag{hit, timeOfX(event->position().x()), m_annotations[std::size_t(hit.index)]};
    Q_EMIT labelClicked(hit.index);
}

void AnnotationLane::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drag) {
        const bool isEnd = hitAt(event->position()).grip != Grip::Body;
        setCursor(isEnd ? Qt::SizeHorCursor : Qt::ArrowCursor);
        return TimeView::mouseMoveEvent(event);
    }
    const double seconds = timeOfX(event->position().x());
    const double moved = std::abs(xOfTime(seconds) - xOfTime(m_drag->from));
    if (moved >= QGuiApplication::styleHints()->startDragDistance())
        m_drag->hasMoved = true;
    if (!m_drag->hasMoved)
        return;
    m_drag->label = dragged(seconds);
    update();
}

void AnnotationLane::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_drag)
        return TimeView::mouseReleaseEvent(event);
    const Drag drag = *m_drag;
    m_drag.reset();
    update();
    if (drag.hasMoved)
        return Q_EMIT changeRequested(drag.hit.index, drag.label, false);
    if (isPoint(drag.label))
        Q_EMIT seekRequested(drag.label.start);
    else
        Q_EMIT selectionRequested(TimeSpan{drag.label.start, drag.label.end});
}

void AnnotationLane::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || duration() <= 0.0)
        return;
    m_drag.reset();
    const Hit hit = hitAt(event->position());
    if (hit.index >= 0)
        editLabel(hit.index);
    else
        Q_EMIT addRequested(timeOfX(event->position().x()));
}

void AnnotationLane::keyPressEvent(QKeyEvent* event)
{
    if (moveByKey(event->key(), event->modifiers()))
        return;
    switch (event->key()) {
        case Qt::Key_PageUp:
            return selectByKey(-1);
        case Qt::Key_PageDown:
            return selectByKey(1);
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            if (m_selected >= 0)
                Q_EMIT removeRequested(m_selected);
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_selected >= 0)
                editLabel(m_selected);
            return;
        default:
            TimeView::keyPressEvent(event);
    }
}

bool AnnotationLane::moveByKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isArrow = key == Qt::Key_Left || key == Qt::Key_Right;
    if (!isArrow || !(modifiers & Qt::ControlModifier))
        return false;
    if (m_selected < 0)
        return true;
    const bool isEnd = modifiers & Qt::ShiftModifier;
    m_drag = Drag{{m_selected, isEnd ? Grip::End : Grip::Body}, 0.0, {}};
    const Annotation moved = dragged(key == Qt::Key_Left ? -kKeyStep : kKeyStep);
    m_drag.reset();
    Q_EMIT changeRequested(m_selected, moved, true);
    return true;
}

void AnnotationLane::selectByKey(int step)
{
    if (m_annotations.empty())
        return;
    const int count = int(m_annotations.size());
    const int first = step > 0 ? 0 : count - 1;
    const int next = m_selected < 0 ? first : std::clamp(m_selected + step, 0, count - 1);
    Q_EMIT labelClicked(next);
    const Annotation& annotation = m_annotations[std::size_t(next)];
    if (isPoint(annotation))
        Q_EMIT seekRequested(annotation.start);
    else
        Q_EMIT selectionRequested(TimeSpan{annotation.start, annotation.end});
}

void AnnotationLane::editLabel(int index)
{
    m_edited = index;
    const QRectF box = labelRect(index);
    const double widest = std::min(kEditorWidth, double(width()));
    const double left = std::clamp(box.left(), 0.0, width() - widest);
    m_edit->setText(textOf(m_annotations[std::size_t(index)]));
    m_edit->setGeometry(int(left), int(box.top()), int(std::max(widest, box.width())),
                        int(box.height()));
    m_edit->selectAll();
    m_edit->show();
    m_edit->setFocus();
}

/// Return and Escape end the typing; neither goes on to the lane or the window.
bool AnnotationLane::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_edit || !isKey)
        return TimeView::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isWanted = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!isWanted && key != Qt::Key_Escape)
        return TimeView::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        finishEdit(isWanted);
    return true;
}

void AnnotationLane::finishEdit(bool isWanted)
{
    if (m_edited < 0)
        return;
    const int index = std::exchange(m_edited, -1);
    const bool hadFocus = m_edit->hasFocus();
    m_edit->hide();
    if (hadFocus)
        setFocus();
    if (isWanted && m_edit->text() != textOf(m_annotations[std::size_t(index)]))
        Q_EMIT renameRequested(index, m_edit->text());
}

}  // namespace whence
