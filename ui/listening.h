#pragma once

#include <QObject>
#include <QString>
#include <optional>
#include <vector>

#include "ui/playback/player.h"
#include "ui/sound.h"
#include "ui/stem_mix.h"
#include "ui/views/time_view.h"

namespace whence {

/// What is heard of a recording: where, how fast, in which loop, and each stem through its
/// controls. As long as no control is touched the recording itself is played.
class Listening : public QObject {
    Q_OBJECT

public:
    explicit Listening(QObject* parent = nullptr);

    /// Another recording, or more of the same one.
    void setSound(const Sound& sound);
    void setStems(const std::vector<StemSound>& stems);
    void clear();

    void setPlaying(bool playing);
    void seek(double seconds);
    void setSpeed(double speed);  // 0.5 to 2
    /// What a loop repeats; none: the whole recording.
    void setLoopSpan(const std::optional<TimeSpan>& span);
    void setLooping(bool looping);
    void setControls(const std::vector<StemControl>& controls);
    void setDevice(const QString& name);

    /// Plays one stem alone in the loop, in the same place if it is in it.
    void playAlone(int stem);
    /// Ends all solos and the loop; gains and mutes stay.
    void returnToMix();

    bool isOpen() const { return m_sound.samples != nullptr; }
    bool isPlaying() const { return m_player.state().playing; }
    bool isLooping() const { return m_isLooping; }
    double speed() const { return m_speed; }
    double position() const;  // s
    const std::vector<StemControl>& controls() const { return m_controls; }
    QStringList devices() { return m_player.devices(); }
    /// The chosen output; empty: the system's default.
    const QString& device() const { return m_player.device(); }
    const PlaybackState& state() const { return m_player.state(); }
    /// The largest absolute sample of a stem, as it is heard, since the last call.
    float takePeak(int stem) { return m_player.takePeak(stem + 1); }

Q_SIGNALS:
    void positionChanged(double seconds);
    void controlsChanged();
    /// Playing, looping or the speed has changed.
    void transportChanged();
    void failed(const QString& message);

private:
    double duration() const;
    void apply(PlaybackState state);

    Player m_player;
    Sound m_sound;
    std::vector<StemSound> m_stems;
    std::vector<StemControl> m_controls;  // one per stem
    std::optional<TimeSpan> m_loopSpan;
    bool m_isLooping = false;
    double m_speed = 1.0;
};

}  // namespace whence
