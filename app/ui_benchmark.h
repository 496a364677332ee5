#pragma once

#include <QString>
#include <filesystem>
#include <functional>
#include <memory>

#include "app/ui_script.h"

namespace whence {

class MainWindow;

/// What a scripted run of the window measures. The main thread counts as busy in each turn of the
/// event loop: from the moment it wakes up until it waits for events again, or looks for more.
class UiBenchmark {
public:
    /// Measures from now on; the window must have been shown.
    explicit UiBenchmark(MainWindow& window);
    ~UiBenchmark();
    UiBenchmark(const UiBenchmark&) = delete;
    UiBenchmark& operator=(const UiBenchmark&) = delete;

    /// Adds the steps: open a recording, zoom and scroll, listen to a stem, ask what if, compare
    /// two models, write a report, look at each dialog, explain another window.
    void addSteps(UiScript& script, const std::filesystem::path& recording);
    /// The figures, one a line.
    QString report() const;

private:
    struct Measures;
    struct Steps;
    void add(UiScript& script, const QString& name, std::function<bool()> isReady,
             std::function<void()> run);
    void addMoves(UiScript& script);
    void addWhatIfs(UiScript& script, Steps& moves);
    void addDialogs(UiScript& script);

    MainWindow& m_window;
    std::unique_ptr<Measures> m_measures;
};

}  // namespace whence
