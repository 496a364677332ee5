#pragma once

namespace whence {

/// Makes the networks' parallel loops use the number of threads that setNetworkThreads() set last.
/// Each thread has a number of its own, so a function that runs a network calls this first. In the
/// networks library.
void useNetworkThreads();

}  // namespace whence
