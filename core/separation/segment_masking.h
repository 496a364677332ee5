#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/separation/mask_network.h"
#include "core/separation/separator.h"

namespace whence {

/// The samples a segment of `info` stands on: segmentFrames frames that overlap.
std::size_t segmentSamples(const SeparatorInfo& info);

/// The stems of one segment (two channels of segmentSamples() samples): magnitudes, masks, masked
/// spectra, and their signals, which fade in and out where the neighboring segments overlap.
std::vector<AudioBuffer> separateSegment(const std::vector<std::span<const float>>& channels,
                                         const SeparatorInfo& info, const MaskNetwork& network,
                                         const SeparationOptions& options,
                                         const Progress& progress);

}  // namespace whence
