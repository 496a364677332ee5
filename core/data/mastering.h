#pragma once

#include <cstdint>
#include <vector>

#include "core/dsp/log_spectrogram.h"

namespace whence {

/// What mastering and lossy coding do to a finished mix, as far as a spectrogram shows it.
struct Mastering {
    /// A bell filter: `gain` dB at `frequency` Hz, e^(−1/2) of it half a `width` (octaves) away.
    struct Bell {
        double frequency = 1000.0;
        double gain = 0.0;
        double width = 1.0;
    };

    double ratio = 1.0;       // of the compressor: 1 leaves everything, above is flattened
    double threshold = 12.0;  // dB below the loudest frame, from where on it compresses
    std::vector<Bell> bells;  // of the equalizer
    double cutoff = 0.0;      // Hz, from where on the coder leaves nothing; 0: it leaves everything
};

/// Mastering number `number` of those that `seed` stands for (our choice): ratio up to 6, threshold
/// 6 to 20 dB below the loudest frame, up to three bells of ±8 dB, half an octave to two wide,
/// between 60 Hz and 12 kHz, every second one with a cutoff between 6 and 10.9 kHz, as coders have
/// at low bit rates.
Mastering drawMastering(std::uint64_t seed, std::uint64_t number);

/// Changes the spectrogram as the mastering would; the compressor's gain rises again with a time
/// constant of 150 ms, and the mean power stays. `bandFrequencies` in Hz, one per band.
void master(LogSpectrogram& spectrogram, const std::vector<double>& bandFrequencies,
            const Mastering& mastering);

}  // namespace whence
