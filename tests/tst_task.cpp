#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <memory>
#include <thread>

#include "ui/task.h"

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

using namespace whence;

class TestTask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversTheResultOnTheCallersThread()
    {
        Task task;
        int delivered = 0;
        std::thread::id thread;
        task.start([](const Progress&) { return 42; },
                   [&](int result) {
                       delivered = result;
                       thread = std::this_thread::get_id();
                   });
        QVERIFY(task.isRunning());
        QTRY_COMPARE(delivered, 42);
        QVERIFY(thread == std::this_thread::get_id());
        QVERIFY(!task.isRunning());
    }

    void onlyTheLatestRunDelivers()
    {
        Task task;
        const auto gate = std::make_shared<QSemaphore>();
        const auto left = std::make_shared<QSemaphore>();
        QList<int> delivered;
        task.start(
            [gate, left](const Progress&) {
                gate->acquire();
                left->release();
                return 1;
            },
            [&](int result) { delivered << result; });
        task.start([](const Progress&) { return 2; }, [&](int result) { delivered << result; });
        gate->release();
        left->acquire();
        QTRY_COMPARE(delivered, QList<int>{2});
        QTest::qWait(20);  // nothing comes after it
        QCOMPARE(delivered, QList<int>{2});
    }

    void cancelEndsTheWorkAtItsNextReport()
    {
        Task task;
        QSignalSpy finished(&task, &Task::finished);
        const auto ended = std::make_shared<QSemaphore>();
        task.start(
            [ended](const Progress& progress) -> int {
                try {
                    for (;;)
                        progress.report(0.5);
                } catch (const Cancelled&) {
                    ended->release();
                    throw;
                }
            },
            [](int) { QFAIL("A cancelled run delivers nothing"); });
        task.cancel();
        QVERIFY(ended->tryAcquire(1, 5000));
        QCOMPARE(finished.count(), 1);
        QTest::qWait(20);
        QCOMPARE(finished.count(), 1);
    }

    void anErrorBecomesItsSentence()
    {
        Task task;
        QSignalSpy failed(&task, &Task::failed);
        task.start([](const Progress&) -> int { throw Error("The file a.wav is empty."); },
                   [](int) { QFAIL("A failed run delivers nothing"); });
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), "The file a.wav is empty.");
    }

    void tellsShareAndStage()
    {
        Task task;
        QSignalSpy progressed(&task, &Task::progressed);
        const auto gate = std::make_shared<QSemaphore>();
        task.start(
            [gate](const Progress& progress) {
                progress.part(0.0, 0.5, "separating").report(0.5);
                gate->acquire();
                return 0;
            },
            [](int) {});
        QTRY_VERIFY(progressed.count() > 0);
        gate->release();
        QCOMPARE(progressed[0][0].toDouble(), 0.25);
        QCOMPARE(progressed[0][1].toString(), "separating");
        QTRY_VERIFY(!task.isRunning());
    }

    void workGivesWayToTheWindow()
    {
#ifndef Q_OS_LINUX
        QSKIP("Niceness is a thread's own on Linux only.");
#else
        const int before = getpriority(PRIO_PROCESS, 0);
        int niceness = 0;
        Task task;
        task.start([](const Progress&) { return getpriority(PRIO_PROCESS, 0); },
                   [&](int result) { niceness = result; });
        QTRY_VERIFY(!task.isRunning());
        QCOMPARE(niceness, std::min(before + 5, 19));
        QCOMPARE(getpriority(PRIO_PROCESS, 0), before);
#endif
    }

    void outlivesNothingWhenItIsDestroyedWhileWorking()
    {
        const auto ended = std::make_shared<QSemaphore>();
        {
            Task task;
            task.start(
                [ended](const Progress& progress) -> int {
                    try {
                        for (;;)
                            progress.report(0.1);
                    } catch (const Cancelled&) {
                        ended->release();
                        throw;
                    }
                },
                [](int) {});
        }
        QVERIFY(ended->tryAcquire(1, 5000));
    }
};

QTEST_GUILESS_MAIN(TestTask)
#include "tst_task.moc"
