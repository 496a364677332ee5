#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/audio/audio_buffer.h"
#include "core/audio/decode.h"
#include "core/progress.h"
#include "core/separation/stem_set.h"

namespace whence {

/// Stems from a folder: 1 to 10 audio files, each a stem named after the file, in the canonical
/// order (vocals, piano, drums, bass, other) and then by name; stereo, resampled to the recording's
/// rate. Files named "mix", "mixture" or "residual" are left out; so is one that is the recording
/// itself (it sounds the same within -30 dB), if the others sum up to the recording too. Lengths
/// may differ from the recording's by at most 0.1 s, else Error. The residual is the recording
/// minus their sum. `warnings` receives what the reader of the files has to say, with the stem.
StemSet readStemFolder(const std::filesystem::path& folder, const AudioBuffer& recording,
                       const Progress& progress = {}, std::vector<std::string>* warnings = nullptr);

/// The same of a part of a long recording, in the memory that the part takes: `part` is what lies
/// in `range` of a recording of `duration` seconds.
StemSet readStemFolder(const std::filesystem::path& folder, const AudioBuffer& part,
                       const TimeRange& range, double duration, const Progress& progress = {},
                       std::vector<std::string>* warnings = nullptr);

/// The recording that a folder of stems, and a residual beside them, sums up to, where there is no
/// file of it: stereo, at the rate of the first stem. One of three or more files that is the sum of
/// the others is taken for the recording. Throws Error as readStemFolder() does.
AudioBuffer readStemFolderSum(const std::filesystem::path& folder, const Progress& progress = {},
                              std::vector<std::string>* warnings = nullptr);

/// Writes every stem (and the residual, if it is above -90 dBFS) into a folder, as FLAC; as WAV in
/// floating point if its peak is beyond full scale.
void writeStems(const std::filesystem::path& folder, const StemSet& stems,
                const Progress& progress = {});

}  // namespace whence
