#include "core/progress.h"

#include <utility>

namespace whence {

Progress::Progress(Listener listener) : m_listener(std::move(listener)) {}

void Progress::report(double done) const
{
    if (m_listener && !m_listener(m_begin + done * (m_end - m_begin), m_stage))
        throw Cancelled{};
}

Progress Progress::part(double begin, double end, const std::string& stage) const
{
    Progress result = *this;
    result.m_begin = m_begin + begin * (m_end - m_begin);
    result.m_end = m_begin + end * (m_end - m_begin);
    if (!stage.empty())
        result.m_stage = stage;
    return result;
}

}  // namespace whence
