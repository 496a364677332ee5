#include "ui/transport_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/panel_parts.h"
#include "ui/views/time_ruler.h"

namespace whence {

namespace {

constexpr double kSpeeds[] = {0.5, 0.75, 1.0, 1.25, 1.5, 2.0};

}  // namespace

TransportBar::TransportBar(QWidget* parent) : QWidget(parent)
{
    m_play = new QToolButton(this);
    m_play->setObjectName(QStringLiteral("play"));
    m_play->setAutoRaise(true);
    m_play->setMinimumWidth(m_play->fontMetrics().horizontalAdvance(QStringLiteral("❚❚❚❚")));
    m_time = new QLabel(this);
    m_time->setObjectName(QStringLiteral("time"));
    m_loop = new QToolButton(this);
    m_loop->setObjectName(QStringLiteral("loop"));
    m_loop->setText(tr("Loop"));
    m_loop->setCheckable(true);
    m_loop->setAutoRaise(true);
    m_loop->setToolTip(tr("Repeat the selection, or the explained window (L)"));
    m_speed = makeChoice(QStringLiteral("speed"), tr("Speed; the pitch is kept"), this);
    for (const double speed : kSpeeds)
        m_speed->addItem(tr("%1×").arg(speed), speed);

    auto* const box = new QHBoxLayout(this);
    box->setContentsMargins(2, 0, 2, 0);
    box->addWidget(m_play);
    box->addWidget(m_time);
    box->addWidget(m_loop);
    box->addWidget(m_speed);
    connect(m_play, &QToolButton::clicked, this, &TransportBar::playClicked);
    connect(m_loop, &QToolButton::clicked, this, &TransportBar::loopClicked);
    connect(m_speed, &QComboBox::activated, this,
            [this](int index) { Q_EMIT speedChosen(kSpeeds[index]); });
    setPlaying(false);
    setSpeed(1.0);
    setTime(0.0, 0.0);
}

void TransportBar::setPlaying(bool playing)
{
    m_play->setText(playing ? QStringLiteral("❚❚") : QStringLiteral("▶"));
    m_play->setToolTip(playing ? tr("Pause (Space)") : tr("Play (Space)"));
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play"));
}

void TransportBar::setLooping(bool looping)
{
    m_loop->setChecked(looping);
}

void TransportBar::setSpeed(double speed)
{
    m_speed->setCurrentIndex(m_speed->findData(speed));
}

void TransportBar::setTime(double seconds, double duration)
{
    m_time->setText(tr("%1 / %2").arg(clockText(seconds, 1), clockText(duration, 1)));
}

}  // namespace whence
