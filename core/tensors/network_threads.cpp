#include "core/tensors/network_threads.h"

#include <ATen/Parallel.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
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

int availableThreads()
{
    return int(std::max(1u, std::thread::hardware_concurrency()));
}

std::atomic<int> networkThreads = availableThreads();

const struct AtLoad {
    AtLoad() { keepFreedMemory(); }
} atLoad;

}  // namespace

void whence::useNetworkThreads()
{
    // Setting the number is costly (it makes a new pool), so only when it is another one.
    thread_local int used = 0;
    const int wanted = networkThreads;
    if (used != wanted)
        at::set_num_threads(wanted);
    used = wanted;
}

extern "C" void whenceSetThreads(int threads)
{
    networkThreads = threads > 0 ? threads : availableThreads();
    whence::useNetworkThreads();
}

extern "C" void whenceParallelFor(int count, const std::function<void(int)>& body)
{
    whence::useNetworkThreads();
    at::parallel_for(0, count, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i)
            body(int(i));
    });
}
