#include "ui/playback/sample_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/error.h"

namespace whence {

namespace {

constexpr std::size_t kBytesPerFrame = 2 * sizeof(float);

/// A file without a name in this folder.
int openTemporaryFile(const std::filesystem::path& folder)
{
    std::string name = (folder / "whence-XXXXXX").string();
    const int file = mkstemp(name.data());
    if (file < 0)
        throw Error("No temporary file can be made in " + folder.string() + ".");
    unlink(name.c_str());
    return file;
}

void writeAll(int file, const char* bytes, std::size_t size, off_t offset)
{
    while (size > 0) {
        const ssize_t written = pwrite(file, bytes, size, offset);
        if (written <= 0)
            throw Error("The disk with the temporary files is full.");
        bytes += written;
        offset += written;
        size -= std::size_t(written);
    }
}

}  // namespace

SampleStore::SampleStore(int sampleRate, std::int64_t frames, const std::filesystem::path& folder)
    : m_sampleRate(sampleRate), m_room(frames), m_frames(frames)
{
    if (frames <= 0)
        return;
    const std::size_t bytes = std::size_t(frames) * kBytesPerFrame;
    m_file = openTemporaryFile(folder);
    // Reserved now: a disk that fills up later must not end the program in the audio callback.
    void* map = MAP_FAILED;
    if (posix_fallocate(m_file, 0, off_t(bytes)) == 0)
        map = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, m_file, 0);
    if (map == MAP_FAILED) {
        ::close(m_file);
        throw Error("There is no room for " + std::to_string(bytes >> 20) + " MB of sound in " +
                    folder.string() + ".");
    }
    m_data = static_cast<const float*>(map);
}

SampleStore::~SampleStore()
{
    if (m_data)
        munmap(const_cast<float*>(m_data), std::size_t(m_room) * kBytesPerFrame);
    if (m_file >= 0)
        ::close(m_file);
}

void SampleStore::append(const AudioBuffer& audio)
{
    const std::int64_t ready = m_ready;
    const std::int64_t count = std::min(m_room - ready, std::int64_t(audio.frames()));
    if (count <= 0)
        return;
    const std::vector<float>& left = audio.channels.front();
    const std::vector<float>& right = audio.channels[audio.channels.size() > 1 ? 1 : 0];
    std::vector<float> interleaved(std::size_t(count) * 2);
    for (std::size_t i = 0; i < std::size_t(count); ++i) {
        interleaved[2 * i] = left[i];
        interleaved[2 * i + 1] = right[i];
    }
    writeAll(m_file, reinterpret_cast<const char*>(interleaved.data()),
             interleaved.size() * sizeof(float), off_t(std::size_t(ready) * kBytesPerFrame));
    m_ready = ready + count;
}

void SampleStore::close()
{
    m_frames = m_ready.load();
}

}  // namespace whence
