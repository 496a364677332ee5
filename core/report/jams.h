#pragma once

#include <string>

#include "core/analysis.h"

namespace whence {

/// The analysis as a JAMS file (marl/jams, schema 0.3): valence and arousal along the piece as
/// `mood_thayer`, features as `vector` (their names in its sandbox), the explained window as
/// `segment_open`, effects and sources as `blob`; chain, checks and provenance in the sandbox.
std::string toJams(const Analysis& analysis);

}  // namespace whence
