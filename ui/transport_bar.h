#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace whence {

/// Play, where in the recording, loop and speed.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setPlaying(bool playing);
    void setLooping(bool looping);
    void setSpeed(double speed);
    void setTime(double seconds, double duration);

Q_SIGNALS:
    void playClicked();
    void loopClicked(bool looping);
    void speedChosen(double speed);

private:
    QToolButton* m_play = nullptr;
    QLabel* m_time = nullptr;
    QToolButton* m_loop = nullptr;
    QComboBox* m_speed = nullptr;
};

}  // namespace whence
