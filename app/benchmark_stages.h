#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/progress.h"

namespace whence {

/// How large the benchmark's tasks are; by default those of the published models.
struct BenchmarkSize {
    int baseChannels = 128;  // of the emotion network
    double seconds = 40.0;   // of generated music, and of the emotion network's window
    int stems = 5;           // that are explained by, at most 5
    int batch = 16;          // windows of a training step
    std::vector<int> separatorFilters = {16, 32, 64, 128, 256, 512};
    int rows = 1000;               // mixes of sampled LIME
    int measuredRows = 100;        // so many are timed, the rest in proportion
    double exampleSeconds = 40.0;  // of the bundled example, at most
    int shifts = 4;                // of the window in its whole analysis; 0: no baselines either
};

/// A size at which everything takes moments: to see that it runs.
BenchmarkSize quickSize();

/// A task that is ready to be timed.
struct BenchmarkWork {
    std::function<double()> run;  // does it once and returns the seconds it took
    double operations = 0.0;      // floating-point operations of its networks; 0: it has none
    // Another way to the same end that is timed in turn with it; may be missing.
    std::string comparison;  // "plain network / inference path"
    std::function<std::function<double()>()> makeComparison;
};

/// One row of the benchmark.
struct BenchmarkStage {
    std::string name;  // "network"
    std::string task;  // what is timed, for people
    std::function<BenchmarkWork()> make;
    double targetSeconds = 0.0;  // what it should take on two cores with AVX-512; 0: no target
    double targetMemory = 0.0;   // bytes; 0: no target
};

/// All rows: with random weights at this size, then with the built-in models.
std::vector<BenchmarkStage> benchmarkStages(const BenchmarkSize& size);

/// What was measured of a stage. Of runs: in their order.
struct BenchmarkResult {
    std::string name;
    std::string task;
    std::vector<double> seconds;            // of the runs
    double peakMemory = 0.0;                // bytes, the process's largest resident set
    double operations = 0.0;                // floating-point, of a run
    std::vector<double> convolutionPeak;    // GFLOP/s beside each run; empty without operations
    std::string comparison;                 // empty: none
    std::vector<double> comparisonSeconds;  // beside each run
    double targetSeconds = 0.0;
    double targetMemory = 0.0;  // bytes
};

/// Runs a stage once to warm up and then `runs` times, in turn with what it is compared with.
BenchmarkResult measureStage(const BenchmarkStage& stage, int runs, const Progress& progress = {});

}  // namespace whence
