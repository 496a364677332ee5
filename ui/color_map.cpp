#include "ui/color_map.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace whence {

namespace {

constexpr std::array<QRgb, 17> magma = {0xff000004, 0xff0a0822, 0xff1d1147, 0xff36106b, 0xff51127c,
                                        0xff6a1c81, 0xff832681, 0xff9c2e7f, 0xffb73779, 0xffd0416f,
                                        0xffe75263, 0xfff56b5c, 0xfffc8961, 0xfffea772, 0xfffec488,
                                        0xfffde2a3, 0xfffcfdbf};

constexpr std::array<QRgb, 17> viridis = {
    0xff440154, 0xff48186a, 0xff472d7b, 0xff424086, 0xff3b528b, 0xff33638d,
    0xff2c728e, 0xff26828e, 0xff21918c, 0xff1fa088, 0xff28ae80, 0xff3fbc73,
    0xff5ec962, 0xff84d44b, 0xffaddc30, 0xffd8e219, 0xfffde725};

constexpr std::array<QRgb, 17> cividis = {
    0xff00224e, 0xff002e6a, 0xff1a386f, 0xff32436d, 0xff434e6c, 0xff535a6d,
    0xff61656f, 0xff6f7073, 0xff7d7c78, 0xff8c8878, 0xff9b9476, 0xffaba072,
    0xffbcae6c, 0xffcdbb63, 0xffdec958, 0xfff0d846, 0xfffee838};

constexpr std::array<QRgb, 2> gray = {0xff000000, 0xffffffff};

std::span<const QRgb> points(ColorMap map)
{
    switch (map) {
        case ColorMap::Magma:
            return magma;
        case ColorMap::Viridis:
            return viridis;
        case ColorMap::Cividis:
            return cividis;
        case ColorMap::Gray:
            break;
    }
    return gray;
}

int blend(int a, int b, double share)
{
    return int(std::lround(a + (b - a) * share));
}

}  // namespace

QString colorMapName(ColorMap map)
{
    switch (map) {
        case ColorMap::Magma:
            return QCoreApplication::translate("ColorMap", "Magma");
        case ColorMap::Viridis:
            return QCoreApplication::translate("ColorMap", "Viridis");
        case ColorMap::Cividis:
            return QCoreApplication::translate("ColorMap", "Cividis");
        case ColorMap::Gray:
            break;
    }
    return QCoreApplication::translate("ColorMap", "Gray");
}

QColor mapColor(ColorMap map, double position)
{
    const std::span<const QRgb> colors = points(map);
    const double place = std::clamp(position, 0.0, 1.0) * double(colors.size() - 1);
    const std::size_t index = std::min(std::size_t(place), colors.size() - 2);
    const double share = place - double(index);
    const QRgb a = colors[index];
    const QRgb b = colors[index + 1];
    return QColor(blend(qRed(a), qRed(b), share), blend(qGreen(a), qGreen(b), share),
                  blend(qBlue(a), qBlue(b), share));
}

QList<QRgb> colorTable(ColorMap map, double low, double high)
{
    QList<QRgb> table(256);
    for (int i = 0; i < 256; ++i)
        table[i] = mapColor(map, (i - low) / std::max(1.0, high - low)).rgb();
    return table;
}

}  // namespace whence
