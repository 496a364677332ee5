#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/dsp/stft.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// Signal-to-distortion ratio in dB: energy of the truth over energy of the error; both with the
/// same rate, length and channels. Limited to ±120 dB.
double signalToDistortion(const AudioBuffer& estimate, const AudioBuffer& truth);
/// The same when the truth may be scaled at will (SI-SDR), so that level errors do not count.
double scaleInvariantSdr(const AudioBuffer& estimate, const AudioBuffer& truth);

/// How well one stem of one recording was separated.
struct StemQuality {
    std::string stem;
    bool sounds = true;             // else only `falseLevel` is known
    double siSdr = 0.0;             // dB
    double siSdrImprovement = 0.0;  // dB, over taking the mix for the stem
    double sdr = 0.0;               // dB
    double sdrImprovement = 0.0;    // dB, likewise
    double falseLevel = 0.0;        // dB to the mix, of what is heard of a stem that is silent
};

/// The qualities of the stems that the truth knows, by their names. A stem that is all of the mix
/// has nothing to be separated from and is left out; so is all of a silent mix.
std::vector<StemQuality> compareStems(const StemSet& estimated, const StemSet& truth,
                                      const AudioBuffer& mix);

/// Means over recordings, by stem.
struct SeparationFigures {
    std::map<std::string, double> siSdrImprovement;  // dB
    std::map<std::string, double> sdrImprovement;    // dB
    std::map<std::string, double> falseLevel;        // dB, where the stem is silent
    std::map<std::string, int> recordings;           // in which the stem sounds

    /// Mean over the stems of the SI-SDR improvement.
    double meanImprovement() const;
};
SeparationFigures averageQuality(const std::vector<std::vector<StemQuality>>& recordings);

/// Doing nothing: every stem is the mix divided by their number.
StemSet constantMaskStems(const AudioBuffer& mix, const std::vector<std::string>& names);

/// What needs no training: percussive sound (by median filters, Fitzgerald 2010) is the drums,
/// harmonic sound below 200 Hz the bass; of the rest the vocals get half of what is in the center,
/// piano and other share what is left. Stereo.
StemSet harmonicPercussiveStems(const AudioBuffer& mix, const std::vector<std::string>& names,
                                const Progress& progress = {});

/// The best that masks like the separators' can do: shares of the true magnitudes.
StemSet oracleMaskStems(const AudioBuffer& mix, const StemSet& truth,
                        const StftOptions& options = {});

}  // namespace whence
