#include "ui/playback/player.h"

#include <alsa/asoundlib.h>
#include <fcntl.h>
#include <portaudio.h>
#include <unistd.h>

#include <cmath>
#include <utility>

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
        // PortAudio ends the program if it is to leave a JACK server that has gone, so it stays.
        const SilentStandardError silence;
        if (m_open && Pa_HostApiTypeIdToHostApiIndex(paJACK) < 0)
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

/// A stream to a device: at the rate of the sources, and where it refuses that, at its own.
struct Player::Stream {
    Stream(int rate, int deviceRate) : sampleRate(rate), mixer(rate, deviceRate) {}
    ~Stream()
    {
        const SilentStandardError silence;
        if (stream)
            Pa_CloseStream(stream);
    }

    /// The device takes nothing any more, though there is something to be heard.
    bool isLost() const { return hasStarted && Pa_IsStreamActive(stream) != 1 && !mixer.atEnd(); }

    PaError open(PaDeviceIndex device, int deviceRate)
    {
        const PaDeviceInfo& info = *Pa_GetDeviceInfo(device);
        isOnJack = Pa_GetHostApiInfo(info.hostApi)->type == paJACK;
        const PaStreamParameters output = {device, 2, paFloat32, info.defaultLowOutputLatency,
                                           nullptr};
        return Pa_OpenStream(&stream, nullptr, &output, deviceRate, kFramesPerBuffer, paNoFlag,
                             render, &mixer);
    }

    AudioSystem system;
    int sampleRate;  // Hz, of the sources
    Mixer mixer;
    PaStream* stream = nullptr;
    bool isOnJack = false;
    bool hasStarted = false;
};

Player::Player(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(kPollMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Player::poll);
}

Player::~Player()
{
    closeStream();
}

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
    if (m_stream)
        keepPosition();
    closeStream();
    const AudioSystem system;
    if (!system.isOpen() || Pa_GetDefaultOutputDevice() == paNoDevice) {
        stop(tr("This computer has no sound output. Everything but listening works."));
        return false;
    }
    const SilentStandardError silence;
    const PaDeviceIndex device = findDevice(m_device);
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(device);
    const int deviceRate = int(std::lround(info.defaultSampleRate));
    auto stream = std::make_unique<Stream>(sampleRate, sampleRate);
    PaError error = stream->open(device, sampleRate);
    if (error != paNoError && deviceRate != sampleRate) {
        stream = std::make_unique<Stream>(sampleRate, deviceRate);
        error = stream->open(device, deviceRate);
    }
    if (error != paNoError) {
        loseDevice(tr("The sound output “%1” can't be opened at %2 Hz: %3.")
                       .arg(QString::fromUtf8(info.name))
                       .arg(sampleRate)
                       .arg(QString::fromUtf8(Pa_GetErrorText(error))));
        return false;
    }
    m_stream = std::move(stream);
    return true;
}

void Player::closeStream()
{
    if (m_stream && m_stream->isOnJack && m_stream->isLost()) {
        // PortAudio would wait ten minutes for the server, which has gone. Its memory stays.
        m_stream->mixer.setState({});
        m_stream.release();
    }
    m_stream.reset();
}

void Player::setState(const PlaybackState& state)
{
    m_state = state;
    const bool plays = state.playing && !state.sources.empty();
    const int rate = plays ? state.sources.front()->sampleRate() : 0;
    const bool needsStream = !m_stream || m_stream->sampleRate != rate || m_stream->isLost();
    if (plays && needsStream && !openStream(rate))
        return;
    if (!m_stream)
        return;
    m_stream->mixer.setState(m_state);
    if (plays && Pa_IsStreamActive(m_stream->stream) != 1) {
        Pa_StopStream(
            m_stream->stream);  // a completed stream must be stopped before it starts again
        const PaError error = Pa_StartStream(m_stream->stream);
        if (error != paNoError)
            return loseDevice(tr("The sound output can't be started: %1.")
                                  .arg(QString::fromUtf8(Pa_GetErrorText(error))));
        m_stream->hasStarted = true;
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
        return loseDevice(tr("The sound output has gone."));
    m_state.playing = false;
    m_timer.stop();
    m_stream->mixer.setState(m_state);
    if (m_stream->isOnJack) {
        // Later it could not be told whether it is complete or its server has gone.
        keepPosition();
        m_stream.reset();
    }
    Q_EMIT ended();
}

void Player::keepPosition()
{
    m_state.seekTo = position();
    ++m_state.seekCount;  // the next stream starts where this one ended
}

void Player::stop(const QString& message)
{
    m_timer.stop();
    keepPosition();
    m_state.playing = false;
    closeStream();
    if (!message.isEmpty())
        Q_EMIT failed(message);
}

void Player::loseDevice(const QString& message)
{
    if (m_device.isEmpty())
        return stop(message + tr(" Play again once it is back, or choose another one in the menu "
                                 "Play."));
    const QString lost = std::exchange(m_device, {});
    stop(message + tr(" Play again to hear the system's default in place of “%1”.").arg(lost));
}

}  // namespace whence
