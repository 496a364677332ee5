#pragma once

#include <QString>
#include <vector>

namespace whence {

/// A straight scale from values to places on the page.
struct Axis {
    double minimum = 0.0;  // value
    double maximum = 1.0;
    double begin = 0.0;  // pt, where the minimum is
    double end = 1.0;    // pt, where the maximum is

    double place(double value) const
    {
        return begin + (value - minimum) / (maximum - minimum) * (end - begin);
    }
};

/// Round values (1, 2, 5 · 10ⁿ) inside the range, at most `count`.
std::vector<double> roundTicks(double minimum, double maximum, int count);
/// Round times: 1, 2, 5, 10, 15, 30 s, 1, 2, 5 … min.
std::vector<double> timeTicks(double minimum, double maximum, int count);

/// "−0.5", "0", "1": as many decimals as the distance of the ticks needs.
QString tickText(double value, double step);

/// A symmetric round range that holds all values: 0.1, 0.2, 0.5, 1 …; `smallest` at least.
double symmetricRange(const std::vector<double>& values, double smallest = 0.05);

}  // namespace whence
