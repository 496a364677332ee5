#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/cli_runs.h"
#include "tests/support.h"

using namespace whence::test;

/// Runs `whence-cli benchmark` at its smallest; how long things take is not tested.
class TestBenchmark : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonHasAllStages();
    void figuresOfAStageAgree();
    void tableNamesTheTaskAndThePeak();
    void unknownStageIsWrongUsage();
};

namespace {

CliOutcome benchmark(const QStringList& words)
{
    return runCli(QStringList{"benchmark", "--quick", "--threads", "1"} + words);
}

std::vector<double> runsOf(const QJsonObject& summary)
{
    std::vector<double> runs;
    for (const QJsonValue& value : summary["runs"].toArray())
        runs.push_back(value.toDouble());
    return runs;
}

/// Whether a summary tells the truth of its runs, which are `count` positive numbers.
bool isConsistent(const QJsonObject& summary, int count)
{
    std::vector<double> runs = runsOf(summary);
    std::ranges::sort(runs);
    if (int(runs.size()) != count || runs.front() <= 0.0)
        return false;
    const double median = (runs[(runs.size() - 1) / 2] + runs[runs.size() / 2]) / 2.0;
    return summary["minimum"].toDouble() == runs.front() &&
           summary["maximum"].toDouble() == runs.back() &&
           std::abs(summary["median"].toDouble() / median - 1.0) < 1e-9;
}

bool isNear(double a, double b)
{
    return std::abs(a / b - 1.0) < 1e-9;
}

}  // namespace

void TestBenchmark::jsonHasAllStages()
{
    const CliOutcome outcome = benchmark({"--json"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const QJsonObject report = QJsonDocument::fromJson(outcome.output.toUtf8()).object();
    QCOMPARE(report["schema"].toString(), QString("whence.benchmark/1"));
    QCOMPARE(report["machine"].toObject()["threads"].toInt(), 1);
    QCOMPARE(report["machine"].toObject()["loadAfter"].toArray().size(), 3);

    QStringList names, withRatio, withPeak;
    for (const QJsonValue& value : report["stages"].toArray()) {
        const QJsonObject stage = value.toObject();
        const QString name = stage["name"].toString();
        names << name;
        QVERIFY2(isConsistent(stage["seconds"].toObject(), 1), qPrintable(name));
        QVERIFY(stage["peakMemoryBytes"].toDouble() > 1e6);
        QVERIFY(!stage.contains("targetSeconds"));  // they are for the full size
        if (stage.contains("operations"))
            withPeak << name;
        if (stage.contains("ratio"))
            withRatio << name;
    }
    QCOMPARE(names.join(' '),
             QString("spectrogram reading network explanation separation training built_in_network "
                     "built_in_explanation built_in_separation built_in_analysis"));
    QCOMPARE(withPeak.join(' '), QString("network explanation separation training built_in_network "
                                         "built_in_explanation built_in_separation"));
    QCOMPARE(withRatio.join(' '),
             QString("network explanation built_in_network built_in_explanation"));
}

void TestBenchmark::figuresOfAStageAgree()
{
    const CliOutcome outcome = benchmark({"network", "--json", "--runs", "3"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const QJsonObject stage =
        QJsonDocument::fromJson(outcome.output.toUtf8())["stages"].toArray()[0].toObject();
    const QJsonObject ratio = stage["ratio"].toObject();
    for (const QJsonValue& summary :
         {stage["seconds"], stage["gigaflopsPerSecond"], stage["convolutionPeakGigaflopsPerSecond"],
          ratio["comparisonSeconds"], ratio["ratio"]})
        QVERIFY(isConsistent(summary.toObject(), 3));
    const std::vector<double> seconds = runsOf(stage["seconds"].toObject());
    const std::vector<double> speeds = runsOf(stage["gigaflopsPerSecond"].toObject());
    const std::vector<double> others = runsOf(ratio["comparisonSeconds"].toObject());
    const std::vector<double> ratios = runsOf(ratio["ratio"].toObject());
    for (std::size_t i = 0; i < 3; ++i) {
        QVERIFY(isNear(speeds[i] * seconds[i] * 1e9, stage["operations"].toDouble()));
        QVERIFY(isNear(ratios[i] * seconds[i], others[i]));
    }
}

void TestBenchmark::tableNamesTheTaskAndThePeak()
{
    const CliOutcome outcome = benchmark({"network"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    for (const char* text : {"network (base 4), one window of 2 s", "load average",
                             "plain network / inference path = ", "Winograd"})
        QVERIFY2(outcome.output.contains(QString::fromUtf8(text)), text);
}

void TestBenchmark::unknownStageIsWrongUsage()
{
    const CliOutcome outcome = benchmark({"everything"});
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.error.contains("built_in_analysis"));
}

QTEST_GUILESS_MAIN(TestBenchmark)
#include "tst_benchmark.moc"
