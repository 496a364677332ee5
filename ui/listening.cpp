#include "ui/listening.h"

#include <algorithm>
#include <cmath>

namespace whence {

namespace {

void seekTo(PlaybackState& state, std::int64_t frame)
{
    state.seekTo = frame;
    ++state.seekCount;
}

}  // namespace

Listening::Listening(QObject* parent) : QObject(parent)
{
    connect(&m_player, &Player::positionChanged, this,
            [this] { Q_EMIT positionChanged(position()); });
    connect(&m_player, &Player::ended, this, &Listening::transportChanged);
    connect(&m_player, &Player::failed, this, [this](const QString& message) {
        Q_EMIT transportChanged();
        Q_EMIT failed(message);
    });
}

void Listening::clear()
{
    m_sound = {};
    m_stems.clear();
    m_controls.clear();
    m_loopSpan.reset();
    m_isLooping = false;
    m_player.setState({.seekCount = state().seekCount + 1});
    Q_EMIT controlsChanged();
    Q_EMIT transportChanged();
    Q_EMIT positionChanged(0.0);
}

void Listening::setSound(const Sound& sound)
{
    const bool isSame = sound.samples == m_sound.samples;
    m_sound = sound;
    if (!isSame)
        apply(state());
}

void Listening::setStems(const std::vector<StemSound>& stems)
{
    m_stems = stems;
    m_controls.assign(stems.size(), {});
    apply(state());
    Q_EMIT controlsChanged();
}

void Listening::apply(PlaybackState next)
{
    if (!m_sound.samples)
        return;
    const int rate = m_sound.samples->sampleRate();
    const bool isUntouched = std::ranges::all_of(
        m_controls, [](const StemControl& control) { return control == StemControl(); });
    const std::vector<float> gains = audibleGains(m_controls);
    next.sources = {m_sound.samples};
    next.gains = {isUntouched ? 1.0f : 0.0f};
    for (std::size_t stem = 0; stem < m_stems.size(); ++stem) {
        next.sources.push_back(m_stems[stem].sound.samples);
        next.gains.push_back(isUntouched ? 0.0f : gains[stem]);
    }
    next.speed = m_speed;
    const TimeSpan span = m_loopSpan.value_or(TimeSpan{0.0, duration()});
    next.loopBegin = m_isLooping ? std::llround(span.start * rate) : 0;
    next.loopEnd = m_isLooping ? std::llround(span.end * rate) : 0;
    m_player.setState(next);
}

double Listening::duration() const
{
    return m_sound.samples ? double(m_sound.samples->frames()) / m_sound.samples->sampleRate()
                           : 0.0;
}

double Listening::position() const
{
    return m_sound.samples ? double(m_player.position()) / m_sound.samples->sampleRate() : 0.0;
}

void Listening::setPlaying(bool playing)
{
    if (!m_sound.samples || playing == isPlaying())
        return;
    PlaybackState next = state();
    if (playing && m_player.position() >= m_sound.samples->frames())
        seekTo(next, 0);
    next.playing = playing;
    apply(next);
    Q_EMIT transportChanged();
}

void Listening::seek(double seconds)
{
    if (!m_sound.samples)
        return;
    const double within = std::clamp(seconds, 0.0, duration());
    PlaybackState next = state();
    seekTo(next, std::llround(within * m_sound.samples->sampleRate()));
    apply(next);
    Q_EMIT positionChanged(within);
}

void Listening::setSpeed(double speed)
{
    m_speed = std::clamp(speed, 0.5, 2.0);
    apply(state());
    Q_EMIT transportChanged();
}

void Listening::setLoopSpan(const std::optional<TimeSpan>& span)
{
    m_loopSpan = span;
    if (m_isLooping)
        apply(state());
}

void Listening::setLooping(bool looping)
{
    m_isLooping = looping;
    apply(state());
    Q_EMIT transportChanged();
}

void Listening::setControls(const std::vector<StemControl>& controls)
{
    m_controls = controls;
    m_controls.resize(m_stems.size());
    apply(state());
    Q_EMIT controlsChanged();
}

void Listening::setDevice(const QString& name)
{
    const bool wasPlaying = isPlaying();
    m_player.setDevice(name);
    setPlaying(wasPlaying);
    Q_EMIT transportChanged();
}

void Listening::playAlone(int stem)
{
    for (int i = 0; i < int(m_controls.size()); ++i) {
        m_controls[std::size_t(i)].isSolo = i == stem;
        if (i == stem)
            m_controls[std::size_t(i)].isMuted = false;
    }
    m_isLooping = true;
    PlaybackState next = state();
    const TimeSpan span = m_loopSpan.value_or(TimeSpan{0.0, duration()});
    if (m_sound.samples && (position() < span.start || position() >= span.end))
        seekTo(next, std::llround(span.start * m_sound.samples->sampleRate()));
    next.playing = true;
    apply(next);
    Q_EMIT controlsChanged();
    Q_EMIT transportChanged();
    Q_EMIT positionChanged(position());
}

void Listening::returnToMix()
{
    for (StemControl& control : m_controls)
        control.isSolo = false;
    m_isLooping = false;
    apply(state());
    Q_EMIT controlsChanged();
    Q_EMIT transportChanged();
}

}  // namespace whence
