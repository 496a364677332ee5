#include "ui/stem_mix.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace whence {

std::vector<float> audibleGains(const std::vector<StemControl>& controls)
{
    const bool anySolo =
        std::ranges::any_of(controls, [](const StemControl& control) { return control.isSolo; });
    std::vector<float> gains;
    for (const StemControl& control : controls) {
        const bool isHeard =
            !control.isMuted && (!anySolo || control.isSolo) && control.gain > kLowestGain;
        gains.push_back(isHeard ? float(std::pow(10.0, control.gain / 20.0)) : 0.0f);
    }
    return gains;
}

QColor stemColor(const QString& stem, int index)
{
    static const std::array<std::pair<const char*, QColor>, 5> named = {{
        {"vocals", QColor(0xd5, 0x5e, 0x00)},
        {"piano", QColor(0x00, 0x72, 0xb2)},
        {"drums", QColor(0xe6, 0x9f, 0x00)},
        {"bass", QColor(0x00, 0x9e, 0x73)},
        {"other", QColor(0xcc, 0x79, 0xa7)},
    }};
    static const std::array<QColor, 3> others = {QColor(0x56, 0xb4, 0xe9), QColor(0xb3, 0xa6, 0x2c),
                                                 QColor(0x80, 0x80, 0x80)};
    for (const auto& [name, color] : named)
        if (stem == QLatin1String(name))
            return color;
    return others[std::size_t(index) % others.size()];
}

}  // namespace whence
