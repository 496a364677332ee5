#pragma once

#include <QColor>
#include <QString>
#include <vector>

namespace whence {

/// What the user has set for one stem.
struct StemControl {
    double gain = 0.0;  // dB, −60 (nothing) to +12
    bool isMuted = false;
    bool isSolo = false;

    bool operator==(const StemControl&) const = default;
};

inline constexpr double kLowestGain = -60.0;  // dB; the fader's lower end, where a stem is silent
inline constexpr double kHighestGain = 12.0;  // dB

/// The linear gain of each stem as it is heard: mute wins over solo; if any stem plays solo, the
/// others are silent.
std::vector<float> audibleGains(const std::vector<StemControl>& controls);

/// The color of a stem in all views, by its name: the palette of M. Okabe and K. Ito (2008), which
/// readers with any color vision tell apart. Other names take the rest of it in turn.
QColor stemColor(const QString& stem, int index);

}  // namespace whence
