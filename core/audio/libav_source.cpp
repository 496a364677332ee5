extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <algorithm>
#include <cctype>

#include "core/audio/audio_source.h"

namespace whence {

namespace {

// Containers of single files only: play lists and the like would open further files.
constexpr const char* containers =
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,loas,matroska,mov,mp3,mpc,mpc8,mpeg,"
    "mpegts,ogg,rm,tak,tta,voc,w64,wav,wv,xwma";

struct FormatCloser {
    void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct CodecCloser {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct PacketFree {
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FrameFree {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct ConverterFree {
    void operator()(SwrContext* context) const { swr_free(&context); }
};

std::string containerName(const std::string& names)
{
    const std::pair<const char*, const char*> known[] = {
        {"mov", "MPEG-4"},      {"matroska", "Matroska"}, {"asf", "Windows Media"},
        {"avi", "AVI"},         {"ogg", "Ogg"},           {"mpegts", "MPEG-TS"},
        {"flv", "Flash video"}, {"wav", "WAV"},           {"caf", "CAF"}};
    for (const auto& [key, name] : known)
        if (names.starts_with(key))
            return name;
    return {};
}

std::string metadata(const AVFormatContext& format, const AVStream& stream, const char* key)
{
    const AVDictionaryEntry* entry = av_dict_get(format.metadata, key, nullptr, 0);
    if (!entry)
        entry = av_dict_get(stream.metadata, key, nullptr, 0);
    return entry ? entry->value : "";
}

class LibavSource : public AudioSource {
public:
    /// Leaves `reason` empty if the file can be decoded.
    LibavSource(const std::filesystem::path& file, std::string& reason) : m_file(file)
    {
        reason = open();
        if (reason.empty())
            describe();
    }

    const AudioFileInfo& info() const override { return m_info; }

    std::size_t read(float* samples, std::size_t frames) override
    {
        const std::size_t channels = std::size_t(m_info.channels);
        std::size_t done = 0;
        while (done < frames) {
            if (m_pendingStart == m_pending.size() && !decodeMore())
                break;
            const std::size_t count =
                std::min((frames - done) * channels, m_pending.size() - m_pendingStart);
            std::copy_n(m_pending.begin() + std::ptrdiff_t(m_pendingStart), count,
                        samples + done * channels);
            m_pendingStart += count;
            done += count / channels;
        }
        m_position += std::int64_t(done);
        return done;
    }

    /// Time stamps are rounded in most containers, so decoding goes on to the wanted frame, from
    /// the start if it lies behind: the only way to come out at the right sample.
    std::int64_t seek(std::int64_t frame) override
    {
        if (frame < m_position) {
            const AudioFileInfo info = m_info;
            *this = LibavSource(m_file);
            open();
            m_info = info;
        }
        return m_position;
    }

    std::vector<std::string> warningsAtEnd(std::int64_t position) const override
    {
        std::vector<std::string> warnings;
        if (m_claimedSeconds > 0.0 && m_latestSeconds + 0.25 < m_claimedSeconds)
            warnings.push_back(
                shorterThanClaimed(double(position) / m_info.sampleRate, m_claimedSeconds));
        if (m_damagedPackets > 0)
            warnings.push_back(
                "Damaged parts of the file could not be decoded and were left out (" +
                std::to_string(m_damagedPackets) + " of " + std::to_string(m_packets) +
                " blocks).");
        return warnings;
    }

private:
    explicit LibavSource(std::filesystem::path file) : m_file(std::move(file)) {}

    /// Opens the file and decodes its first samples; returns what is wrong with it.
    std::string open()
    {
        av_log_set_level(AV_LOG_QUIET);
        AVDictionary* options = nullptr;
        av_dict_set(&options, "format_whitelist", containers, 0);
        av_dict_set(&options, "protocol_whitelist", "file", 0);
        AVFormatContext* format = nullptr;
        const int opened =
            avformat_open_input(&format, ("file:" + m_file.string()).c_str(), nullptr, &options);
        av_dict_free(&options);
        m_format.reset(format);
        if (opened < 0 || avformat_find_stream_info(format, nullptr) < 0)
            return "it is damaged or of an unknown format";
        const AVCodec* decoder = nullptr;
        m_stream = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, &decoder, 0);
        if (m_stream < 0 || !decoder)
            return "it has no sound";
        m_codec.reset(avcodec_alloc_context3(decoder));
        m_codec->pkt_timebase = format->streams[m_stream]->time_base;
        if (avcodec_parameters_to_context(m_codec.get(), format->streams[m_stream]->codecpar) < 0 ||
            avcodec_open2(m_codec.get(), decoder, nullptr) < 0)
            return "its sound can't be decoded";
        m_packet.reset(av_packet_alloc());
        m_frame.reset(av_frame_alloc());
        return decodeMore() ? "" : "its sound can't be decoded";
    }

    void describe()
    {
        const AVStream& stream = *m_format->streams[m_stream];
        const std::string container = containerName(m_format->iformat->name);
        std::string codec = avcodec_get_name(stream.codecpar->codec_id);
        std::ranges::transform(codec, codec.begin(),
                               [](unsigned char c) { return std::toupper(c); });
        m_info.format = container.empty() ? codec : container + " " + codec;
        const double seconds =
            stream.duration != AV_NOPTS_VALUE ? double(stream.duration) * av_q2d(stream.time_base)
            : m_format->duration != AV_NOPTS_VALUE ? double(m_format->duration) / AV_TIME_BASE
                                                   : 0.0;
        m_info.frames = std::int64_t(std::clamp(seconds, 0.0, 1e8) * m_info.sampleRate + 0.5);
        m_info.title = metadata(*m_format, stream, "title");
        m_info.artist = metadata(*m_format, stream, "artist");
        m_info.album = metadata(*m_format, stream, "album");
    }

    /// Decodes until there are pending samples; false at the end of the file.
    bool decodeMore()
    {
        m_pending.clear();
        m_pendingStart = 0;
        while (m_pending.empty()) {
            const int received = avcodec_receive_frame(m_codec.get(), m_frame.get());
            if (received == 0) {
                if (!convert())
                    return false;
            } else if (received == AVERROR(EAGAIN)) {
                sendPacket();
            } else if (received == AVERROR_EOF) {
                return flushConverter();
            } else if (isTooDamaged()) {
                return false;
            }
        }
        m_failures = 0;
        return true;
    }

    /// Gives the decoder the next packet of the stream, or the sign of the end.
    void sendPacket()
    {
        while (av_read_frame(m_format.get(), m_packet.get()) >= 0) {
            noteEnd();
            int sent = 0;
            const bool isOurs = m_packet->stream_index == m_stream;
            if (isOurs)
                sent = avcodec_send_packet(m_codec.get(), m_packet.get());
            av_packet_unref(m_packet.get());
            if (!isOurs)
                continue;
            ++m_packets;
            if (sent >= 0)
                return;
            if (isTooDamaged())
                break;
        }
        const double claimed = double(m_format->duration) / AV_TIME_BASE;
        if (m_format->duration != AV_NOPTS_VALUE &&
            m_format->duration_estimation_method == AVFMT_DURATION_FROM_STREAM)
            m_claimedSeconds = claimed;
        avcodec_send_packet(m_codec.get(), nullptr);
    }

    /// Counts a packet that can't be decoded; true after too many in a row.
    bool isTooDamaged()
    {
        ++m_damagedPackets;
        return ++m_failures > 200;
    }

    /// Remembers how far the packets of all streams reach.
    void noteEnd()
    {
        const std::int64_t time = m_packet->pts != AV_NOPTS_VALUE ? m_packet->pts : m_packet->dts;
        if (time == AV_NOPTS_VALUE)
            return;
        const double unit = av_q2d(m_format->streams[m_packet->stream_index]->time_base);
        const double start = m_format->start_time != AV_NOPTS_VALUE
                                 ? double(m_format->start_time) / AV_TIME_BASE
                                 : 0.0;
        m_latestSeconds =
            std::max(m_latestSeconds, (double(time) + double(m_packet->duration)) * unit - start);
    }

    /// Appends the decoded frame to the pending samples, at the rate and with the channels of the
    /// first one; false if that is impossible.
    bool convert()
    {
        AVFrame& frame = *m_frame;
        if (frame.nb_samples <= 0 || frame.sample_rate <= 0 || frame.ch_layout.nb_channels <= 0)
            return true;
        if (m_info.channels == 0) {
            m_info.sampleRate = frame.sample_rate;
            m_info.channels = frame.ch_layout.nb_channels;
        }
        const bool isNew = !m_converter || m_inputRate != frame.sample_rate ||
                           m_inputFormat != frame.format ||
                           m_inputChannels != frame.ch_layout.nb_channels;
        if (isNew && !makeConverter(frame))
            return false;
        appendConverted(const_cast<const std::uint8_t**>(frame.extended_data), frame.nb_samples);
        return true;
    }

    bool makeConverter(const AVFrame& frame)
    {
        AVChannelLayout in{};
        AVChannelLayout out{};
        av_channel_layout_default(&in, frame.ch_layout.nb_channels);
        av_channel_layout_default(&out, m_info.channels);
        SwrContext* converter = nullptr;
        const int made =
            swr_alloc_set_opts2(&converter, &out, AV_SAMPLE_FMT_FLT, m_info.sampleRate, &in,
                                AVSampleFormat(frame.format), frame.sample_rate, 0, nullptr);
        m_converter.reset(converter);
        m_inputRate = frame.sample_rate;
        m_inputFormat = frame.format;
        m_inputChannels = frame.ch_layout.nb_channels;
        return made >= 0 && swr_init(converter) >= 0;
    }

    void appendConverted(const std::uint8_t** data, int frames)
    {
        const int room = swr_get_out_samples(m_converter.get(), frames);
        const std::size_t channels = std::size_t(m_info.channels);
        const std::size_t old = m_pending.size();
        m_pending.resize(old + std::size_t(std::max(room, 0)) * channels);
        auto* target = reinterpret_cast<std::uint8_t*>(m_pending.data() + old);
        const int made = swr_convert(m_converter.get(), &target, room, data, frames);
        m_pending.resize(old + std::size_t(std::max(made, 0)) * channels);
    }

    /// What a change of rate inside the file has left in the converter.
    bool flushConverter()
    {
        if (m_converter && swr_get_delay(m_converter.get(), m_info.sampleRate) > 0)
            appendConverted(nullptr, 0);
        m_converter.reset();
        return !m_pending.empty();
    }

    std::filesystem::path m_file;
    AudioFileInfo m_info;
    std::unique_ptr<AVFormatContext, FormatCloser> m_format;
    std::unique_ptr<AVCodecContext, CodecCloser> m_codec;
    std::unique_ptr<AVPacket, PacketFree> m_packet;
    std::unique_ptr<AVFrame, FrameFree> m_frame;
    std::unique_ptr<SwrContext, ConverterFree> m_converter;
    int m_stream = -1;
    int m_inputRate = 0;  // of the converter
    int m_inputFormat = 0;
    int m_inputChannels = 0;
    std::vector<float> m_pending;  // interleaved
    std::size_t m_pendingStart = 0;
    std::int64_t m_position = 0;  // frames read so far
    std::int64_t m_packets = 0;
    std::int64_t m_damagedPackets = 0;
    int m_failures = 0;             // since the last decoded frame
    double m_claimedSeconds = 0.0;  // by the header; 0 if it does not say
    double m_latestSeconds = 0.0;   // where the last packet of any stream ends
};

}  // namespace

std::unique_ptr<AudioSource> openWithLibav(const std::filesystem::path& file, std::string& reason)
{
    auto source = std::make_unique<LibavSource>(file, reason);
    if (!reason.empty())
        return nullptr;
    return source;
}

}  // namespace whence
