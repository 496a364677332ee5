#include "app/ui_benchmark.h"

#include <unistd.h>

#include <QAbstractEventDispatcher>
#include <QFile>
#include <QObject>
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "ui/main_window.h"
#include "ui/track_page.h"

namespace whence {

namespace {

constexpr int kZooms = 200;
constexpr double kZoomStep = 1.25;
constexpr double kPercentile = 0.95;

/// Since this process was started, in ms (to 10 ms).
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

/// "VmRSS" or "VmHWM" in MB.
double memory(const QByteArray& name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QFile::ReadOnly))
        return std::nan("");
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).simplified().split(' ').value(0).toDouble() / 1024.0;
    return std::nan("");
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return std::nan("");
    std::ranges::sort(values);
    return values[std::size_t(std::ceil(share * double(values.size()))) - 1];
}

}  // namespace

struct UiBenchmark::Measures {
    QObject context;  // of the connections
    QElapsedTimer clock;
    QElapsedTimer busy;
    bool isBusy = false;
    double launch = 0.0;  // ms, all of these
    double longestBusy = 0.0;
    double opened = 0.0;
    double soundReady = 0.0;
    double spectrogramReady = 0.0;
    double sourcesReady = 0.0;
    double memoryAtStart = 0.0;  // MB
    QElapsedTimer zoom;
    bool isZooming = false;
    int zoomsLeft = kZooms;
    std::vector<double> zooms;
};

UiBenchmark::UiBenchmark(MainWindow& window)
    : m_window(window), m_measures(std::make_unique<Measures>())
{
    Measures& measures = *m_measures;
    measures.clock.start();
    measures.busy.start();
    measures.isBusy = true;
    auto* const dispatcher = QAbstractEventDispatcher::instance();
    QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &measures.context, [&measures] {
        measures.isBusy = true;
        measures.busy.restart();
    });
    QObject::connect(
        dispatcher, &QAbstractEventDispatcher::aboutToBlock, &measures.context, [&measures] {
            if (measures.launch == 0.0) {
                measures.launch = processAge();
                measures.memoryAtStart = memory("VmRSS");
            } else if (measures.isBusy) {
                measures.longestBusy =
                    std::max(measures.longestBusy, double(measures.busy.nsecsElapsed()) / 1e6);
            }
            measures.isBusy = false;
            if (std::exchange(measures.isZooming, false))
                measures.zooms.push_back(double(measures.zoom.nsecsElapsed()) / 1e6);
        });
    Document& document = window.document();
    const auto now = [&measures] { return double(measures.clock.nsecsElapsed()) / 1e6; };
    QObject::connect(&document, &Document::soundGrew, &measures.context, [&measures, now] {
        if (measures.soundReady == 0.0)
            measures.soundReady = now();
    });
    QObject::connect(&document, &Document::spectrogramChanged, &measures.context, [&measures, now] {
        if (measures.spectrogramReady == 0.0)
            measures.spectrogramReady = now();
    });
    QObject::connect(&document, &Document::analysisChanged, &measures.context,
                     [&measures, &document, now] {
                         if (measures.sourcesReady == 0.0 && document.hasSources())
                             measures.sourcesReady = now();
                     });
}

UiBenchmark::~UiBenchmark() = default;

void UiBenchmark::addSteps(UiScript& script, const std::filesystem::path& recording)
{
    Measures* const measures = m_measures.get();
    MainWindow* const window = &m_window;
    const auto hasSources = [window] { return window->document().hasSources(); };
    script.add(
        QStringLiteral("open"), [window] { return window->document().model() != nullptr; },
        [=] {
            measures->opened = double(measures->clock.nsecsElapsed()) / 1e6;
            window->open(recording);
        });
    script.add(QStringLiteral("explain"), hasSources, [window] { window->trackPage().showAll(); });
    // In and out again; each step is over when all that it caused has been drawn.
    script.add(
        QStringLiteral("zoom"),
        [=] {
            if (measures->zoomsLeft == 0)
                return true;
            const bool isInward = measures->zoomsLeft-- % kZooms >= kZooms / 2;
            measures->zoom.start();
            measures->isZooming = true;
            window->trackPage().zoom(isInward ? 1.0 / kZoomStep : kZoomStep);
            return false;
        },
        [window] { window->trackPage().showAll(); });
    script.add(
        QStringLiteral("listen"), [window] { return !window->document().stems().stems.empty(); },
        [window] { window->trackPage().playStem(0); });
    script.add(
        QStringLiteral("mix"), [] { return true; },
        [window] { window->trackPage().returnToMix(); });
    script.add(
        QStringLiteral("move"), [] { return true; },
        [window] { window->document().moveWindow(0.0); });
    script.add(
        QStringLiteral("explain again"),
        [window, hasSources] {
            return hasSources() && window->document().analysis()->window.start == 0.0;
        },
        [] {});
}

QString UiBenchmark::report() const
{
    const Measures& measures = *m_measures;
    const auto line = [](const QString& what, double value, const char* unit) {
        return QStringLiteral("%1 %2 %3\n")
            .arg(what, -44)
            .arg(value, 9, 'f', 1)
            .arg(QLatin1String(unit));
    };
    return line(QStringLiteral("process start to window on screen"), measures.launch, "ms") +
           line(QStringLiteral("open to sound and waveform"), measures.soundReady - measures.opened,
                "ms") +
           line(QStringLiteral("open to spectrogram"), measures.spectrogramReady - measures.opened,
                "ms") +
           line(QStringLiteral("open to explanation by sources"),
                measures.sourcesReady - measures.opened, "ms") +
           line(QStringLiteral("zoom step, 95th percentile"),
                percentile(measures.zooms, kPercentile), "ms") +
           line(QStringLiteral("longest time the main thread was busy"), measures.longestBusy,
                "ms") +
           line(QStringLiteral("memory with the window on screen"), measures.memoryAtStart, "MB") +
           line(QStringLiteral("memory at the end"), memory("VmRSS"), "MB") +
           line(QStringLiteral("memory at most"), memory("VmHWM"), "MB");
}

}  // namespace whence
