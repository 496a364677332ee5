#include "app/console.h"

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <memory>

#include "core/error.h"

namespace whence {

namespace {

// Signal handlers can reach nothing but a global; only they write to it.
volatile std::sig_atomic_t interrupted = 0;

void onInterrupt(int)
{
    interrupted = 1;
}

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point time)
{
    return std::chrono::duration<double>(Clock::now() - time).count();
}

std::string timeLeft(double elapsed, double done)
{
    if (done <= 0.02 || elapsed < 1.0)
        return "";
    const int seconds = int(std::ceil(elapsed * (1.0 - done) / done));
    return seconds < 90 ? ", " + std::to_string(seconds) + " s left"
                        : ", " + std::to_string((seconds + 30) / 60) + " min left";
}

/// Draws the line at most ten times a second.
struct ProgressLine {
    Clock::time_point begin = Clock::now();
    Clock::time_point drawn = Clock::now() - std::chrono::seconds(1);

    void show(double done, const std::string& stage)
    {
        if (secondsSince(drawn) < 0.1)
            return;
        drawn = Clock::now();
        std::fprintf(stderr, "\r\033[K%s %3.0f %%%s", stage.empty() ? "working" : stage.c_str(),
                     100.0 * done, timeLeft(secondsSince(begin), done).c_str());
        std::fflush(stderr);
    }
};

}  // namespace

void catchInterrupts()
{
    struct sigaction action = {};
    action.sa_handler = onInterrupt;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaction(signal, &action, nullptr);
    for (const int signal : {SIGPIPE, SIGXFSZ})
        std::signal(signal, SIG_IGN);  // a closed pipe or a file's limit is an error of the write
}

Progress consoleProgress()
{
    std::shared_ptr<ProgressLine> line;
    if (isatty(STDERR_FILENO))
        line = std::make_shared<ProgressLine>();
    return Progress([line](double done, const std::string& stage) {
        if (line)
            line->show(done, stage);
        return interrupted == 0;
    });
}

void clearProgressLine()
{
    if (isatty(STDERR_FILENO))
        std::fputs("\r\033[K", stderr);
}

void printNote(const std::string& line)
{
    clearProgressLine();
    std::fprintf(stderr, "%s\n", line.c_str());
}

void printResult(const std::string& text)
{
    clearProgressLine();
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw Error("The result can't be written to the standard output.");
}

}  // namespace whence
