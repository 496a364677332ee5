#include "app/ui_script.h"

namespace whence {

namespace {

constexpr int kPollMilliseconds = 20;
constexpr qint64 kPatienceMilliseconds = 600'000;

}  // namespace

void UiScript::add(const QString& name, std::function<bool()> isReady, std::function<void()> run)
{
    m_steps.push_back({name, std::move(isReady), std::move(run)});
}

void UiScript::start(std::function<void(const QString& stuck)> end)
{
    m_end = std::move(end);
    m_timer.setInterval(kPollMilliseconds);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { poll(); });
    m_waited.start();
    m_timer.start();
}

void UiScript::poll()
{
    if (m_next == m_steps.size()) {
        m_timer.stop();
        return m_end({});
    }
    const Step& step = m_steps[m_next];
    if (!step.isReady()) {
        if (m_waited.elapsed() < kPatienceMilliseconds)
            return;
        m_timer.stop();
        return m_end(step.name);
    }
    ++m_next;
    m_waited.restart();
    step.run();
}

}  // namespace whence
