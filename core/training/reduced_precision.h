#pragma once

#include <ATen/autocast_mode.h>

namespace whence {

/// Runs convolutions in bfloat16 while it lives.
class ReducedPrecision {
public:
    explicit ReducedPrecision(bool wanted) : m_wanted(wanted)
    {
        if (m_wanted) {
            at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
            at::autocast::set_cpu_enabled(true);
        }
    }
    ~ReducedPrecision()
    {
        if (m_wanted) {
            at::autocast::clear_cache();
            at::autocast::set_cpu_enabled(false);
        }
    }
    ReducedPrecision(const ReducedPrecision&) = delete;
    ReducedPrecision& operator=(const ReducedPrecision&) = delete;

private:
    bool m_wanted;
};

}  // namespace whence
