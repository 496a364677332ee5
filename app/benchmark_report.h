#pragma once

#include <string>
#include <vector>

#include "app/benchmark_stages.h"

namespace whence {

/// The machine and how busy it was.
struct BenchmarkMachine {
    std::string processor;
    int cores = 0;
    int threads = 0;                 // of the networks; 0: as many as there are cores
    std::vector<double> loadBefore;  // average number of busy processes over 1, 5 and 15 minutes
    std::vector<double> loadAfter;
};

/// This machine; what is not known is empty.
BenchmarkMachine describeMachine();
/// The load averages of now.
std::vector<double> loadAverages();

/// Everything as JSON, schema whence.benchmark/1: seconds, bytes, GFLOP/s.
std::string benchmarkJson(const std::vector<BenchmarkResult>& results,
                          const BenchmarkMachine& machine);
/// The results in such a JSON text. Throws Error if it is none.
std::vector<BenchmarkResult> parseBenchmark(const std::string& json);

/// Everything as a table for people.
std::string benchmarkText(const std::vector<BenchmarkResult>& results,
                          const BenchmarkMachine& machine);

}  // namespace whence
