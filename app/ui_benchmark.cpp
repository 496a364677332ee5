#include "app/ui_benchmark.h"

#include <QAbstractEventDispatcher>
#include <QAction>
#include <QDialog>
#include <QObject>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/process_figures.h"
#include "ui/compare_dialog.h"
#include "ui/exports.h"
#include "ui/main_window.h"
#include "ui/report_dialog.h"
#include "ui/track_page.h"

namespace whence {

namespace {

constexpr int kZooms = 200;
constexpr double kZoomStep = 1.25;
constexpr double kScrolledShare = 0.05;  // of the whole is seen while it is scrolled
constexpr int kScrolls = 200;            // from the beginning to the end
constexpr int kFaderMoves = 5;
constexpr double kFaderStep = -3.0;  // dB
constexpr double kPercentile = 0.95;

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return std::nan("");
    std::ranges::sort(values);
    return values[std::size_t(std::ceil(share * double(values.size()))) - 1];
}

/// How long something lasted at most, and in which step.
struct Longest {
    double milliseconds = 0.0;
    QString step;

    void count(double lasted, const QString& current)
    {
        if (lasted > milliseconds)
            *this = {lasted, current};
    }
};

}  // namespace

/// Steps of the same kind and how long each took.
struct UiBenchmark::Steps {
    int left = 0;
    std::vector<double> milliseconds = {};
    std::vector<double> processor = {};  // ms of the main thread's own time in each
};

struct UiBenchmark::Measures {
    QObject context;  // of the connections
    QElapsedTimer clock;
    QElapsedTimer busy;
    bool isBusy = false;
    double processorAtWaking = 0.0;  // ms
    QString step = QStringLiteral("start");
    Longest longestBusy;
    Longest longestProcessor;
    double launch = 0.0;  // ms, all of these
    double opened = 0.0;
    double soundReady = 0.0;
    double spectrogramReady = 0.0;
    double sourcesReady = 0.0;
    double memoryAtStart = 0.0;  // MB
    QElapsedTimer stepClock;
    double processorAtStep = 0.0;  // ms
    Steps* running = nullptr;      // which are over when all that they cause has been drawn
    Steps zooms{kZooms};
    Steps scrolls{kScrolls};
    QElapsedTimer faderClock;
    bool isFaderMoved = false;  // and the model has not answered yet
    Steps earlyMoves{kFaderMoves};
    Steps moves{kFaderMoves};
    QTemporaryDir folder;

    void beginStep(Steps& steps)
    {
        --steps.left;
        running = &steps;
        stepClock.start();
        processorAtStep = threadTime();
    }

    /// One turn of the event loop is over.
    void countTurn()
    {
        if (!isBusy || launch == 0.0)
            return;
        longestBusy.count(double(busy.nsecsElapsed()) / 1e6, step);
        longestProcessor.count(threadTime() - processorAtWaking, step);
    }

    void wake()
    {
        countTurn();  // without having waited for the next
        isBusy = true;
        busy.restart();
        processorAtWaking = threadTime();
    }

    void block()
    {
        countTurn();
        if (launch == 0.0) {
            launch = processAge();
            memoryAtStart = processMemory("VmRSS");
        }
        isBusy = false;
        if (Steps* const steps = std::exchange(running, nullptr)) {
            steps->milliseconds.push_back(double(stepClock.nsecsElapsed()) / 1e6);
            steps->processor.push_back(threadTime() - processorAtStep);
        }
    }
};

UiBenchmark::UiBenchmark(MainWindow& window)
    : m_window(window), m_measures(std::make_unique<Measures>())
{
    Measures& measures = *m_measures;
    measures.clock.start();
    measures.busy.start();
    measures.wake();
    auto* const dispatcher = QAbstractEventDispatcher::instance();
    QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &measures.context,
                     [&measures] { measures.wake(); });
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &measures.context,
                     [&measures] { measures.block(); });
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

