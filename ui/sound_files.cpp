#include "ui/sound_files.h"

#include <algorithm>
#include <cmath>

#include "core/audio/decode.h"
#include "ui/stem_reader.h"

namespace whence {

namespace {

constexpr std::int64_t kBlockFrames = 1 << 16;

}  // namespace

std::filesystem::path writeSound(const std::filesystem::path& folder, const std::string& name,
                                 const Sound& sound, const Progress& progress)
{
    const SampleStore& samples = *sound.samples;
    const std::int64_t frames = samples.framesReady();
    bool fits = true;
    for (std::int64_t i = 0; i < 2 * frames && fits; ++i)
        fits = std::abs(samples.data(0)[i]) < 1.0f;
    const std::filesystem::path file = folder / (name + (fits ? ".flac" : ".wav"));
    AudioWriter writer(file, samples.sampleRate(), 2);
    for (std::int64_t first = 0; first < frames; first += kBlockFrames) {
        progress.report(double(first) / double(frames));
        writer.write(framesOf(samples, first, std::size_t(std::min(kBlockFrames, frames - first))));
    }
    writer.finish();
    return file;
}

Sound readWrittenSound(const std::filesystem::path& folder, const std::string& name,
                       const Progress& progress)
{
    const std::filesystem::path flac = folder / (name + ".flac");
    IncomingSound unused;
    return readSound(std::filesystem::exists(flac) ? flac : folder / (name + ".wav"), unused,
                     progress);
}

}  // namespace whence
