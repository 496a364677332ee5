#pragma once

namespace whence {

/// Lets threads that wait for work sleep. By default OpenMP's spin for milliseconds after every
/// parallel loop: beside other programs that takes several times the processor time. OpenMP reads
/// its settings when it is loaded, before main(), so the program starts itself anew with
/// OMP_WAIT_POLICY=passive; a policy that the environment has already is left as it is.
void letWaitingThreadsSleep(char** arguments);

}  // namespace whence
