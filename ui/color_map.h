#pragma once

#include <QColor>
#include <QList>
#include <QString>

namespace whence {

/// Perceptually uniform color maps: Viridis, Magma and Cividis (S. van der Walt, N. Smith; J. Nuñez
/// et al. 2018, CC0), sampled at 17 points, and gray.
enum class ColorMap { Magma, Viridis, Cividis, Gray };

/// For the user; in the order of the enumeration.
QString colorMapName(ColorMap map);

/// The color at a position from 0 (low) to 1 (high).
QColor mapColor(ColorMap map, double position);

/// 256 colors: entries up to `low` have the first color, those from `high` on the last (0 to 255).
QList<QRgb> colorTable(ColorMap map, double low, double high);

}  // namespace whence
