#include "ui/views/plane_view.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/palette_theme.h"
#include "ui/panel_parts.h"
#include "ui/views/time_ruler.h"

namespace whence {

namespace {

constexpr double kReach = 10.0;         // pixels, around a point that is clicked
constexpr double kSmallestRange = 0.2;  // of an enlarged plane
constexpr double kSmallType = 0.85;     // of the size of the type, at the axes
constexpr double kNowRadius = 4.5;      // pixels, of what is heard now
constexpr double kWindowRadius = 7.0;   // pixels, of the explained window
constexpr double kWayRadius = 1.5;      // pixels, of its line and of the rings
constexpr int kRingMarks = 16;          // around the explained window
constexpr double kMarkStep = 3.0;       // pixels, along the way
constexpr double kWholeRange = 1.05;    // to either side: a little more than the scale

QString describe(const PlanePoint& point)
{
    return PlaneView::tr("valence %1\narousal %2")
        .arg(signedText(point.valence), signedText(point.arousal));
}

/// A round step so that about `count` of them make up the range.
double niceStep(double range, double count)
{
    const double power = std::pow(10.0, std::floor(std::log10(range / count)));
    const double share = range / count / power;
    return power * (share < 1.5 ? 1.0 : share < 3.5 ? 2.0 : share < 7.5 ? 5.0 : 10.0);
}

}  // namespace

PlaneView::PlaneView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Valence-arousal plane"));
    m_enlarge = new QToolButton(this);
    m_enlarge->setObjectName(QStringLiteral("enlargePlane"));
    m_enlarge->setText(tr("Enlarge"));
    m_enlarge->setToolTip(tr("Show only the part of the plane where the recording lies (Enter)"));
    m_enlarge->setCheckable(true);
    m_enlarge->setAutoRaise(true);
    connect(m_enlarge, &QToolButton::toggled, this, [this] { update(); });
    m_enlarge->hide();
}

void PlaneView::setTrajectory(std::vector<PlanePoint> points)
{
    m_points = std::move(points);
    m_enlarge->setVisible(!m_points.empty());
    update();
}

void PlaneView::setWindowPoint(const std::optional<PlanePoint>& point)
{
    m_windowPoint = point;
    setAccessibleDescription(point ? describe(*point) : QString());
    update();
}

void PlaneView::setGhost(const std::optional<PlanePoint>& point)
{
    m_ghost = point;
    update();
}

void PlaneView::setTime(double seconds)
{
    m_time = seconds;
    update();
}

void PlaneView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

void PlaneView::setEnlarged(bool enlarged)
{
    m_enlarge->setChecked(enlarged);
}

bool PlaneView::isEnlarged() const
{
    return m_enlarge->isChecked();
}

QRectF PlaneView::plot() const
{
    const double left = fontMetrics().horizontalAdvance(QStringLiteral("−0.00")) + 22.0;
    const double bottom = 2.0 * fontMetrics().height() + 4.0;
    const double side = std::max(20.0, std::min(height() - bottom - 8.0, width() - left - 10.0));
    return {left, 8.0, side, side};
}

QRectF PlaneView::range() const
{
    if (!isEnlarged() || m_points.empty())
        return {-kWholeRange, -kWholeRange, 2.0 * kWholeRange, 2.0 * kWholeRange};
    QRectF box(QPointF(m_points[0].valence, m_points[0].arousal), QSizeF(0, 0));
    std::vector<PlanePoint> all = m_points;
    for (const auto& other : {m_windowPoint, m_ghost})
        if (other)
            all.push_back(*other);
    for (const PlanePoint& point : all) {
        box.setLeft(std::min(box.left(), point.valence));
        box.setRight(std::max(box.right(), point.valence));
        box.setTop(std::min(box.top(), point.arousal));
        box.setBottom(std::max(box.bottom(), point.arousal));
    }
    const double side = std::max({kSmallestRange, 1.3 * box.width(), 1.3 * box.height()});
    return {box.center().x() - side / 2.0, box.center().y() - side / 2.0, side, side};
}

QPointF PlaneView::placeOf(const PlanePoint& point) const
{
    const QRectF area = plot();
    const QRectF shown = range();
    return {area.left() + (point.valence - shown.left()) / shown.width() * area.width(),
            area.bottom() - (point.arousal - shown.top()) / shown.height() * area.height()};
}

