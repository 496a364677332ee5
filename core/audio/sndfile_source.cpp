#include <fcntl.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "core/audio/audio_source.h"
#include "core/error.h"

namespace whence {

namespace {

std::string formatName(int format)
{
    const auto name = [](int wanted, std::initializer_list<std::pair<int, const char*>> names) {
        const auto found = std::ranges::find(names, wanted, &std::pair<int, const char*>::first);
        return std::string(found == names.end() ? "" : found->second);
    };
    const std::string container = name(format & SF_FORMAT_TYPEMASK, {{SF_FORMAT_WAV, "WAV"},
                                                                     {SF_FORMAT_WAVEX, "WAV"},
                                                                     {SF_FORMAT_RF64, "RF64"},
                                                                     {SF_FORMAT_W64, "Wave64"},
                                                                     {SF_FORMAT_AIFF, "AIFF"},
                                                                     {SF_FORMAT_AU, "AU"},
                                                                     {SF_FORMAT_CAF, "CAF"},
                                                                     {SF_FORMAT_FLAC, "FLAC"},
                                                                     {SF_FORMAT_OGG, "Ogg"}});
    const std::string coding = name(format & SF_FORMAT_SUBMASK, {{SF_FORMAT_PCM_S8, "8 bit"},
                                                                 {SF_FORMAT_PCM_U8, "8 bit"},
                                                                 {SF_FORMAT_PCM_16, "16 bit"},
                                                                 {SF_FORMAT_PCM_24, "24 bit"},
                                                                 {SF_FORMAT_PCM_32, "32 bit"},
                                                                 {SF_FORMAT_FLOAT, "32 bit float"},
                                                                 {SF_FORMAT_DOUBLE, "64 bit float"},
                                                                 {SF_FORMAT_VORBIS, "Vorbis"},
                                                                 {SF_FORMAT_OPUS, "Opus"}});
    if (container.empty())
        return "audio read by libsndfile";
    return coding.empty() ? container : container + " " + coding;
}

/// What libsndfile's log says of the bytes of samples, where the header claims other than there
/// are.
struct SizeCorrection {
    long long claimed = 0;
    long long present = 0;
};

SizeCorrection findCorrection(SNDFILE* file)
{
    std::array<char, 16384> log{};
    sf_command(file, SFC_GET_LOG_INFO, log.data(), int(log.size() - 1));
    std::istringstream lines(log.data());
    SizeCorrection found;
    for (std::string line; std::getline(lines, line);)
        for (const char* pattern :
             {" data : %15lld (should be %15lld", " SSND : %15lld (should be %15lld",
              " Data Size : %15lld (should be %15lld"})
            if (std::sscanf(line.c_str(), pattern, &found.claimed, &found.present) == 2)
                return found;
    return {};
}

/// The frames that the header of uncompressed audio claims, where the file is shorter; else 0.
/// Programs that write to a pipe leave a size near 2 or 4 GiB, which claims nothing.
std::int64_t claimedFrames(SNDFILE* file, std::int64_t frames)
{
    const auto [claimed, present] = findCorrection(file);
    if (claimed >= 0x7fff0000 || claimed <= present || present == 0)
        return 0;
    return std::int64_t(double(frames) * double(claimed) / double(present));
}

/// Whether the last page of an Ogg file is missing or cut: it should be whole and carry the mark of
/// the end.
bool isOggCutOff(const std::filesystem::path& file)
{
    constexpr std::uintmax_t largestPage = 27 + 255 + 255 * 255;
    const std::uintmax_t size = std::filesystem::file_size(file);
    const std::uintmax_t tailSize = std::min(size, 2 * largestPage);
    std::string tail(tailSize, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(std::streamoff(size - tailSize));
    if (!stream.read(tail.data(), std::streamsize(tail.size())))
        return false;
    const std::size_t page = tail.rfind(std::string("OggS\0", 5));
    if (page == std::string::npos || page + 27 > tail.size())
        return true;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(tail[i]); };
    const std::size_t segments = byte(page + 26);
    std::size_t end = page + 27 + segments;
    for (std::size_t i = 0; i < segments && page + 27 + i < tail.size(); ++i)
        end += byte(page + 27 + i);
    return end > tail.size() || !(byte(page + 5) & 4);
}

bool isFloatWav(int format)
{
    const int type = format & SF_FORMAT_TYPEMASK;
    const int samples = format & SF_FORMAT_SUBMASK;
    return (type == SF_FORMAT_WAV || type == SF_FORMAT_WAVEX) &&
           (samples == SF_FORMAT_FLOAT || samples == SF_FORMAT_DOUBLE);
}

class SndfileSource : public AudioSource {
public:
    SndfileSource(SNDFILE* handle, const SF_INFO& header, const std::filesystem::path& file)
        : m_handle(handle, sf_close), m_path(file)
    {
        m_info.format = formatName(header.format);
        m_info.sampleRate = header.samplerate;
        m_info.channels = header.channels;
        m_info.isFloatWav = isFloatWav(header.format);
        m_isOgg = (header.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG;
        // An Ogg file without its last page counts as endless.
        if (header.frames < std::int64_t(1) << 50)
            m_info.frames = std::max(header.frames, claimedFrames(handle, header.frames));
        const auto text = [&](int key) {
            const char* value = sf_get_string(handle, key);
            return std::string(value ? value : "");
        };
        m_info.title = text(SF_STR_TITLE);
        m_info.artist = text(SF_STR_ARTIST);
        m_info.album = text(SF_STR_ALBUM);
    }

    const AudioFileInfo& info() const override { return m_info; }

    std::size_t read(float* samples, std::size_t frames) override
    {
        std::size_t done = 0;
        while (done < frames) {
            const sf_count_t count =
                sf_readf_float(m_handle.get(), samples + done * std::size_t(m_info.channels),
                               sf_count_t(frames - done));
            if (count <= 0)
                break;
            done += std::size_t(count);
        }
        m_position += std::int64_t(done);
        return done;
    }

    std::int64_t seek(std::int64_t frame) override
    {
        // In Ogg files libsndfile comes out at wrong samples, so they are decoded up to the frame.
        if (m_isOgg && frame >= m_position)
            return m_position;
        if (!m_isOgg && sf_seek(m_handle.get(), frame, SEEK_SET) == frame)
            m_position = frame;
        else
            m_position = std::max<std::int64_t>(0, sf_seek(m_handle.get(), 0, SEEK_SET));
        return m_position;
    }

    std::vector<std::string> warningsAtEnd(std::int64_t position) const override
    {
        const double seconds = double(position) / m_info.sampleRate;
        if (position < m_info.frames)
            return {shorterThanClaimed(seconds, double(m_info.frames) / m_info.sampleRate)};
        if (m_isOgg && isOggCutOff(m_path))
            return {"The file is cut off or was never finished: it has no end mark."};
        return {};
    }

private:
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> m_handle;
    std::filesystem::path m_path;
    AudioFileInfo m_info;
    bool m_isOgg = false;
    std::int64_t m_position = 0;  // frames
};

}  // namespace

std::unique_ptr<AudioSource> openWithSndfile(const std::filesystem::path& file, std::string& reason)
{
    // By descriptor, because libsndfile takes the name "-" for the standard input.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    SF_INFO header{};
    SNDFILE* const handle = sf_open_fd(descriptor, SFM_READ, &header, SF_TRUE);
    if (!handle) {
        reason = sf_strerror(nullptr);
        return nullptr;
    }
    auto source = std::make_unique<SndfileSource>(handle, header, file);
    std::vector<float> frame(std::size_t(header.channels));
    if (source->read(frame.data(), 1) == 0)
        throw Error("The file " + file.string() + " contains no sound.");
    source->seek(0);
    return source;
}

}  // namespace whence
