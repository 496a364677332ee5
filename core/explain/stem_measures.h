#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/separation/stem_set.h"

namespace whence {

/// The level of a stem inside the window.
struct StemLevel {
    std::string stem;
    double relative = 0.0;  // dB to the sum of all stems, by root mean square; at least -120
    bool nearSilent = false;
};

/// The level of each stem; those below `silentDecibels` count as near silent. If all are silent,
/// all are at -120 dB.
std::vector<StemLevel> measureStemLevels(const StemSet& stems, double silentDecibels);

/// How far the stems' sum is from the recording: 10 log10(E[recording²] / E[residual²]) in dB, at
/// most 120, which is also that of silence without a residual. None if the residual is not known.
std::optional<double> residualRatio(const StemSet& stems);

/// Two stems, by index, and how alike they sound.
struct StemLikeness {
    int first = 0;
    int second = 0;
    double correlation = 0.0;
};

/// Of each pair of stems the correlation (-1 to 1) of their envelopes in the bands of the
/// spectrogram: high if the same notes are in both, as when one bled into the other. Stems of
/// constant envelopes, silent ones included, correlate with none.
std::vector<StemLikeness> compareStems(const StemSet& monoStems,
                                       const LogSpectrogramOptions& options);

}  // namespace whence
