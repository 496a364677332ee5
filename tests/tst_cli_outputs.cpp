#include <pty.h>
#include <unistd.h>

#include <csignal>

#include <QJsonDocument>
#include <QJsonObject>

#include "core/audio/decode.h"
#include "core/tensors/file_io.h"
#include "tests/cli_runs.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

/// Runs whence-cli where its results can't be written, and ends it half-way.
class TestCliOutputs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void placesThatCanNotBeWrittenAreOneSentence_data();
    void placesThatCanNotBeWrittenAreOneSentence();
    void fullDisksAreOneSentence_data();
    void fullDisksAreOneSentence();
    void linksAndPipesStayWhatTheyAre();
    void severalOutputsMayGoIntoOneFolder();
    void interruptedRunsLeaveNothing_data();
    void interruptedRunsLeaveNothing();
    void interruptedCorpusKeepsWhatIsFinished();
    void runsAtTheSameTimeShareTheCache();
    void cacheThatCanNotBeWrittenIsAWarning();

private:
    QStringList analyze(const QStringList& options) const;
    void expectNothingHalfWritten() const;

    CliPlace m_place;
};

namespace {

/// What a program says on a terminal: its standard error is one.
class TerminalRun {
public:
    TerminalRun(const CliPlace& place, const QStringList& words)
    {
        int terminal = -1;
        if (::openpty(&m_screen, &terminal, nullptr, nullptr, nullptr) != 0)
            qFatal("There is no pseudo terminal.");
        m_process.setChildProcessModifier([terminal] { ::dup2(terminal, STDERR_FILENO); });
        place.start(m_process, words);
        m_process.waitForStarted();
        ::close(terminal);
    }
    ~TerminalRun() { ::close(m_screen); }

    /// Waits until the text is on the screen; false if the program ends before.
    bool waitFor(const std::string& text)
    {
        while (m_text.find(text) == std::string::npos)
            if (!readMore())
                return false;
        return true;
    }
    void interrupt() { ::kill(pid_t(m_process.processId()), SIGINT); }
    int finish()
    {
        while (readMore()) {
        }
        m_process.waitForFinished(240000);
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    const std::string& text() const { return m_text; }

private:
    bool readMore()
    {
        char bytes[4096];
        const ssize_t count = ::read(m_screen, bytes, sizeof bytes);
        if (count > 0)
            m_text.append(bytes, std::size_t(count));
        return count > 0;
    }

    int m_screen = -1;
    QProcess m_process;
    std::string m_text;
};

}  // namespace

QStringList TestCliOutputs::analyze(const QStringList& options) const
{
    return QStringList{"analyze", "song.wav", "--shifts", "0", "--length", "1", "--no-baselines"} +
           options;
}

void TestCliOutputs::expectNothingHalfWritten() const
{
    for (const char* below : {"work", "cache"})
        for (const std::string& name : m_place.content(below))
            QVERIFY2(fs::path(name).filename().string().front() != '.', name.c_str());
}

void TestCliOutputs::initTestCase()
{
    writeAudio(m_place.at("song.wav"), noise(1.5, 44100, 2, 0.2));
    writeAudio(m_place.at("long.wav"), noise(20.0, 44100, 2, 0.2));
    writeFileAtomically(m_place.at("file"), "a file");
    fs::create_directory(m_place.at("folder"));
}

void TestCliOutputs::placesThatCanNotBeWrittenAreOneSentence_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* name, const QStringList& words, const char* place) {
        QTest::newRow(name) << words << place;
    };
    row("JSON in a file", {"analyze", "song.wav", "--json", "file/a.json"}, "file");
    row("JSON is a folder", {"analyze", "song.wav", "--json", "folder"}, "folder");
    row("report ends with a slash", {"analyze", "song.wav", "--report", "new/"}, "new");
    row("tables in a file", {"analyze", "song.wav", "--csv", "file"}, "file");
    row("no such device", {"analyze", "song.wav", "--json", "/proc/none/a.json"}, "/proc/none");
    row("long name", {"analyze", "song.wav", "--json", QString(300, 'x') + ".json"}, "xxxx");
    row("second output", {"analyze", "song.wav", "--json", "new/a.json", "--report", "folder"},
        "folder");
    row("results in a file", {"analyze", "song.wav", "--out", "file"}, "file");
    row("stems in a file", {"separate", "song.wav", "--out", "file"}, "file");
    row("table", {"predict", "song.wav", "--csv", "folder"}, "folder");
    row("array", {"spectrogram", "song.wav", "--out", "file/a.npy"}, "file");
    row("model",
        {"models", "import", TEST_DATA "/model/midlevel_general_base6.pt", "--out",
         "file/x.whence-model"},
        "file");
}

