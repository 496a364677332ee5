#include "app/benchmark_report.h"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/analysis.h"
#include "core/error.h"

namespace whence {

namespace {

using Json = nlohmann::ordered_json;

struct Range {
    double minimum = 0.0;
    double median = 0.0;
    double maximum = 0.0;
};

Range rangeOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    const double median =
        values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
    return {values.front(), median, values.back()};
}

/// How many times as long as each run what it is compared with took beside it.
std::vector<double> ratiosOf(const BenchmarkResult& result)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < result.comparisonSeconds.size(); ++i)
        ratios.push_back(result.comparisonSeconds[i] / result.seconds.at(i));
    return ratios;
}

/// GFLOP/s of each run.
std::vector<double> speedsOf(const BenchmarkResult& result)
{
    std::vector<double> speeds;
    for (const double seconds : result.seconds)
        speeds.push_back(result.operations / seconds / 1e9);
    return speeds;
}

Json summary(const std::vector<double>& values)
{
    const Range range = rangeOf(values);
    return {{"runs", values},
            {"minimum", range.minimum},
            {"median", range.median},
            {"maximum", range.maximum}};
}

Json toJson(const BenchmarkResult& result)
{
    Json json = {{"name", result.name},
                 {"task", result.task},
                 {"seconds", summary(result.seconds)},
                 {"peakMemoryBytes", result.peakMemory}};
    if (result.operations > 0.0) {
        json["operations"] = result.operations;
        json["gigaflopsPerSecond"] = summary(speedsOf(result));
        json["convolutionPeakGigaflopsPerSecond"] = summary(result.convolutionPeak);
    }
    if (!result.comparison.empty())
        json["ratio"] = {{"name", result.comparison},
                         {"comparisonSeconds", summary(result.comparisonSeconds)},
                         {"ratio", summary(ratiosOf(result))}};
    if (result.targetSeconds > 0.0)
        json["targetSeconds"] = result.targetSeconds;
    if (result.targetMemory > 0.0)
        json["targetMemoryBytes"] = result.targetMemory;
    return json;
}

BenchmarkResult fromJson(const Json& json)
{
    const auto runs = [](const Json& node) { return node.at("runs").get<std::vector<double>>(); };
    BenchmarkResult result;
    result.name = json.at("name").get<std::string>();
    result.task = json.at("task").get<std::string>();
    result.seconds = runs(json.at("seconds"));
    result.peakMemory = json.at("peakMemoryBytes").get<double>();
    result.operations = json.value("operations", 0.0);
    if (result.operations > 0.0)
        result.convolutionPeak = runs(json.at("convolutionPeakGigaflopsPerSecond"));
    if (json.contains("ratio")) {
        result.comparison = json["ratio"].at("name").get<std::string>();
        result.comparisonSeconds = runs(json["ratio"].at("comparisonSeconds"));
    }
    result.targetSeconds = json.value("targetSeconds", 0.0);
    result.targetMemory = json.value("targetMemoryBytes", 0.0);
    return result;
}

std::string fixed(double value, int digits)
{
    std::array<char, 64> text;
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

std::string secondsText(double seconds)
{
    return fixed(seconds, seconds < 0.1 ? 4 : seconds < 10.0 ? 3 : 1);
}

std::string cell(const std::string& text, std::size_t width)
{
    return std::string(text.size() < width ? width - text.size() : 1, ' ') + text;
}

constexpr std::size_t taskWidth = 60;

std::string rowText(const BenchmarkResult& result)
{
    const Range seconds = rangeOf(result.seconds);
    std::string row = result.task;
    row.resize(std::max(taskWidth, row.size()), ' ');
    row += cell(secondsText(seconds.minimum), 9) + cell(secondsText(seconds.median), 9) +
           cell(secondsText(seconds.maximum), 9) + cell(fixed(result.peakMemory / 1e6, 0), 8);
    if (result.operations > 0.0) {
        const double speed = rangeOf(speedsOf(result)).median;
        const double peak = rangeOf(result.convolutionPeak).median;
        row += cell(fixed(speed, 0), 9) + cell(fixed(100.0 * speed / peak, 0) + " %", 8);
    } else {
        row += cell("-", 9) + cell("-", 8);
    }
    row += result.targetSeconds > 0.0 ? cell(secondsText(result.targetSeconds), 9) : cell("-", 9);
    row += result.targetMemory > 0.0 ? cell(fixed(result.targetMemory / 1e6, 0), 8) : cell("-", 8);
    return row + "\n";
}

std::string loadText(const std::vector<double>& load)
{
    std::string text;
    for (const double value : load)
        text += (text.empty() ? "" : " ") + fixed(value, 2);
    return text.empty() ? "unknown" : text;
}

std::string peakText(const std::vector<BenchmarkResult>& results)
{
    std::vector<double> peaks;
    for (const BenchmarkResult& result : results)
        peaks.insert(peaks.end(), result.convolutionPeak.begin(), result.convolutionPeak.end());
    if (peaks.empty())
        return "";
    const Range range = rangeOf(peaks);
    return "The convolution peak, a 3 x 3 convolution of 128 channels timed beside every run, "
           "was " +
           fixed(range.minimum, 0) + " to " + fixed(range.maximum, 0) + " GFLOP/s (median " +
           fixed(range.median, 0) +
           ").\nOperations are counted as if all convolutions were direct. Winograd's algorithm "
           "needs fewer,\nso a network can go beyond 100 % of the peak.\n";
}

}  // namespace

