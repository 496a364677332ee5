#include "ui/playback/player.h"

#include <alsa/asoundlib.h>
#include <fcntl.h>
#include <portaudio.h>
#include <unistd.h>

namespace whence {

namespace {

constexpr int kPollMilliseconds = 30;
constexpr unsigned long kFramesPerBuffer = 256;

/// PortAudio's ALSA and JACK back ends print a hundred lines while they look for devices.
class SilentStandardError {
public:
    SilentStandardError() : m_saved(dup(STDERR_FILENO))
    {
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        close(nowhere);
    }
    ~SilentStandardError()
    {
        dup2(m_saved, STDERR_FILENO);
        close(m_saved);
    }

private:
    int m_saved;
};

/// PortAudio aborts where ALSA knows no device at all.
bool alsaListsDevices()
{
    void** hints = nullptr;
    if (snd_device_name_hint(-1, "pcm", &hints) < 0 || !hints)
        return false;
    const bool any = hints[0] != nullptr;
    snd_device_name_free_hint(hints);
    return any;
}

/// PortAudio, open while anything uses it.
class AudioSystem {
public:
    AudioSystem()
    {
        const SilentStandardError silence;
        m_open = alsaListsDevices() && Pa_Initialize() == paNoError;
    }
    ~AudioSystem()
    {
        const SilentStandardError silence;
        if (m_open)
            Pa_Terminate();
    }
    bool isOpen() const { return m_open; }

private:
    bool m_open = false;
};

PaDeviceIndex findDevice(const QString& name)
{
    for (PaDeviceIndex i = 0; !name.isEmpty() && i < Pa_GetDeviceCount(); ++i)
        if (QString::fromUtf8(Pa_GetDeviceInfo(i)->name) == name)
            return i;
    return Pa_GetDefaultOutputDevice();
}

int render(const void*, void* output, unsigned long frames, const PaStreamCallbackTimeInfo*,
           PaStreamCallbackFlags, void* mixer)
{
    const std::span<float> interleaved(static_cast<float*>(output), 2 * frames);
    return static_cast<Mixer*>(mixer)->render(interleaved) ? paContinue : paComplete;
}

}  // namespace

struct Player::Stream {
    explicit Stream(int rate) : sampleRate(rate), mixer(rate) {}
    ~Stream()
    {
        const SilentStandardError silence;
        if (stream)
            Pa_CloseStream(stream);
    }

    AudioSystem system;
    int sampleRate;
    Mixer mixer;
    PaStream* stream = nullptr;
};

Player::Player(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(kPollMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Player::poll);
}

Player::~Player() = default;

QStringList Player::devices()
{
    const AudioSystem system;
    QStringList names;
    for (PaDeviceIndex i = 0; system.isOpen() && i < Pa_GetDeviceCount(); ++i)
        if (Pa_GetDeviceInfo(i)->maxOutputChannels >= 2)
            names << QString::fromUtf8(Pa_GetDeviceInfo(i)->name);
    return names;
}

void Player::setDevice(const QString& name)
{
    if (name == m_device)
        return;
    m_device = name;
    stop();
}

bool Player::openStream(int sampleRate)
{
    auto stream = std::make_unique<Stream>(sampleRate);
    if (!stream->system.isOpen() || Pa_GetDefaultOutputDevice() == paNoDevice) {
        stop(tr("This computer has no sound output. Everything but listening works."));
        return false;
    }
    const SilentStandardError silence;
    const PaDeviceIndex device = findDevice(m_device);
    const PaStreamParameters output = {device, 2, paFloat32,
                                       Pa_GetDeviceInfo(device)->defaultLowOutputLatency, nullptr};
    const PaError error = Pa_OpenStream(&stream->stream, nullptr, &output, sampleRate,
                                        kFramesPerBuffer, paNoFlag, render, &stream->mixer);
    if (error != paNoError) {
        stop(tr("The sound output can't be opened at %1 Hz: %2.")
                 .arg(sampleRate)
                 .arg(QString::fromUtf8(Pa_GetErrorText(error))));
        return false;
    }
    m_stream = std::move(stream);
    return true;
}

void Player::setState(const PlaybackState& state)
{
    m_state = state;
    const bool plays = state.playing && !state.sources.empty();
    const int rate = plays ? state.sources.front()->sampleRate() : 0;
    if (plays && (!m_stream || m_stream->sampleRate != rate)) {
        m_stream.reset();
        if (!openStream(rate))
            return;
    }
    if (!m_stream)
        return;
    m_stream->mixer.setState(m_state);
    if (plays && Pa_IsStreamActive(m_stream->stream) != 1) {
        Pa_StopStream(
            m_stream->stream);  // a completed stream must be stopped before it starts again
        const PaError error = Pa_StartStream(m_stream->stream);
        if (error != paNoError)
            return stop(tr("The sound output can't be started: %1.")
                            .arg(QString::fromUtf8(Pa_GetErrorText(error))));
    }
    if (plays)
        m_timer.start();
}

std::int64_t Player::position() const
{
    // Where the audio thread has not been yet, it will go on from.
    const bool isThere = m_stream && m_stream->mixer.seeksDone() == m_state.seekCount;
    return isThere ? m_stream->mixer.position() : m_state.seekTo;
}

float Player::takePeak(int source)
{
    return m_stream ? m_stream->mixer.takePeak(source) : 0.0f;
}

void Player::poll()
{
    if (!m_stream)
        return m_timer.stop();
    Q_EMIT positionChanged(position());
    if (!m_state.playing)
        return m_timer.stop();
    if (Pa_IsStreamActive(m_stream->stream) == 1)
        return;
    if (!m_stream->mixer.atEnd())
        return stop(tr("The sound output has gone. Choose another one or start again."));
    m_state.playing = false;
    m_timer.stop();
    m_stream->mixer.setState(m_state);
    Q_EMIT ended();
}

void Player::stop(const QString& message)
{
    m_timer.stop();
    m_state.seekTo = position();
    ++m_state.seekCount;  // the next stream starts where this one ended
    m_state.playing = false;
    m_stream.reset();
    if (!message.isEmpty())
        Q_EMIT failed(message);
}

}  // namespace whence
