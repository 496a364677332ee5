#include "ui/report/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace whence {

namespace {

double roundStep(double step)
{
    const double power = std::pow(10.0, std::floor(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= step * (1.0 - 1e-9))
            return factor * power;
    return 10.0 * power;
}

double roundTimeStep(double step)
{
    constexpr std::array<double, 17> steps = {0.1, 0.2, 0.5, 1,   2,   5,    10,   15,  30,
                                              60,  120, 300, 600, 900, 1800, 3600, 7200};
    for (const double candidate : steps)
        if (candidate >= step * (1.0 - 1e-9))
            return candidate;
    return roundStep(step / 3600.0) * 3600.0;
}

std::vector<double> multiples(double minimum, double maximum, double step)
{
    std::vector<double> result;
    const double slack = 1e-9 * step;
    for (double i = std::ceil((minimum - slack) / step); i * step <= maximum + slack; ++i)
        result.push_back(i * step);
    return result;
}

bool isDrawable(double minimum, double maximum)
{
    return std::isfinite(minimum) && std::isfinite(maximum) && maximum > minimum;
}

}  // namespace

std::vector<double> roundTicks(double minimum, double maximum, int count)
{
    if (!isDrawable(minimum, maximum))
        return {};
    return multiples(minimum, maximum, roundStep((maximum - minimum) / std::max(1, count - 1)));
}

std::vector<double> timeTicks(double minimum, double maximum, int count)
{
    if (!isDrawable(minimum, maximum))
        return {};
    return multiples(minimum, maximum, roundTimeStep((maximum - minimum) / std::max(1, count - 1)));
}

QString tickText(double value, double step)
{
    const int decimals = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    const QString text = QString::number(std::abs(value), 'f', decimals);
    return value < -step / 1000.0 ? QString(QChar(0x2212)) + text : text;
}

double symmetricRange(const std::vector<double>& values, double smallest)
{
    double largest = smallest;
    for (const double value : values)
        if (std::isfinite(value))
            largest = std::max(largest, std::abs(value));
    const double power = std::pow(10.0, std::floor(std::log10(largest)));
    for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0})
        if (factor * power >= largest * (1.0 - 1e-9))
            return factor * power;
    return 10.0 * power;
}

}  // namespace whence