BenchmarkMachine describeMachine()
{
    BenchmarkMachine machine;
    std::ifstream processors("/proc/cpuinfo");
    for (std::string line; std::getline(processors, line) && machine.processor.empty();)
        if (line.starts_with("model name") && line.find(": ") != std::string::npos)
            machine.processor = line.substr(line.find(": ") + 2);
    machine.cores = int(std::thread::hardware_concurrency());
    return machine;
}

std::vector<double> loadAverages()
{
    std::array<double, 3> load = {};
    const int count = getloadavg(load.data(), int(load.size()));
    return {load.begin(), load.begin() + std::max(0, count)};
}

std::string benchmarkJson(const std::vector<BenchmarkResult>& results,
                          const BenchmarkMachine& machine)
{
    Json json = {{"schema", "whence.benchmark/1"},
                 {"version", programVersion()},
                 {"commit", programCommit()},
                 {"machine",
                  {{"processor", machine.processor},
                   {"cores", machine.cores},
                   {"threads", machine.threads > 0 ? machine.threads : machine.cores},
                   {"loadBefore", machine.loadBefore},
                   {"loadAfter", machine.loadAfter}}},
                 {"stages", Json::array()}};
    for (const BenchmarkResult& result : results)
        json["stages"].push_back(toJson(result));
    return json.dump(2) + "\n";
}

std::vector<BenchmarkResult> parseBenchmark(const std::string& json)
{
    try {
        std::vector<BenchmarkResult> results;
        const Json document = Json::parse(json);
        for (const Json& stage : document.at("stages"))
            results.push_back(fromJson(stage));
        return results;
    } catch (const Json::exception&) {
        throw Error("The measurements of a stage can't be understood.");
    }
}

std::string benchmarkText(const std::vector<BenchmarkResult>& results,
                          const BenchmarkMachine& machine)
{
    std::string head = "seconds and MB";
    head.resize(taskWidth, ' ');
    std::string text = head + cell("min", 9) + cell("median", 9) + cell("max", 9) +
                       cell("memory", 8) + cell("GFLOP/s", 9) + cell("of peak", 8) +
                       cell("target", 9) + cell("memory", 8) + "\n";
    for (const BenchmarkResult& result : results)
        text += rowText(result);
    text += "\n";
    for (const BenchmarkResult& result : results)
        if (!result.comparison.empty()) {
            const Range ratio = rangeOf(ratiosOf(result));
            text += result.name + ": " + result.comparison + " = " + fixed(ratio.median, 2) + " (" +
                    fixed(ratio.minimum, 2) + " to " + fixed(ratio.maximum, 2) + ")\n";
        }
    text += "\n" + peakText(results);
    text += "Targets are for two cores of the 2.6 GHz class with AVX-512 and nothing else to do.\n";
    text += "This machine: " +
            (machine.processor.empty() ? std::string("unknown processor") : machine.processor) +
            ", " + std::to_string(machine.cores) + " cores; load average before " +
            loadText(machine.loadBefore) + ", after " + loadText(machine.loadAfter) + ".\n";
    return text;
}

}  // namespace whence
