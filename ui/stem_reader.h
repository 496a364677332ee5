#pragma once

#include <filesystem>

#include "core/explain/recording.h"
#include "core/explain/window_analysis.h"
#include "core/separation/separator.h"
#include "ui/sound.h"

namespace whence {

/// Reads a recording, or the sum of a folder of stems, into memory that playback can use; what is
/// ready is handed over through `incoming` meanwhile. Throws Error if it can't be read.
Sound readSound(const std::filesystem::path& path, IncomingSound& incoming,
                const Progress& progress);

/// The stems of a whole recording at its own rate, in bounded memory, rounded to what files of 24
/// bits hold.
StemSounds separateSound(const Recording& recording, const Separator& separator,
                         const SeparationOptions& options, const Progress& progress);

/// separateSound(), kept in `cacheFolder` for the next time; an empty folder keeps nothing. That
/// the stems could not be kept is no more than a warning.
StemSounds separateOnce(const Recording& recording, const Separator& separator,
                        const SeparationOptions& options, const std::filesystem::path& cacheFolder,
                        const Progress& progress);

/// The stems in a folder, which sum up to the recording, at its rate.
StemSounds readStemSounds(const Recording& recording, const std::filesystem::path& folder,
                          const Progress& progress);

/// A part of the recording and of its stems as explanations take them, with the mono signals that
/// a model at `modelRate` Hz hears.
WindowSound readWindowSound(const Recording& recording, const StemSounds& stems,
                            const TimeRange& range, int modelRate, const Progress& progress);

}  // namespace whence
