#include <QProcess>
#include <QTemporaryDir>

#include "core/audio/decode.h"
#include "core/tensors/file_io.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

/// Runs `whence-cli analyze` with the built-in models.
class TestAnalyzeCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void secondRunFindsTheStemsAndSaysTheSame();
    void aTrackTheSystemRefusesDoesNotEndTheRun();
    void predictionsNameTheirModel();
    void multitracksTakeNoOtherStems();
    void filesOfAnEarlierRunGiveWay();
    void segmentsShowWhichStemCountsWhen();
    void segmentsThatMakeNoSenseAreRefused();

private:
    struct Outcome {
        int code = -1;
        QByteArray output;
        QByteArray error;
    };
    Outcome run(const QStringList& words) const;
    /// The JSON of the analysis, without date and timings.
    QByteArray analyze(const QString& cache, const QStringList& options = {}) const;

    QTemporaryDir m_folder;
};

namespace {

int filesIn(const QString& folder)
{
    int count = 0;
    if (fs::exists(folder.toStdString()))
        for (const auto& entry : fs::recursive_directory_iterator(folder.toStdString()))
            count += entry.is_regular_file();
    return count;
}

}  // namespace

QByteArray TestAnalyzeCommand::analyze(const QString& cache, const QStringList& options) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", m_folder.filePath(cache));
    process.setProcessEnvironment(environment);
    const QString json = m_folder.filePath("analysis.json");
    QFile::remove(json);
    process.start(WHENCE_CLI, QStringList{"analyze", m_folder.filePath("song.wav"), "--length", "2",
                                          "--shifts", "0", "--no-baselines", "--json", json} +
                                  options);
    process.waitForFinished(120000);
    QFile file(json);
    if (process.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
        return process.readAllStandardError();
    const QByteArray text = file.readAll();
    return text.left(text.indexOf("\"date\""));
}

void TestAnalyzeCommand::initTestCase()
{
    AudioBuffer song = noise(3.0, 44100, 2, 0.2);
    for (auto& channel : song.channels)
        for (std::size_t i = 0; i < channel.size(); ++i)
            channel[i] *= i % 22050 < 4000 ? 1.0f : 0.1f;
    writeAudio(m_folder.filePath("song.wav").toStdString(), song);
}

void TestAnalyzeCommand::secondRunFindsTheStemsAndSaysTheSame()
{
    const QByteArray first = analyze("cache");
    QVERIFY2(first.startsWith("{"), first.constData());
    const QString kept = m_folder.filePath("cache/whence/stems");
    const int files = filesIn(kept);
    QVERIFY(files > 5);  // five stems and what describes them
    QCOMPARE(analyze("cache"), first);
    QCOMPARE(filesIn(kept), files);

    QCOMPARE(analyze("none", {"--no-cache"}), first);
    QCOMPARE(filesIn(m_folder.filePath("none")), 0);
}

TestAnalyzeCommand::Outcome TestAnalyzeCommand::run(const QStringList& words) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", m_folder.filePath("cache"));
    process.setProcessEnvironment(environment);
    process.start(WHENCE_CLI, words);
    process.waitForFinished(120000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestAnalyzeCommand::aTrackTheSystemRefusesDoesNotEndTheRun()
{
    const QString tooLong = m_folder.filePath(QString(300, 'x') + ".wav");
    const QString out = m_folder.filePath("corpus");
    const Outcome outcome =
        run({"analyze", tooLong, m_folder.filePath("song.wav"), "--out", out, "--no-report",
             "--length", "2", "--shifts", "0", "--no-baselines"});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.output.contains("1 track analyzed, 0 done before, 1 failed"),
             outcome.error.constData());
    QVERIFY(outcome.error.contains("File name too long"));
    QVERIFY(fs::exists((out + "/song/analysis.json").toStdString()));
    QVERIFY(fs::exists((out + "/tables/effects.csv").toStdString()));

    const Outcome predicted = run({"predict", tooLong, m_folder.filePath("song.wav")});
    QCOMPARE(predicted.code, 1);
    QVERIFY(predicted.output.contains("song.wav,0,"));
}

