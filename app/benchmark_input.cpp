#include "app/benchmark_input.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numbers>
#include <random>

#include "core/audio/decode.h"
#include "core/error.h"
#include "core/store/folders.h"

namespace fs = std::filesystem;

namespace whence {

AudioBuffer generatedMusic(double seconds, int channels, int sampleRate, unsigned seed)
{
    constexpr double noteSeconds = 0.25;
    std::mt19937 random(seed);
    const auto uniform = [&] { return double(random()) / double(std::mt19937::max()); };
    AudioBuffer music{sampleRate, {}};
    const auto count = std::size_t(std::llround(seconds * sampleRate));
    const auto noteLength = std::size_t(noteSeconds * sampleRate);
    for (int c = 0; c < channels; ++c) {
        std::vector<float>& samples = music.channels.emplace_back();
        double frequency = 0.0;  // Hz
        for (std::size_t i = 0; i < count; ++i) {
            if (i % noteLength == 0)
                frequency = 110.0 * std::exp2(std::floor(uniform() * 36.0) / 12.0);
            const double time = double(i % noteLength) / sampleRate;  // s, in the note
            const double note =
                std::exp(-8.0 * time) * std::sin(2.0 * std::numbers::pi * frequency * time);
            samples.push_back(float(0.4 * note + 0.02 * (uniform() - 0.5)));
        }
    }
    return music;
}

StemSet generatedStems(double seconds, int sampleRate)
{
    StemSet stems{{"vocals", "piano", "drums", "bass", "other"}, {}, {}, "generated"};
    for (int i = 0; i < int(stems.names.size()); ++i)
        stems.stems.push_back(generatedMusic(seconds, 1, sampleRate, unsigned(i + 1)));
    return stems;
}

fs::path exampleFolder()
{
    const fs::path folder = resourceFolder() / "example";
    if (!fs::is_directory(folder))
        throw Error("The bundled example is missing: there is no folder " + folder.string() + ".");
    return folder;
}

TemporaryAudioFile::TemporaryAudioFile(const AudioBuffer& audio)
{
    std::string name = (fs::temp_directory_path() / "whence-XXXXXX").string();
    if (!mkdtemp(name.data()))
        throw Error("No temporary folder can be made: " + std::string(std::strerror(errno)) + ".");
    m_folder = name;
    writeAudio(path(), audio);
}

TemporaryAudioFile::~TemporaryAudioFile()
{
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

}  // namespace whence
