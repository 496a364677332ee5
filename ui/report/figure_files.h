#pragma once

#include <QByteArray>
#include <QImage>

#include "ui/report/figure.h"

namespace whence {

/// A figure as a picture with 300 dots per inch. Needs a QGuiApplication.
QImage figureAsImage(const Figure& figure);

/// A figure as the bytes of a PNG or SVG file. Needs a QGuiApplication.
QByteArray figureAsPng(const Figure& figure);
QByteArray figureAsSvg(const Figure& figure);

}  // namespace whence
