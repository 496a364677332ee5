#pragma once

#include <functional>

namespace whence {

/// The function of that name (extern "C") in the library that needs LibTorch, which is opened at
/// the first call so that a program starts without it. Throws Error if it can't be opened.
void* networkFunction(const char* name);

/// Threads all networks compute with from now on; 0: as many as there are cores (the default).
void setNetworkThreads(int threads);

/// body(0) … body(count - 1) on the threads the networks compute with. An exception of one of them
/// is thrown here.
void parallelFor(int count, const std::function<void(int)>& body);

}  // namespace whence