std::optional<PlanePoint> PlaneView::pointNow() const
{
    if (m_points.empty())
        return std::nullopt;
    const auto after = std::ranges::lower_bound(m_points, m_time, {}, &PlanePoint::time);
    if (after == m_points.begin())
        return m_points.front();
    if (after == m_points.end())
        return m_points.back();
    const PlanePoint& a = *(after - 1);
    const double share = (m_time - a.time) / (after->time - a.time);
    return PlanePoint{m_time, std::lerp(a.valence, after->valence, share),
                      std::lerp(a.arousal, after->arousal, share)};
}

void PlaneView::paintAxes(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    const QRectF area = plot();
    const QRectF shown = range();
    QFont small = font();
    small.setPointSizeF(kSmallType * font().pointSizeF());
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    const double labelWidth = 2.2 * metrics.horizontalAdvance(QStringLiteral("−0.00"));
    const double step = niceStep(shown.width(), std::clamp(area.width() / labelWidth, 1.0, 5.0));
    for (const bool isValence : {true, false}) {
        const double from = isValence ? shown.left() : shown.top();
        for (double value = std::ceil(from / step) * step; value <= from + shown.width();
             value += step) {
            const double rounded = std::abs(value) < step / 1e3 ? 0.0 : value;
            const QPointF place = placeOf({0.0, rounded, rounded});
            painter.setPen(QPen(theme.hairline, rounded == 0.0 ? 1.5 : 0.7));
            const QString text = signedText(rounded);
            const double width = metrics.horizontalAdvance(text);
            if (isValence) {
                painter.drawLine(QPointF(place.x(), area.top()), QPointF(place.x(), area.bottom()));
                painter.setPen(theme.muted);
                painter.drawText(
                    QPointF(place.x() - width / 2.0, area.bottom() + metrics.ascent() + 3.0), text);
            } else {
                painter.drawLine(QPointF(area.left(), place.y()), QPointF(area.right(), place.y()));
                painter.setPen(theme.muted);
                painter.drawText(
                    QPointF(area.left() - width - 4.0, place.y() + metrics.ascent() / 2.0 - 1.0),
                    text);
            }
        }
    }
    painter.setPen(theme.ink);
    painter.drawText(QRectF(area.left(), area.bottom() + metrics.height() + 2.0, area.width(),
                            metrics.height() + 2.0),
                     Qt::AlignCenter, tr("valence"));
    painter.save();
    painter.translate(metrics.height() / 2.0 + 4.0, area.center().y());
    painter.rotate(-90.0);
    painter.drawText(QRectF(-60.0, -metrics.height() / 2.0, 120.0, metrics.height()),
                     Qt::AlignCenter, tr("arousal"));
    painter.restore();
}

std::vector<PlaneMark> PlaneView::marks() const
{
    std::vector<PlaneMark> marks;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF to = placeOf(m_points[i]);
        const QPointF from = i > 0 ? placeOf(m_points[i - 1]) : to;
        const int steps = int(std::hypot((to - from).x(), (to - from).y()) / kMarkStep) + 1;
        for (int step = 1; step <= steps; ++step)
            marks.push_back({from + (to - from) * step / double(steps), kWayRadius});
        marks.push_back({to, kNowRadius});
    }
    for (const auto& point : {m_windowPoint, m_ghost})
        for (int i = 0; point && i < kRingMarks; ++i) {
            const QLineF spoke = QLineF::fromPolar(kWindowRadius, 360.0 * i / kRingMarks);
            marks.push_back({placeOf(*point) + spoke.p2(), kWayRadius});
        }
    return marks;
}

PlaneWords PlaneView::words() const
{
    if (isEnlarged())
        return {};
    QFont small = font();
    small.setPointSizeF(kSmallType * font().pointSizeF());
    const QRectF whole(placeOf({0.0, -1.0, 1.0}), placeOf({0.0, 1.0, -1.0}));
    return placeWords(whole.adjusted(2.0, 2.0, -2.0, 0.0), small, marks());
}

void PlaneView::paintWords(QPainter& painter) const
{
    const PlaneWords words = this->words();
    painter.setFont(words.font);
    painter.setPen(themeOf(palette()).muted);
    const double descent = QFontMetricsF(words.font).descent();
    for (const PlaneWord& word : words.words)
        painter.drawText(word.place.bottomLeft() - QPointF(0.0, descent), word.text);
}

