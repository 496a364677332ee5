#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QtConcurrentRun>
#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "core/error.h"
#include "core/progress.h"

class QThreadPool;

namespace whence {

/// Where all tasks run. The window waits for threads of Qt's own pool while it draws, so they must
/// never be taken by long work.
QThreadPool* taskPool();

/// Background work of one part of the window. Only its latest run delivers: starting anew or
/// cancelling silences the one before, whatever it still does.
class Task : public QObject {
    Q_OBJECT

public:
    explicit Task(QObject* parent = nullptr);
    ~Task() override;

    /// Runs `work(const Progress&)` on another thread and hands its result to `deliver` on this
    /// one. The work captures values, never widgets.
    template <typename Work, typename Deliver>
    void start(Work work, Deliver deliver);

    /// Asks the run to end; nothing of it is delivered.
    void cancel();
    bool isRunning() const { return m_run != nullptr; }

Q_SIGNALS:
    /// Share that is done (0 to 1) and the stage's name.
    void progressed(double done, const QString& stage);
    /// The run has ended because of an error: a sentence for the user.
    void failed(const QString& message);
    /// The run has ended: delivered, failed or cancelled.
    void finished();

private:
    /// What a run and the window tell each other, in any order of their ends.
    struct Run {
        std::atomic<bool> isWanted = true;
        std::atomic<double> done = 0.0;
        std::atomic<std::shared_ptr<const std::string>> stage;
    };
    static Progress progressOf(std::shared_ptr<Run> run);
    static void letWindowGoFirst();
    void silence();
    void poll();

    std::shared_ptr<Run> m_run;  // the latest; none: nothing runs
    QTimer m_timer;              // while something runs
};

template <typename Work, typename Deliver>
void Task::start(Work work, Deliver deliver)
{
    using Result = std::invoke_result_t<Work, const Progress&>;
    struct Outcome {
        std::shared_ptr<Result> result;  // none: failed or cancelled
        QString message;
    };

    silence();
    const auto run = std::make_shared<Run>();
    m_run = run;
    m_timer.start();

    // Exceptions end here: QtConcurrent would lose their type.
    auto* const watcher = new QFutureWatcher<Outcome>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, run, deliver] {
        watcher->deleteLater();
        if (m_run != run)
            return;
        silence();
        const Outcome outcome = watcher->result();
        if (outcome.result)
            deliver(std::move(*outcome.result));
        else if (!outcome.message.isEmpty())
            Q_EMIT failed(outcome.message);
        Q_EMIT finished();
    });
    watcher->setFuture(QtConcurrent::run(
        taskPool(), [work = std::move(work), progress = progressOf(run)]() -> Outcome {
            letWindowGoFirst();
            try {
                return {std::make_shared<Result>(work(progress)), {}};
            } catch (const Cancelled&) {
                return {};
            } catch (const std::bad_alloc&) {
                return {nullptr, Task::tr("There is not enough memory for this.")};
            } catch (const std::exception& error) {
                return {nullptr, QString::fromUtf8(error.what())};
            }
        }));
}

}  // namespace whence
