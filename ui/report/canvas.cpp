#include "ui/report/canvas.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QTextLayout>
#include <cmath>
#include <string>

namespace whence {

namespace {

// Fonts are set and measured at so many times their size, so that their widths are not rounded.
constexpr double kTextScale = 20.0;

/// The families of the report's own fonts, loaded once.
QStringList loadFamilies()
{
    QStringList families;
    for (const char* name : {"Regular", "Semibold", "Italic"}) {
        const int id = QFontDatabase::addApplicationFont(
            QString(":/fonts/OpenSans-%1.ttf").arg(QLatin1String(name)));
        families << QFontDatabase::applicationFontFamilies(id);
    }
    families.removeDuplicates();
    // For writing systems the report's own fonts do not have.
    return families << "DejaVu Sans"
                    << "Noto Sans"
                    << "Noto Sans CJK JP";
}

QFont fontOf(const TextStyle& style)
{
    static const QStringList families = loadFamilies();
    QFont font;
    font.setFamilies(families);
    font.setStyleHint(QFont::SansSerif);
    if (style.face == TextStyle::Face::Semibold)
        font.setWeight(QFont::DemiBold);
    font.setItalic(style.face == TextStyle::Face::Italic);
    font.setPixelSize(int(std::lround(style.size * kTextScale)));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setKerning(true);
    // No ligatures: text that is copied or searched for keeps its letters.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.05);
    return font;
}

double ascent(const TextStyle& style)
{
    return 0.36 * style.size;  // half of the height of digits and capitals
}

}  // namespace

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

Canvas::Canvas(QPainter& painter, double unitsPerPoint, const Theme& theme)
    : m_painter(painter), m_theme(theme)
{
    m_painter.scale(unitsPerPoint, unitsPerPoint);
    m_painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                             QPainter::SmoothPixmapTransform);
}

double Canvas::textWidth(const QString& text, const TextStyle& style)
{
    return QFontMetricsF(fontOf(style)).horizontalAdvance(text) / kTextScale;
}

QStringList Canvas::wrapped(const QString& text, double width, const TextStyle& style)
{
    QStringList result;
    for (const QString& paragraph : text.split('\n')) {
        QTextLayout layout(paragraph, fontOf(style));
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width * kTextScale);
            result << paragraph.mid(line.textStart(), line.textLength()).trimmed();
        }
        layout.endLayout();
    }
    return result;
}

QString Canvas::elided(const QString& text, double width, const TextStyle& style)
{
    return QFontMetricsF(fontOf(style)).elidedText(text, Qt::ElideRight, width * kTextScale);
}

void Canvas::text(const QPointF& place, const QString& text, const TextStyle& style,
                  Qt::Alignment alignment)
{
    double left = place.x();
    if (alignment & Qt::AlignRight)
        left -= textWidth(text, style);
    else if (alignment & Qt::AlignHCenter)
        left -= textWidth(text, style) / 2.0;
    m_painter.save();
    m_painter.translate(left, place.y());
    m_painter.scale(1.0 / kTextScale, 1.0 / kTextScale);
    m_painter.setFont(fontOf(style));
    m_painter.setPen(style.color.isValid() ? style.color : m_theme.ink);
    m_painter.drawText(QPointF(0, 0), text);
    m_painter.restore();
}

void Canvas::label(const QPointF& place, const QString& text, const TextStyle& style,
                   Qt::Alignment alignment)
{
    this->text(place + QPointF(0, ascent(style)), text, style, alignment);
}

double Canvas::lines(const QPointF& place, const QStringList& lines, const TextStyle& style)
{
    const double height = lineHeight(style);
    for (qsizetype i = 0; i < lines.size(); ++i)
        text(place + QPointF(0, double(i) * height + style.size), lines[i], style);
    return double(lines.size()) * height;
}

void Canvas::verticalText(const QPointF& place, const QString& text, const TextStyle& style)
{
    m_painter.save();
    m_painter.translate(place);
    m_painter.rotate(-90.0);
    this->text({0, 0}, text, style, Qt::AlignHCenter);
    m_painter.restore();
}

void Canvas::line(const QPointF& from, const QPointF& to, const QColor& color, double width,
                  Qt::PenStyle style)
{
    m_painter.setPen(QPen(color, width, style, Qt::FlatCap));
    m_painter.drawLine(from, to);
}

void Canvas::fill(const QRectF& area, const QColor& color)
{
    m_painter.fillRect(area, color);
}

void Canvas::outline(const QRectF& area, const QColor& color, double width)
{
    m_painter.setPen(QPen(color, width));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(area);
}

void Canvas::dot(const QPointF& center, double radius, const QColor& fill, const QColor& edge,
                 double edgeWidth)
{
    m_painter.setPen(edge.isValid() ? QPen(edge, edgeWidth) : QPen(Qt::NoPen));
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    m_painter.drawEllipse(center, radius, radius);
}

}  // namespace whence
