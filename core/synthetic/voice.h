#pragma once

#include <cstdint>

#include "core/audio/audio_buffer.h"
#include "core/synthetic/composition.h"

namespace whence {

/// Sings or raps a part by formant synthesis: a glottal pulse and breath through five formants,
/// with consonants as closures and bursts of noise. Mono at 44.1 kHz, `seconds` long; `tuning` is
/// in cents above 440 Hz.
AudioBuffer synthesizeVoice(const Part& part, const Singer& singer, double seconds, double tuning,
                            std::uint64_t seed);

}  // namespace whence
