#include "app/process_figures.h"

#include <time.h>
#include <unistd.h>

#include <QFile>
#include <cmath>

namespace whence {

double processAge()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    QFile uptime(QStringLiteral("/proc/uptime"));
    if (!stat.open(QFile::ReadOnly) || !uptime.open(QFile::ReadOnly))
        return std::nan("");
    // What follows the program's name, which may have spaces; the 22nd value is the start.
    const QByteArray text = stat.readAll();
    const QList<QByteArray> values = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const double start = values.value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
    return 1e3 * (uptime.readAll().split(' ').value(0).toDouble() - start);
}

double processMemory(const QByteArray& name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QFile::ReadOnly))
        return std::nan("");
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).simplified().split(' ').value(0).toDouble() / 1024.0;
    return std::nan("");
}

double threadTime()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * double(time.tv_sec) + 1e-6 * double(time.tv_nsec);
}

}  // namespace whence
