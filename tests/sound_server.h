#pragma once

// A JACK server of the tests' own, whose device is paced and makes no sound, and a client of it
// that records what another one plays.

#include <jack/jack.h>

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <algorithm>
#include <array>
#include <atomic>
#include <vector>

namespace whence::test {

inline constexpr int kServerRate = 44100;
inline constexpr int kServerPeriod = 256;  // frames

/// The server runs as long as the object lives. Its device has the name "system".
class SoundServer {
public:
    static bool isInstalled() { return !QStandardPaths::findExecutable("jackd").isEmpty(); }

    /// All clients of this program use it from now on.
    void start()
    {
        qputenv("JACK_DEFAULT_SERVER", m_name.toUtf8());
        qputenv("JACK_NO_START_SERVER", "1");
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.start("jackd",
                        {"-n", m_name, "-r", "--no-mlock", "-t", "5000", "-d", "dummy", "-r",
                         QString::number(kServerRate), "-p", QString::number(kServerPeriod)});
        QVERIFY(m_process.waitForStarted());
    }

    /// As if its device had been pulled out. (A server that is killed leaves its entry in a
    /// register that holds eight.)
    void end()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

    ~SoundServer()
    {
        end();
        // What clients leave that can't take leave of it.
        QDir memory(QStringLiteral("/dev/shm"));
        for (const QString& file :
             memory.entryList({"jack_sem.*_" + m_name + "_*"}, QDir::System | QDir::Files))
            memory.remove(file);
    }

private:
    QString m_name = QStringLiteral("whence-%1").arg(QCoreApplication::applicationPid());
    QProcess m_process;
};

/// Records the left channel of a client, frame by frame as the device takes them.
class SoundRecorder {
public:
    ~SoundRecorder()
    {
        if (m_client)
            jack_client_close(m_client);
    }

    /// False if there is no server (yet).
    bool connect()
    {
        if (m_client)
            return true;
        jack_set_error_function([](const char*) {});
        jack_set_info_function([](const char*) {});
        m_client = jack_client_open("recorder", JackNoStartServer, nullptr);
        if (!m_client)
            return false;
        m_input = jack_port_register(m_client, "in", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        jack_set_process_callback(m_client, &SoundRecorder::record, this);
        return jack_activate(m_client) == 0;
    }

    /// Records what PortAudio plays; false if it plays nothing (yet).
    bool listenToPortAudio()
    {
        const char** const ports =
            jack_get_ports(m_client, "PortAudio.*:out_", nullptr, JackPortIsOutput);
        if (ports)
            jack_connect(m_client, ports[0], jack_port_name(m_input));
        jack_free(ports);
        return jack_port_connected(m_input) > 0;
    }

    /// Frames from the callback to the loudspeaker.
    int latency() const
    {
        jack_latency_range_t range = {};
        jack_port_get_latency_range(jack_port_by_name(m_client, "system:playback_1"),
                                    JackPlaybackLatency, &range);
        return int(range.max);
    }

    std::size_t count() const { return m_count; }
    const std::vector<float>& samples() const { return m_samples; }

private:
    static int record(jack_nframes_t frames, void* self)
    {
        auto& recorder = *static_cast<SoundRecorder*>(self);
        const auto* const input =
            static_cast<const float*>(jack_port_get_buffer(recorder.m_input, frames));
        const std::size_t count = recorder.m_count;
        const std::size_t room = recorder.m_samples.size() - count;
        std::copy_n(input, std::min<std::size_t>(frames, room), recorder.m_samples.data() + count);
        recorder.m_count = count + std::min<std::size_t>(frames, room);
        return 0;
    }

    jack_client_t* m_client = nullptr;
    jack_port_t* m_input = nullptr;
    std::vector<float> m_samples = std::vector<float>(120 * kServerRate);
    std::atomic<std::size_t> m_count = 0;
};

}  // namespace whence::test