void TestCliOutputs::placesThatCanNotBeWrittenAreOneSentence()
{
    QFETCH(const QStringList, words);
    QFETCH(const QString, place);
    const auto before = m_place.content();
    const CliOutcome outcome = m_place.run(words);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
    QVERIFY2(outcome.error.contains(place), qPrintable(outcome.error));
    QVERIFY(outcome.output.isEmpty());
    QVERIFY(m_place.content() == before);
    QCOMPARE(readFile(m_place.at("file")), "a file");
}

void TestCliOutputs::fullDisksAreOneSentence_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* name, const QStringList& words, int limit, const char* place) {
        QTest::newRow(name) << words << limit << place;
    };
    const int unlimited = -1;
    row("device", analyze({"--json", "/dev/full"}), unlimited, "/dev/full");
    row("JSON", analyze({"--json", "new/a.json"}), 5000, "new/a.json");
    row("report", analyze({"--report", "new/a.pdf", "--no-cache"}), 20000, "new/a.pdf");
    row("tables", analyze({"--csv", "new/tables"}), 1000, "new/tables/");
    row("figures", analyze({"--figures", "new/figures", "--no-cache"}), 5000, "new/figures/");
    row("stems", analyze({"--stems-out", "new/stems", "--no-cache"}), 30000, "new/stems/");
    row("separation", {"separate", "long.wav", "--length", "3", "--out", "new"}, 100000, "new/");
    row("array", {"spectrogram", "song.wav", "--out", "new/a.npy"}, 10000, "new/a.npy");
    row("table", {"predict", "song.wav", "--csv", "new/a.csv"}, 100, "new/a.csv");
    row("model",
        {"models", "import", TEST_DATA "/model/midlevel_general_base6.pt", "--out",
         "new/x.whence-model"},
        10000, "new/x.whence-model");
}

void TestCliOutputs::fullDisksAreOneSentence()
{
    QFETCH(const QStringList, words);
    QFETCH(const int, limit);
    QFETCH(const QString, place);
    const auto before = m_place.content();
    const CliOutcome outcome =
        limit < 0 ? m_place.run(words) : m_place.runWithFileLimit(rlim_t(limit), words);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
    QVERIFY2(outcome.error.contains(place), qPrintable(outcome.error));
    QVERIFY2(!outcome.error.contains("/.whence"), qPrintable(outcome.error));
    QVERIFY(outcome.output.isEmpty());
    QVERIFY(m_place.content() == before);
    expectNothingHalfWritten();
}

