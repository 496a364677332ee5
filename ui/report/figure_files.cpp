#include "ui/report/figure_files.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

namespace whence {

namespace {

constexpr int kImageResolution = 300;  // dots per inch
constexpr double kPointsPerInch = 72.0;

}  // namespace

QImage figureAsImage(const Figure& figure)
{
    const double scale = kImageResolution / kPointsPerInch;
    QImage image((figure.size * scale).toSize(), QImage::Format_RGB32);
    image.setDotsPerMeterX(int(kImageResolution / 0.0254));
    image.setDotsPerMeterY(int(kImageResolution / 0.0254));
    image.fill(Theme{}.background);
    QPainter painter(&image);
    Canvas canvas(painter, scale);
    figure.draw(canvas);
    painter.end();
    image.setText("Title", figure.name);
    image.setText("Description", figure.caption);
    image.setText("Software", "whence");
    return image;
}

QByteArray figureAsPng(const Figure& figure)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    figureAsImage(figure).save(&buffer, "PNG");
    return bytes;
}

QByteArray figureAsSvg(const Figure& figure)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(int(kPointsPerInch));
    generator.setSize(figure.size.toSize());
    generator.setViewBox(QRectF({0, 0}, figure.size));
    generator.setTitle(figure.name);
    generator.setDescription(figure.caption);
    QPainter painter(&generator);
    Canvas canvas(painter, 1.0);
    figure.draw(canvas);
    painter.end();
    // Readers without the report's font take a similar one, not a serif.
    bytes.replace("font-family=\"Open Sans\"",
                  "font-family=\"Open Sans, Noto Sans, DejaVu Sans, Arial, sans-serif\"");
    return bytes;
}

}  // namespace whence
