#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/dsp/log_spectrogram.h"
#include "core/error.h"
#include "core/progress.h"

namespace whence {

/// A spectrogram in half the memory: value = step · number. The error is about half a step,
/// 1/131070 of the largest value.
struct PackedSpectrogram {
    LogSpectrogramOptions options;
    int bands = 0;
    int frames = 0;
    float step = 0.0f;
    std::vector<std::uint16_t> values;  // band after band
};

PackedSpectrogram pack(const LogSpectrogram& spectrogram);
LogSpectrogram unpack(const PackedSpectrogram& packed);

/// `frames` frames from `start` on; what is missing at the end is looped from `start` on
/// (methods §2.2). `start` lies in the spectrogram.
LogSpectrogram unpackWindow(const PackedSpectrogram& packed, int start, int frames);

/// One spectrogram per file, with a checksum over all of it. Reading throws Error if the file is
/// missing, damaged or foreign.
void writePacked(const std::filesystem::path& file, const PackedSpectrogram& packed);
PackedSpectrogram readPacked(const std::filesystem::path& file);
PackedSpectrogram parsePacked(const std::string& bytes, const std::string& name);

/// How a recording becomes the input of training.
enum class Preparation {
    PeakOnly,  // mono at the model's rate, peak 1: what predictions of whole recordings see
    Parity,    // the authors' file route (ParityRoute), zeros trimmed at both ends
};

/// Nothing can be kept in the cache folder, which no other recording will mend.
class CacheWriteError : public Error {
public:
    using Error::Error;
};

/// The file of a recording's spectrogram in the cache folder (by the recording's content, the
/// options and the preparation); made if it is not there or damaged. Throws Error if the recording
/// can't be read or is silent, CacheWriteError if its spectrogram can't be written.
std::filesystem::path cacheSpectrogram(const std::filesystem::path& recording,
                                       const std::filesystem::path& cacheFolder,
                                       const LogSpectrogramOptions& options = {},
                                       Preparation preparation = Preparation::PeakOnly,
                                       const Progress& progress = {});

/// The spectrogram of mono samples at options.sampleRate, brought to peak 1; for parity by `route`.
/// Throws Error, naming `name`, for silence.
PackedSpectrogram preparedSpectrogram(std::vector<float> samples, const std::string& name,
                                      const LogSpectrogramOptions& options = {},
                                      Preparation preparation = Preparation::PeakOnly,
                                      ParityRoute route = ParityRoute::File);

/// The spectrogram of factor · samples, silent or not.
PackedSpectrogram scaledSpectrogram(std::vector<float> samples, float factor,
                                    const LogSpectrogramOptions& options = {});

}  // namespace whence