void TestCliOutputs::linksAndPipesStayWhatTheyAre()
{
    fs::create_directory(m_place.at("elsewhere"));
    writeFileAtomically(m_place.at("elsewhere/a.npy"), "old");
    fs::create_symlink("elsewhere/a.npy", m_place.at("link.npy"));
    QCOMPARE(m_place.run({"spectrogram", "song.wav", "--out", "link.npy"}).code, 0);
    QVERIFY(fs::is_symlink(m_place.at("link.npy")));
    QVERIFY(readFile(m_place.at("elsewhere/a.npy")).starts_with("\x93NUMPY"));

    QCOMPARE(m_place.run({"spectrogram", "song.wav", "--out", "/dev/null"}).code, 0);
    QVERIFY(fs::is_character_file("/dev/null"));
    const CliOutcome outcome = m_place.run({"predict", "song.wav", "--csv", "/dev/stdout"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY(outcome.output.startsWith("track,start_s"));
    fs::remove_all(m_place.at("elsewhere"));
    fs::remove(m_place.at("link.npy"));
}

void TestCliOutputs::severalOutputsMayGoIntoOneFolder()
{
    for (int run = 0; run < 2; ++run) {
        const CliOutcome outcome =
            m_place.run(analyze({"--csv", "both", "--stems-out", "./both/"}));
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        QVERIFY(fs::exists(m_place.at("both/track.csv")));
        QVERIFY(fs::exists(m_place.at("both/vocals.flac")));
    }
    QCOMPARE(m_place.run(analyze({"--csv", "both"})).code, 0);
    QVERIFY(!fs::exists(m_place.at("both/vocals.flac")));  // of the earlier run, and outdated
    fs::remove_all(m_place.at("both"));
}

void TestCliOutputs::interruptedRunsLeaveNothing_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("stage");
    const QStringList analysis = {
        "analyze",    "long.wav",       "--length",    "1",          "--shifts", "0",
        "--no-cache", "--no-baselines", "--json",      "new/a.json", "--report", "new/a.pdf",
        "--figures",  "new/figures",    "--stems-out", "new/stems",  "--csv",    "new/tables"};
    for (const char* stage : {"reading", "predicting along the piece", "separating the sources",
                              "working", "drawing the report", "drawing the figures"})
        QTest::addRow("analyze: %s", stage) << analysis << QString(stage);
    QTest::newRow("separate") << QStringList{"separate", "long.wav", "--out", "new/stems"}
                              << "separating the sources";
    QTest::newRow("predict") << QStringList{"predict", "long.wav", "--hop",
                                            "0.1",     "--csv",    "new/a.csv"}
                             << "predicting along the piece";
}

void TestCliOutputs::interruptedRunsLeaveNothing()
{
    QFETCH(const QStringList, words);
    QFETCH(const QString, stage);
    const auto before = m_place.content();
    TerminalRun run(m_place, words);
    const bool wasSeen = run.waitFor(stage.toStdString());
    run.interrupt();
    const int code = run.finish();
    if (!wasSeen && code == 0)
        QSKIP("This stage was over before it could be shown.");
    QVERIFY2(code == 130, run.text().c_str());
    QVERIFY2(run.text().find("Interrupted; no incomplete result was left.") != std::string::npos,
             run.text().c_str());
    QVERIFY(m_place.content() == before);
    expectNothingHalfWritten();
}

void TestCliOutputs::interruptedCorpusKeepsWhatIsFinished()
{
    fs::create_directory(m_place.at("songs"));
    fs::copy(m_place.at("song.wav"), m_place.at("songs/1.wav"));
    fs::copy(m_place.at("long.wav"), m_place.at("songs/2.wav"));
    const QStringList words = {"analyze", "songs", "--out", "results", "--no-report"};
    QProcess process;
    m_place.start(process, words);
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_place.at("results/1/analysis.json")), 120000);
    ::kill(pid_t(process.processId()), SIGINT);
    const CliOutcome outcome = finishCli(process);
    QCOMPARE(outcome.code, 130);
    QVERIFY(!fs::exists(m_place.at("results/2")));
    expectNothingHalfWritten();
    fs::remove(m_place.at("songs/2.wav"));
    const CliOutcome second = m_place.run(words);
    QVERIFY2(second.output.contains("0 tracks analyzed, 1 done before, 0 failed."),
             qPrintable(second.output + second.error));
}

void TestCliOutputs::runsAtTheSameTimeShareTheCache()
{
    fs::remove_all(m_place.root() / "cache");
    QProcess first, second;
    m_place.start(first, analyze({"--json", "first.json"}));
    m_place.start(second, analyze({"--json", "second.json"}));
    const CliOutcome firstOutcome = finishCli(first);
    const CliOutcome secondOutcome = finishCli(second);
    QVERIFY2(firstOutcome.code == 0, qPrintable(firstOutcome.error));
    QVERIFY2(secondOutcome.code == 0, qPrintable(secondOutcome.error));
    const auto result = [&](const char* name) {
        const std::string json = readFile(m_place.at(name));
        return json.substr(0, json.find("\"date\""));
    };
    QCOMPARE(result("first.json"), result("second.json"));
    QVERIFY(!m_place.content("cache").empty());
    expectNothingHalfWritten();
}

void TestCliOutputs::cacheThatCanNotBeWrittenIsAWarning()
{
    fs::remove_all(m_place.root() / "cache");
    writeFileAtomically(m_place.root() / "cache", "not a folder");
    const CliOutcome outcome = m_place.run(analyze({"--json", "first.json"}));
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY2(outcome.output.contains("can't be written: Not a directory."),
             qPrintable(outcome.output));
    fs::remove(m_place.root() / "cache");
}

QTEST_GUILESS_MAIN(TestCliOutputs)
#include "tst_cli_outputs.moc"
