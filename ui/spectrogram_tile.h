#pragma once

#include <QImage>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/dsp/log_spectrogram.h"

namespace whence {

class SampleStore;

/// What the vertical axis of the spectrogram view shows.
enum class FrequencyAxis {
    Hertz,  // logarithmic, 30 Hz to 16 kHz
    Notes,  // the same, marked by the octaves' C
    Bands,  // the bands of the model's own spectrogram
};

inline constexpr double kAxisMinimum = 30.0;      // Hz, of the logarithmic axes
inline constexpr double kAxisMaximum = 16000.0;   // Hz
inline constexpr double kFloorDecibels = -120.0;  // dB of the value 0 in a tile; 255 is 0 dB

/// Where a tile lies: `columns` columns from `index` · columns on, each 2^level · hop frames wide.
struct TilePlace {
    int level = 0;
    int index = 0;

    auto operator<=>(const TilePlace&) const = default;
};

inline constexpr int kTileColumns = 256;
inline constexpr int kTileRows = 384;
inline constexpr int kTileHop = 256;  // frames of a column on level 0

/// Frames of audio that a tile covers.
inline std::int64_t tileFrames(int level)
{
    return std::int64_t(kTileColumns) * kTileHop << level;
}

/// A sound and how loud it is in a mix.
struct SoundPart {
    std::shared_ptr<const SampleStore> samples;
    float gain = 1.0f;  // linear

    bool operator==(const SoundPart&) const = default;
};

/// Levels in dB (a full-scale sine is 0 dB) on a logarithmic frequency axis as an 8-bit image with
/// the lowest frequency at the bottom: value v is kFloorDecibels · (1 − v / 255). It has no colors
/// yet: a change of colors or range needs no transform.
/// Of a mix of sounds of one rate.
QImage computeTile(const std::vector<SoundPart>& mix, const TilePlace& place);

/// The model's spectrogram as such an image, all of it: 0 is silence, 255 `maximum`.
QImage bandImage(const LogSpectrogram& spectrogram, float maximum);

/// Row of a frequency on the logarithmic axes from 0 (bottom) to 1 (top), and back.
double axisPosition(double hertz);
double axisFrequency(double position);

/// Name of the equal-tempered note nearest to a frequency (A4 = 440 Hz) and its deviation in cents:
/// "A4 +3".
QString noteName(double hertz);

}  // namespace whence
