#pragma once

#include <QByteArray>

namespace whence {

/// Since this process was started, in ms (to 10 ms).
double processAge();

/// "VmRSS" or "VmHWM" of this process in MB.
double processMemory(const QByteArray& name);

/// What the calling thread has used of the processor, in ms.
double threadTime();

}  // namespace whence
