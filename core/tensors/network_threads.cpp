#include <ATen/Parallel.h>
#include <malloc.h>

#include <algorithm>
#include <climits>
#include <functional>
#include <thread>

namespace {

// Activations are tens of megabytes and come and go with each layer: without these thresholds the
// system would map and clear them anew each time (a third of the time of a window).
void keepFreedMemory()
{
    mallopt(M_MMAP_THRESHOLD, INT_MAX);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, 1 << 28);
}

struct AtLoad {
    AtLoad()
    {
        keepFreedMemory();
        at::set_num_threads(int(std::max(1u, std::thread::hardware_concurrency())));
    }
} const atLoad;

}  // namespace

extern "C" void whenceSetThreads(int threads)
{
    at::set_num_threads(threads > 0 ? threads
                                    : int(std::max(1u, std::thread::hardware_concurrency())));
}

extern "C" void whenceParallelFor(int count, const std::function<void(int)>& body)
{
    at::parallel_for(0, count, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i)
            body(int(i));
    });
}