/// A step that is told in the report as the one in which something lasted longest.
void UiBenchmark::add(UiScript& script, const QString& name, std::function<bool()> isReady,
                      std::function<void()> run)
{
    script.add(name, std::move(isReady), [this, name, run = std::move(run)] {
        m_measures->step = name;
        run();
    });
}

void UiBenchmark::addSteps(UiScript& script, const std::filesystem::path& recording)
{
    MainWindow* const window = &m_window;
    const auto hasSources = [window] { return window->document().hasSources(); };
    add(
        script, QStringLiteral("open"), [window] { return window->document().model() != nullptr; },
        [this, window, recording] {
            m_measures->opened = double(m_measures->clock.nsecsElapsed()) / 1e6;
            window->open(recording);
        });
    add(script, QStringLiteral("zoom"), hasSources, [window] { window->trackPage().showAll(); });
    addMoves(script);
    add(
        script, QStringLiteral("solo"),
        [window] { return !window->document().stems().stems.empty(); },
        [window] { window->trackPage().playStem(0); });
    add(
        script, QStringLiteral("mix"), [] { return true; },
        [window] { window->trackPage().returnToMix(); });
    addWhatIfs(script, m_measures->earlyMoves);
    add(
        script, QStringLiteral("stability"),
        [window] { return !window->document().isRunning(Document::Stage::Stability); }, [] {});
    addWhatIfs(script, m_measures->moves);
    addDialogs(script);
    add(
        script, QStringLiteral("another window"), [] { return true; },
        [window] { window->document().moveWindow(0.0); });
    add(
        script, QStringLiteral("end"),
        [window, hasSources] {
            return hasSources() && window->document().analysis()->window.start == 0.0;
        },
        [] {});
}

/// Zooms in and out again, then scrolls from the beginning to the end.
void UiBenchmark::addMoves(UiScript& script)
{
    Measures* const measures = m_measures.get();
    MainWindow* const window = &m_window;
    add(
        script, QStringLiteral("scroll"),
        [=] {
            if (measures->zooms.left == 0)
                return true;
            const bool isInward = measures->zooms.left > kZooms / 2;
            measures->beginStep(measures->zooms);
            window->trackPage().zoom(isInward ? 1.0 / kZoomStep : kZoomStep);
            return false;
        },
        [] {});
    add(
        script, QStringLiteral("show all"),
        [=] {
            if (measures->scrolls.left == 0)
                return true;
            const double length = kScrolledShare * window->document().duration();
            const double done = 1.0 - double(measures->scrolls.left) / kScrolls;
            const double start = done * (window->document().duration() - length);
            measures->beginStep(measures->scrolls);
            window->trackPage().setVisibleSpan({start, start + length});
            return false;
        },
        [window] { window->trackPage().showAll(); });
}

/// Moves a fader, waits for the model's answer, and so on.
void UiBenchmark::addWhatIfs(UiScript& script, Steps& moves)
{
    Measures* const measures = m_measures.get();
    MainWindow* const window = &m_window;
    add(
        script, QStringLiteral("what-if"), [] { return true; },
        [=, &moves] {
            QObject::connect(
                &window->trackPage().whatIf(), &WhatIf::changed, &measures->context, [=, &moves] {
                    const WhatIf& whatIf = window->trackPage().whatIf();
                    if (!whatIf.prediction() || whatIf.isEstimate() ||
                        !std::exchange(measures->isFaderMoved, false))
                        return;
                    moves.milliseconds.push_back(double(measures->faderClock.nsecsElapsed()) / 1e6);
                });
        });
    add(
        script, QStringLiteral("no what-if"),
        [=, &moves] {
            if (measures->isFaderMoved)
                return false;
            if (moves.left == 0)
                return true;
            std::vector<StemControl> controls = window->listening().controls();
            controls.front().gain = kFaderStep * moves.left--;
            measures->faderClock.start();
            measures->isFaderMoved = true;
            window->listening().setControls(controls);
            return false;
        },
        [=] {
            window->trackPage().whatIf().disconnect(&measures->context);
            window->trackPage().resetControls();
        });
}

