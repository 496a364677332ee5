#pragma once

#include <ATen/autocast_mode.h>

namespace whence {

/// While it lives, this thread computes convolutions and linear layers in bfloat16, if wanted.
class MixedPrecision {
public:
    explicit MixedPrecision(bool wanted) : m_wanted(wanted)
    {
        if (m_wanted) {
            at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
            at::autocast::set_cpu_enabled(true);
        }
    }
    ~MixedPrecision()
    {
        if (m_wanted) {
            at::autocast::clear_cache();
            at::autocast::set_cpu_enabled(false);
        }
    }
    MixedPrecision(const MixedPrecision&) = delete;
    MixedPrecision& operator=(const MixedPrecision&) = delete;

private:
    bool m_wanted;
};

}  // namespace whence
