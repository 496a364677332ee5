#pragma once

#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"

namespace whence {

/// The sources of one recording: stems[i] is names[i], all of one rate and length. With the
/// residual they sum up to the recording.
struct StemSet {
    std::vector<std::string> names;
    std::vector<AudioBuffer> stems;
    AudioBuffer residual;  // recording − Σ stems; no channels if it is not known
    std::string origin;    // "Spleeter 5 stems", "folder of 4 files": for people

    int count() const { return int(stems.size()); }
    /// Index of a stem by its name, -1 if there is none.
    int index(const std::string& name) const;
};

/// The plain sum of the stems, without the residual; no channels if there are no stems.
AudioBuffer sumOfStems(const StemSet& stems);

/// recording − Σ stems; the recording has their rate, length and channels.
AudioBuffer residualOf(const AudioBuffer& recording, const StemSet& stems);

/// The part from `start` on, `length` seconds long; what is outside the recording is left out.
StemSet cutStems(const StemSet& stems, double start, double length);

/// All stems and the residual as mono at another rate in Hz: what the emotion model takes.
StemSet toMono(const StemSet& stems, int sampleRate);

}  // namespace whence
