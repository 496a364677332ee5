#include "ui/report/theme.h"

#include <algorithm>
#include <cmath>

namespace whence {

namespace {

QColor mixed(const QColor& from, const QColor& to, double share)
{
    const auto between = [share](int a, int b) { return int(std::lround(a + share * (b - a))); };
    return {between(from.red(), to.red()), between(from.green(), to.green()),
            between(from.blue(), to.blue())};
}

}  // namespace

QColor divergingColor(const Theme& theme, double share)
{
    const double strength = std::min(1.0, std::abs(share));
    return mixed(theme.background, share < 0 ? theme.negative : theme.positive, strength);
}

}  // namespace whence
