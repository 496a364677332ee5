#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QTimer>
#include <functional>
#include <vector>

namespace whence {

/// Drives the window as a user would: each step waits until it may be taken.
class UiScript {
public:
    /// `run` is called as soon as `isReady` holds.
    void add(const QString& name, std::function<bool()> isReady, std::function<void()> run);
    /// `end` gets the name of the step that waited too long; an empty one if all were taken.
    void start(std::function<void(const QString& stuck)> end);

private:
    struct Step {
        QString name;
        std::function<bool()> isReady;
        std::function<void()> run;
    };
    void poll();

    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    QTimer m_timer;
    QElapsedTimer m_waited;
    std::function<void(const QString&)> m_end;
};

}  // namespace whence
