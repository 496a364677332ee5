#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPen>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include "ui/report/theme.h"

namespace whence {

/// Type of a text: size in points, and how it stands out.
struct TextStyle {
    enum class Face { Regular, Semibold, Italic };
    double size = 8.0;  // pt
    Face face = Face::Regular;
    QColor color;  // invalid: the theme's ink
};

/// A painter whose unit is the point (1/72 inch), whatever it paints on, and the report's type.
/// Needs a QGuiApplication.
class Canvas {
public:
    /// Scales the painter so that one unit is `unitsPerPoint` of its device's.
    Canvas(QPainter& painter, double unitsPerPoint, const Theme& theme = {});

    QPainter& painter() { return m_painter; }
    const Theme& theme() const { return m_theme; }

    static double textWidth(const QString& text, const TextStyle& style);
    /// Distance between the baselines of two lines.
    static double lineHeight(const TextStyle& style) { return 1.38 * style.size; }
    /// `text` in lines no wider than `width`; words that are too long are broken.
    static QStringList wrapped(const QString& text, double width, const TextStyle& style);
    /// `text`, shortened with an ellipsis at its end if it is wider than `width`.
    static QString elided(const QString& text, double width, const TextStyle& style);

    /// Text on one line: `place` is on its baseline, at its left end, middle or right end.
    void text(const QPointF& place, const QString& text, const TextStyle& style,
              Qt::Alignment alignment = Qt::AlignLeft);
    /// Text on one line, centered vertically on `place`.
    void label(const QPointF& place, const QString& text, const TextStyle& style,
               Qt::Alignment alignment = Qt::AlignLeft);
    /// Lines below one another, the first one's top at `place`. Returns their height.
    double lines(const QPointF& place, const QStringList& lines, const TextStyle& style);
    /// Text turned by 90° counterclockwise, its baseline's middle at `place`.
    void verticalText(const QPointF& place, const QString& text, const TextStyle& style);

    void line(const QPointF& from, const QPointF& to, const QColor& color, double width = 0.5,
              Qt::PenStyle style = Qt::SolidLine);
    void fill(const QRectF& area, const QColor& color);
    void outline(const QRectF& area, const QColor& color, double width = 0.5);
    void dot(const QPointF& center, double radius, const QColor& fill, const QColor& edge = {},
             double edgeWidth = 0.8);

private:
    QPainter& m_painter;
    Theme m_theme;
};

/// The same text in Qt's form.
QString fromUtf8(const std::string& text);

}  // namespace whence
