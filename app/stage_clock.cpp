#include "app/stage_clock.h"

#include <algorithm>

namespace whence {

StageClock::StageClock(const Progress& progress) : m_progress(progress) {}

Progress StageClock::progress()
{
    return Progress([this](double done, const std::string& stage) {
        enter(stage);
        m_progress.part(0.0, 1.0, stage).report(done);
        return true;
    });
}

void StageClock::enter(const std::string& stage)
{
    if (stage == m_stage)
        return;
    m_seconds = seconds();
    m_stage = stage;
    m_begin = Clock::now();
}

std::vector<std::pair<std::string, double>> StageClock::seconds() const
{
    std::vector<std::pair<std::string, double>> result = m_seconds;
    if (m_stage.empty())
        return result;
    const double elapsed = std::chrono::duration<double>(Clock::now() - m_begin).count();
    const auto known = std::ranges::find(result, m_stage, &std::pair<std::string, double>::first);
    if (known != result.end())
        known->second += elapsed;
    else
        result.push_back({m_stage, elapsed});
    return result;
}

}  // namespace whence
