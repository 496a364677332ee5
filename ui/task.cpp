#include "ui/task.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace whence {

namespace {

constexpr int kPollMilliseconds = 40;
constexpr int kMoreThreads = 2;  // than processors, for short work beside the long
constexpr int kNiceness = 5;     // of tasks and of the threads of their parallel loops

}  // namespace

QThreadPool* taskPool()
{
    // The application's child, so that it waits for its threads before anything else ends.
    const QString name = QStringLiteral("tasks");
    QCoreApplication* const application = QCoreApplication::instance();
    if (auto* const known = application->findChild<QThreadPool*>(name, Qt::FindDirectChildrenOnly))
        return known;
    auto* const pool = new QThreadPool(application);
    pool->setObjectName(name);
    pool->setMaxThreadCount(QThread::idealThreadCount() + kMoreThreads);
    return pool;
}

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

/// Where all processors are busy, the window and the sound get theirs at once. (QThread's
/// priorities have no effect on Linux's usual scheduler; there, the niceness is a thread's own.)
void Task::letWindowGoFirst()
{
#ifdef Q_OS_LINUX
    const int ofTheWindow = getpriority(PRIO_PROCESS, id_t(QCoreApplication::applicationPid()));
    setpriority(PRIO_PROCESS, 0, ofTheWindow + kNiceness);
#endif
}

}  // namespace whence