void TestAnalyzeCommand::predictionsNameTheirModel()
{
    const Outcome outcome = run({"predict", m_folder.filePath("song.wav")});
    QCOMPARE(outcome.code, 0);
    const QList<QByteArray> lines = outcome.output.trimmed().split('\n');
    QVERIFY(lines[0].endsWith(",value_score,model,model_notice,warnings"));
    for (const QByteArray& line : lines.mid(1))
        QVERIFY(line.contains("Whence demonstration model") && line.contains("synthesized music"));
}

void TestAnalyzeCommand::multitracksTakeNoOtherStems()
{
    const QString folder = m_folder.filePath("multitrack");
    fs::create_directory(folder.toStdString());
    for (const QStringList& options :
         {QStringList{"--instrumental"}, {"--stems", folder}, {"--separator", "x"}}) {
        const Outcome outcome = run(QStringList{"analyze", folder} + options);
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.error.contains("makes no sense for"));
    }
}

void TestAnalyzeCommand::segmentsShowWhichStemCountsWhen()
{
    const QByteArray json = analyze("cache", {"--segments", "2", "--seed", "3"});
    QVERIFY2(json.startsWith("{"), json.constData());
    QVERIFY(json.contains("\"exhaustive\": true"));  // 2^10 mixes of five stems and two segments
    QVERIFY(json.contains("\"rule\": \"equal lengths\""));
    QVERIFY(json.contains("--segments 2 --seed 3"));
    const Outcome told = run({"analyze", m_folder.filePath("song.wav"), "--length", "2", "--shifts",
                              "0", "--no-baselines", "--segments", "2"});
    QVERIFY2(told.output.contains("For "), told.output.constData());
    QVERIFY2(told.output.contains(" most (weight "), told.output.constData());
    QVERIFY2(told.output.contains("\nUnknown: The window was not moved"), told.output.constData());
    const QByteArray sampled = analyze("cache", {"--boundaries", "1,1.5", "--samples", "40"});
    QVERIFY2(sampled.contains("\"samples\": 40"), sampled.constData());
    QCOMPARE(analyze("cache", {"--boundaries", "1,1.5", "--samples", "40"}), sampled);
}

void TestAnalyzeCommand::segmentsThatMakeNoSenseAreRefused()
{
    QVERIFY(analyze("cache", {"--boundaries", "1,x"}).contains("needs times in s"));
    QVERIFY(analyze("cache", {"--boundaries", "1,"}).contains("needs times in s"));
    QVERIFY(analyze("cache", {"--boundaries", "30"}).contains("outside the explained window"));
    QVERIFY(analyze("cache", {"--segments", "2", "--boundaries", "1"}).contains("one of them"));
    QVERIFY(analyze("cache", {"--seed", "2"}).contains("for an explanation by segments"));
    QVERIFY(analyze("cache", {"--segments", "20"}).contains("1 to 64"));
}

void TestAnalyzeCommand::filesOfAnEarlierRunGiveWay()
{
    const fs::path tables = m_folder.filePath("tables").toStdString();
    fs::create_directory(tables);
    // An older version wrote one table more; the list has been tampered with.
    writeFileAtomically(tables / "whence-files.txt", "older.csv\n../song.wav\n..\n\n");
    writeFileAtomically(tables / "older.csv", "a\n1\n");
    writeFileAtomically(tables / "mine.csv", "a\n1\n");
    const Outcome outcome =
        run({"analyze", m_folder.filePath("song.wav"), "--length", "2", "--shifts", "0",
             "--no-baselines", "--csv", QString::fromStdString(tables.string())});
    QVERIFY2(outcome.code == 0, outcome.error.constData());
    QVERIFY(!fs::exists(tables / "older.csv"));
    QVERIFY(fs::exists(tables / "mine.csv") &&
            fs::exists(m_folder.filePath("song.wav").toStdString()));
    const std::string list = readFile(tables / "whence-files.txt");
    QVERIFY(list.find("effects.csv\n") != std::string::npos);
    QVERIFY(list.find("mine.csv") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestAnalyzeCommand)
#include "tst_analyze_command.moc"
