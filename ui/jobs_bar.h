#pragma once

#include <QElapsedTimer>
#include <QWidget>
#include <map>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QToolButton;

namespace whence {

/// The work in the background, one entry each: its stage, how far it is, the time left by its
/// measured speed, and a way to cancel it.
class JobsBar : public QWidget {
    Q_OBJECT

public:
    explicit JobsBar(QWidget* parent = nullptr);

    /// A job begins or goes on: `done` is 0 to 1, `stage` what it does now. Jobs are told apart by
    /// their ids.
    void setJob(const QString& id, const QString& stage, double done);
    void endJob(const QString& id);
    int count() const { return int(m_jobs.size()); }

Q_SIGNALS:
    void cancelRequested(const QString& id);

private:
    struct Job {
        QWidget* widget = nullptr;
        QLabel* label = nullptr;
        QProgressBar* bar = nullptr;
        QElapsedTimer clock;
    };

    Job makeJob(const QString& id);

    QHBoxLayout* m_layout = nullptr;
    std::map<QString, Job> m_jobs;
};

/// "4 s left" of a job that has taken `seconds` for `done` (0 to 1) of its work; empty while that
/// can't be told yet.
QString timeLeftText(double seconds, double done);

}  // namespace whence