/// Compares the model with itself, looks at the report and writes it, and at all else there is.
void UiBenchmark::addDialogs(UiScript& script)
{
    MainWindow* const window = &m_window;
    const auto trigger = [window](const char* action) {
        window->findChild<QAction*>(QLatin1String(action))->trigger();
    };
    add(
        script, QStringLiteral("compare"), [] { return true; },
        [=] {
            trigger("compareAction");
            window->findChild<CompareDialog*>()->compareWith(
                window->document().instruments().model);
        });
    add(
        script, QStringLiteral("report"),
        [=] {
            const auto* const dialog = window->findChild<CompareDialog*>();
            return dialog->findChild<QTreeWidget*>()->topLevelItemCount() > 0;
        },
        [=] {
            window->findChild<CompareDialog*>()->close();
            trigger("reportAction");
        });
    const std::filesystem::path file = m_measures->folder.filePath("report.pdf").toStdString();
    add(
        script, QStringLiteral("write the report"),
        [=] { return window->findChild<ReportDialog*>()->pageCount() > 0; },
        [=] {
            window->findChild<ReportDialog*>()->close();
            window->exports().writeReport(file, {});
        });
    add(
        script, QStringLiteral("report written"), [=] { return std::filesystem::exists(file); },
        [] {});
    for (const char* const action :
         {"modelsAction", "preferencesAction", "manualAction", "keysAction", "aboutAction",
          "corpusPageAction", "trackPageAction"}) {
        add(
            script, QLatin1String(action), [] { return true; }, [=] { trigger(action); });
        add(
            script, QLatin1String(action) + QStringLiteral(", closed"), [] { return true; },
            [window] {
                for (QDialog* const dialog : window->findChildren<QDialog*>())
                    dialog->close();
            });
    }
}

QString UiBenchmark::report() const
{
    const Measures& measures = *m_measures;
    QString text;
    const auto add = [&text](const char* what, double value, const char* unit,
                             const QString& step = {}) {
        text += QStringLiteral("%1 %2 %3")
                    .arg(QLatin1String(what), -60)
                    .arg(value, 9, 'f', 1)
                    .arg(QLatin1String(unit));
        text += step.isEmpty() ? QString() : QStringLiteral(" (step: %1)").arg(step);
        text += QLatin1Char('\n');
    };
    add("process start to window on screen", measures.launch, "ms");
    add("open to sound and waveform", measures.soundReady - measures.opened, "ms");
    add("open to spectrogram", measures.spectrogramReady - measures.opened, "ms");
    add("open to explanation by sources", measures.sourcesReady - measures.opened, "ms");
    add("zoom step, 95th percentile", percentile(measures.zooms.milliseconds, kPercentile), "ms");
    add("zoom step, main thread's processor time, likewise",
        percentile(measures.zooms.processor, kPercentile), "ms");
    add("scroll step, 95th percentile", percentile(measures.scrolls.milliseconds, kPercentile),
        "ms");
    add("scroll step, main thread's processor time, likewise",
        percentile(measures.scrolls.processor, kPercentile), "ms");
    add("scroll step, median", percentile(measures.scrolls.milliseconds, 0.5), "ms");
    add("fader to the model's answer while the window is moved, median",
        percentile(measures.earlyMoves.milliseconds, 0.5), "ms");
    add("fader to the model's answer, median", percentile(measures.moves.milliseconds, 0.5), "ms");
    add("fader to the model's answer, at most", percentile(measures.moves.milliseconds, 1.0), "ms");
    add("longest time the main thread was busy", measures.longestBusy.milliseconds, "ms",
        measures.longestBusy.step);
    add("longest time the main thread used the processor", measures.longestProcessor.milliseconds,
        "ms", measures.longestProcessor.step);
    add("memory with the window on screen", measures.memoryAtStart, "MB");
    add("memory at the end", processMemory("VmRSS"), "MB");
    add("memory at most", processMemory("VmHWM"), "MB");
    return text;
}

}  // namespace whence
