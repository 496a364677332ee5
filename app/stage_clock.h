#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "core/progress.h"

namespace whence {

/// Measures how long each stage of a task takes that reports to its progress().
class StageClock {
public:
    explicit StageClock(const Progress& progress);

    /// Passes on to the progress the clock was made with. Must not outlive the clock.
    Progress progress();

    /// Seconds by stage, in the order the stages began; the running one until now.
    std::vector<std::pair<std::string, double>> seconds() const;

private:
    using Clock = std::chrono::steady_clock;
    Progress m_progress;
    std::string m_stage;
    Clock::time_point m_begin = Clock::now();
    std::vector<std::pair<std::string, double>> m_seconds;

    void enter(const std::string& stage);
};

}  // namespace whence