void PlaneView::paintTrajectory(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    for (std::size_t i = 0; i + 1 < m_points.size(); ++i) {
        QColor color = theme.ink;  // the way darkens as it goes
        color.setAlphaF(0.25f + 0.6f * float(i) / float(m_points.size()));
        painter.setPen(QPen(color, 1.4));
        painter.drawLine(placeOf(m_points[i]), placeOf(m_points[i + 1]));
    }
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        QColor color = theme.ink;
        color.setAlphaF(0.35f + 0.6f * float(i) / float(m_points.size()));
        painter.setBrush(color);
        painter.drawEllipse(placeOf(m_points[i]), 2.0, 2.0);
    }
    painter.setBrush(Qt::NoBrush);
    if (m_windowPoint) {
        painter.setPen(QPen(theme.highlight, 2.5));
        painter.drawEllipse(placeOf(*m_windowPoint), kWindowRadius, kWindowRadius);
    }
    if (m_ghost && m_windowPoint) {
        painter.setPen(QPen(theme.highlight, 1.5, Qt::DashLine));
        painter.drawLine(placeOf(*m_windowPoint), placeOf(*m_ghost));
        painter.drawEllipse(placeOf(*m_ghost), kWindowRadius, kWindowRadius);
    }
    if (const auto now = pointNow()) {
        painter.setPen(QPen(theme.background, 1.0));
        painter.setBrush(theme.positive);
        painter.drawEllipse(placeOf(*now), kNowRadius, kNowRadius);
    }
}

void PlaneView::paintLegend(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    const double left = plot().right() + 24.0;
    const double line = fontMetrics().height();
    double y = plot().top();
    const auto entry = [&](const QString& title, const PlanePoint& point, bool isNow,
                           Qt::PenStyle style) {
        const QPointF sign(left + 6.0, y + line / 2.0);
        painter.setPen(isNow ? QPen(theme.background, 1.0) : QPen(theme.highlight, 2.0, style));
        painter.setBrush(isNow ? QBrush(theme.positive) : QBrush(Qt::NoBrush));
        painter.drawEllipse(sign, isNow ? kNowRadius : 6.0, isNow ? kNowRadius : 6.0);
        painter.setPen(theme.ink);
        painter.drawText(QRectF(left + 18.0, y, width() - left - 18.0, line),
                         Qt::AlignLeft | Qt::AlignVCenter, title);
        painter.setPen(theme.muted);
        painter.drawText(QRectF(left + 18.0, y + line, width() - left - 18.0, 2.0 * line),
                         Qt::AlignLeft | Qt::AlignTop, describe(point));
        y += 3.4 * line;
    };
    if (width() - left < fontMetrics().horizontalAdvance(tr("explained window")))
        return;
    if (m_windowPoint)
        entry(tr("explained window"), *m_windowPoint, false, Qt::SolidLine);
    if (m_ghost)
        entry(tr("with these gains"), *m_ghost, false, Qt::DashLine);
    if (const auto now = pointNow())
        entry(tr("around %1").arg(clockText(m_time, 0)), *now, true, Qt::SolidLine);
}

void PlaneView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().base());
    if (m_points.empty() && !m_emptyText.isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
    } else {
        paintAxes(painter);
        paintWords(painter);
        painter.setFont(font());
        paintTrajectory(painter);
        paintLegend(painter);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.0));
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

int PlaneView::pointAt(const QPointF& position) const
{
    int nearest = -1;
    double least = kReach;
    for (int i = 0; i < int(m_points.size()); ++i) {
        const QPointF offset = placeOf(m_points[std::size_t(i)]) - position;
        const double distance = std::hypot(offset.x(), offset.y());
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

void PlaneView::mouseReleaseEvent(QMouseEvent* event)
{
    const int point = pointAt(event->position());
    if (event->button() == Qt::LeftButton && point >= 0)
        Q_EMIT timeClicked(m_points[std::size_t(point)].time);
}

void PlaneView::mouseMoveEvent(QMouseEvent* event)
{
    const int index = pointAt(event->position());
    if (index < 0)
        return QToolTip::hideText();
    const PlanePoint& point = m_points[std::size_t(index)];
    QToolTip::showText(event->globalPosition().toPoint(),
                       tr("around %1\n%2").arg(clockText(point.time, 0), describe(point)), this);
}

void PlaneView::mouseDoubleClickEvent(QMouseEvent*)
{
    setEnlarged(!isEnlarged());
}

void PlaneView::resizeEvent(QResizeEvent*)
{
    const QSize size = m_enlarge->sizeHint();
    m_enlarge->setGeometry(width() - size.width() - 2, height() - size.height() - 2, size.width(),
                           size.height());
}

void PlaneView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return QWidget::keyPressEvent(event);
    setEnlarged(!isEnlarged());
}

}  // namespace whence
