#pragma once

#include <vector>

#include "core/dsp/log_spectrogram.h"

namespace whence {

/// The boundaries of equally long segments, in seconds inside (0, duration), ascending.
std::vector<double> equalSegments(double duration, int segments);

/// At most segments − 1 boundaries in seconds, ascending, where the music changes most: the peaks
/// of the novelty of a spectrogram's self-similarity (Foote 2000). Fewer where nothing changes.
std::vector<double> noveltySegments(const LogSpectrogram& spectrogram, int segments);

}  // namespace whence
