#pragma once

namespace whence {

/// The function of that name (extern "C") in the library that needs LibTorch, which is opened at
/// the first call so that a program starts without it. Throws Error if it can't be opened.
void* networkFunction(const char* name);

/// Threads all networks compute with from now on; 0: as many as there are cores (the default).
void setNetworkThreads(int threads);

}  // namespace whence
