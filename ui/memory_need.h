#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>

#include "core/separation/separator_info.h"

namespace whence {

/// What work takes of the machine's memory, told before it begins.
class MemoryNeed {
    Q_DECLARE_TR_FUNCTIONS(whence::MemoryNeed)

public:
    /// About how many bytes separating a recording of this length (s) takes: its stems, which stay
    /// as stereo floats at its rate (Hz), and the separator's own work, as it was measured for
    /// Spleeter's networks and for the built-in one, which stands for all others.
    static double ofSeparation(double duration, int sampleRate, const SeparatorInfo& separator);
    /// Bytes that can be had without swapping, by the system's own account; none: unknown.
    static std::optional<double> available();
    /// "1.3 GB".
    static QString text(double bytes);
    /// Why this much is not begun, and what to do; empty if there is enough.
    static QString refusal(double needed, std::optional<double> available);
};

}  // namespace whence
