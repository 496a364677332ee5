#pragma once

#include <QImage>

#include "core/dsp/log_spectrogram.h"

namespace whence {

/// The frequencies a spectrogram's picture spans, in Hz, and the value its brightest color stands
/// for.
struct SpectrogramScale {
    double lowest = 0.0;
    double highest = 0.0;
    double brightest = 1.0;
};

SpectrogramScale spectrogramScale(const LogSpectrogram& spectrogram);

/// The spectrogram as a picture of at most this size, time to the right, the logarithm of the
/// frequency upwards, in the colors of Viridis. Columns are means of frames.
QImage spectrogramImage(const LogSpectrogram& spectrogram, const SpectrogramScale& scale,
                        const QSize& largest);

}  // namespace whence
