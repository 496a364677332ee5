#pragma once

#include <QString>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "ui/peaks.h"
#include "ui/playback/sample_store.h"

namespace whence {

/// The sound of a recording or a stem: its samples and their peaks.
struct Sound {
    std::shared_ptr<const SampleStore> samples;
    std::shared_ptr<const Peaks> peaks;
};

/// The sound of audio that is in memory as a whole; mono, or stereo.
Sound soundOf(const AudioBuffer& audio);

/// `count` frames from `first` on, stereo; silence where there are none (yet).
AudioBuffer framesOf(const SampleStore& samples, std::int64_t first, std::size_t count);

/// One stem of the whole recording, at the recording's rate.
struct StemSound {
    QString name;
    Sound sound;
};

/// All stems of a recording and where they are from.
struct StemSounds {
    std::vector<StemSound> stems;
    std::string origin;   // "Spleeter 5 stems", "folder of 4 files": for people
    std::string warning;  // a sentence; empty: none
};

/// What a thread that reads a recording hands over while it goes on reading.
struct IncomingSound {
    std::atomic<std::shared_ptr<SampleStore>> samples;
    std::atomic<std::shared_ptr<const Peaks>> peaks;
};

}  // namespace whence
