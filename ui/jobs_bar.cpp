#include "ui/jobs_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <cmath>

#include "ui/core_text.h"

namespace whence {

namespace {

constexpr int kBarWidth = 90;            // pixels
constexpr double kShortestRun = 1.0;     // s, before its speed is believed
constexpr double kSmallestShare = 0.02;  // of the work, likewise

}  // namespace

QString timeLeftText(double seconds, double done)
{
    if (seconds < kShortestRun || done < kSmallestShare || done >= 1.0)
        return {};
    const int left = int(std::ceil(seconds / done * (1.0 - done)));
    return left < 60 ? JobsBar::tr("%1 s left").arg(left)
                     : JobsBar::tr("%1 min left").arg((left + 30) / 60);
}

JobsBar::JobsBar(QWidget* parent) : QWidget(parent)
{
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("Work in the background"));
}

JobsBar::Job JobsBar::makeJob(const QString& id)
{
    Job job;
    job.widget = new QWidget(this);
    job.label = new QLabel(job.widget);
    job.bar = new QProgressBar(job.widget);
    job.bar->setFixedWidth(kBarWidth);
    job.bar->setRange(0, 1000);
    job.bar->setTextVisible(false);
    job.bar->setMaximumHeight(job.label->fontMetrics().height());
    auto* const cancel = new QToolButton(job.widget);
    cancel->setObjectName(QStringLiteral("cancel-") + id);
    cancel->setText(QStringLiteral("✕"));
    cancel->setToolTip(tr("Cancel"));
    cancel->setAutoRaise(true);
    auto* const box = new QHBoxLayout(job.widget);
    box->setContentsMargins(6, 0, 0, 0);
    box->addStretch();
    box->addWidget(job.label);
    box->addWidget(job.bar);
    box->addWidget(cancel);
    m_layout->addWidget(job.widget);
    connect(cancel, &QToolButton::clicked, this, [this, id] { Q_EMIT cancelRequested(id); });
    job.clock.start();
    return job;
}

void JobsBar::setJob(const QString& id, const QString& stage, double done)
{
    auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        found = m_jobs.emplace(id, makeJob(id)).first;
    Job& job = found->second;
    const QString name = localized(stage);
    const QString left = timeLeftText(double(job.clock.elapsed()) / 1e3, done);
    job.label->setText(left.isEmpty() ? name : tr("%1, %2").arg(name, left));
    job.bar->setValue(int(std::lround(1000.0 * done)));
    job.bar->setAccessibleName(name);
    auto* const cancel = job.widget->findChild<QToolButton*>();
    cancel->setAccessibleName(tr("Cancel: %1").arg(name));
}

void JobsBar::endJob(const QString& id)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return;
    found->second.widget->hide();
    found->second.widget->deleteLater();
    m_jobs.erase(found);
}

}  // namespace whence
