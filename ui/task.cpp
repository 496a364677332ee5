#include "ui/task.h"

namespace whence {

namespace {

constexpr int kPollMilliseconds = 40;

}  // namespace

Task::Task(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(kPollMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Task::poll);
}

Task::~Task()
{
    silence();
}

void Task::cancel()
{
    if (!isRunning())
        return;
    silence();
    Q_EMIT finished();
}

void Task::silence()
{
    if (m_run)
        m_run->isWanted = false;
    m_run.reset();
    m_timer.stop();
}

void Task::poll()
{
    const std::shared_ptr<const std::string> stage = m_run->stage.load();
    if (stage)
        Q_EMIT progressed(m_run->done, QString::fromStdString(*stage));
}

Progress Task::progressOf(std::shared_ptr<Run> run)
{
    return Progress([run](double done, const std::string& stage) {
        run->done = done;
        const std::shared_ptr<const std::string> known = run->stage.load();
        if (!known || *known != stage)
            run->stage.store(std::make_shared<const std::string>(stage));
        return run->isWanted.load();
    });
}

}  // namespace whence
