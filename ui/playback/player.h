#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <memory>

#include "ui/playback/mixer.h"

namespace whence {

/// Plays a PlaybackState through PortAudio. Without a sound card, or when the device vanishes, it
/// says so once and everything else goes on working.
class Player : public QObject {
    Q_OBJECT

public:
    explicit Player(QObject* parent = nullptr);
    ~Player() override;

    /// Names of the output devices; the audio system is opened at the first call.
    QStringList devices();
    /// The device to play on from the next start; empty: the system's default, which is also taken
    /// in place of one that is not there or has gone.
    void setDevice(const QString& name);
    const QString& device() const { return m_device; }

    /// What is to be heard. Opens the device when something is to be played for the first time.
    void setState(const PlaybackState& state);
    const PlaybackState& state() const { return m_state; }

    /// Frame that is heard now, and the meter of a source since the last call.
    std::int64_t position() const;
    float takePeak(int source);

Q_SIGNALS:
    void positionChanged(std::int64_t frame);
    void ended();
    /// Playing is not possible: a sentence for the user.
    void failed(const QString& message);

private:
    struct Stream;
    bool openStream(int sampleRate);
    void closeStream();
    void keepPosition();
    void stop(const QString& message = {});
    void loseDevice(const QString& message);
    void poll();

    QString m_device;
    PlaybackState m_state;
    std::unique_ptr<Stream> m_stream;
    QTimer m_timer;
};

}  // namespace whence
