#include <QProcess>
#include <algorithm>
#include <filesystem>

#include "app/benchmark_report.h"
#include "app/benchmark_stages.h"
#include "app/commands.h"
#include "app/console.h"
#include "core/error.h"

namespace whence {

namespace {

std::string namesOf(const std::vector<BenchmarkStage>& stages)
{
    std::string names;
    for (const BenchmarkStage& stage : stages)
        names += (names.empty() ? "" : ", ") + stage.name;
    return names;
}

/// The stages of these names, all without any.
std::vector<BenchmarkStage> chooseStages(const std::vector<BenchmarkStage>& all,
                                         const std::vector<std::string>& names)
{
    if (names.empty())
        return all;
    std::vector<BenchmarkStage> chosen;
    for (const std::string& name : names) {
        const auto stage = std::ranges::find(all, name, &BenchmarkStage::name);
        if (stage == all.end())
            throw UsageError("The benchmark has no stage \"" + name + "\", but " + namesOf(all) +
                             ".");
        chosen.push_back(*stage);
    }
    return chosen;
}

/// Measures a stage in a process of its own, so that its peak memory is its own.
std::vector<BenchmarkResult> measureApart(const BenchmarkStage& stage, const QStringList& options,
                                          const Progress& progress)
{
    QProcess process;
    process.start(QString::fromStdString(std::filesystem::read_symlink("/proc/self/exe").string()),
                  QStringList{"benchmark", QString::fromStdString(stage.name), "--json"} + options,
                  QIODevice::ReadOnly);
    if (!process.waitForStarted(-1))
        throw Error("The stage " + stage.name + " of the benchmark can't be started.");
    try {
        while (!process.waitForFinished(200) && process.state() != QProcess::NotRunning)
            progress.report(0.0);
    } catch (const Cancelled&) {
        process.terminate();
        process.waitForFinished(-1);
        throw;
    }
    progress.report(1.0);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        throw Error("The stage " + stage.name + " of the benchmark failed. " +
                    process.readAllStandardError().trimmed().toStdString());
    return parseBenchmark(process.readAllStandardOutput().toStdString());
}

int benchmark(const Arguments& arguments, const Progress& progress)
{
    const int runs =
        arguments.integer("--runs", 1, 1000).value_or(arguments.has("--quick") ? 1 : 5);
    const BenchmarkSize size = arguments.has("--quick") ? quickSize() : BenchmarkSize{};
    const auto stages = chooseStages(benchmarkStages(size), arguments.operands());
    QStringList options = {"--runs", QString::number(runs)};
    if (arguments.has("--quick"))
        options << "--quick";
    BenchmarkMachine machine = describeMachine();
    machine.threads = arguments.integer("--threads", 1, 1024).value_or(0);
    if (machine.threads > 0)
        options << "--threads" << QString::number(machine.threads);

    machine.loadBefore = loadAverages();
    std::vector<BenchmarkResult> results;
    const double count = double(stages.size());
    for (const BenchmarkStage& stage : stages) {
        const Progress part = progress.part(double(results.size()) / count,
                                            double(results.size() + 1) / count, stage.name);
        if (stages.size() == 1)
            results.push_back(measureStage(stage, runs, part));
        else
            std::ranges::copy(measureApart(stage, options, part), std::back_inserter(results));
    }
    machine.loadAfter = loadAverages();
    printResult(arguments.has("--json") ? benchmarkJson(results, machine)
                                        : benchmarkText(results, machine));
    return 0;
}

}  // namespace

Command benchmarkCommand()
{
    return {.name = "benchmark",
            .operands = "[STAGE...]",
            .minimumOperands = 0,
            .maximumOperands = -1,
            .summary = "Measures how fast this machine does what the program is made of.",
            .details =
                "Every stage runs in a process of its own: with random weights of the published "
                "models' size on generated music, and with the built-in models on the bundled "
                "example. Memory is the largest resident set of that process. Ratios compare two "
                "ways to the same end that were timed in turn; of 1000-row LIME 100 rows are "
                "timed. Stages: " +
                namesOf(benchmarkStages({})) + ".",
            .options = {{"--json", "", "print JSON (schema whence.benchmark/1)"},
                        {"--runs", "N", "runs of each stage after one to warm up (5)"},
                        {"--quick", "", "tiny sizes and one run: only to see that it works"},
                        threadsOption()},
            .run = benchmark};
}

}  // namespace whence
