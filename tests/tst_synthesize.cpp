#include <csignal>
#include <filesystem>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/synthetic/sound_font.h"
#include "tests/cli_runs.h"

using namespace whence::test;

/// Runs whence-cli synthesize itself.
class TestSynthesize : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongUsageEndsWithTwo_data();
    void wrongUsageEndsWithTwo();
    void missingSoundFontIsASentence();
    void unwritableFolderIsASentence();
    void partsAddUpToTheWholeSet();
    void interruptedRunGoesOn();

private:
    QString m_font;
};

namespace {

CliOutcome synthesize(const QStringList& words)
{
    return runCli(QStringList{"synthesize"} + words);
}

int filesIn(const QString& folder)
{
    return int(QDir(folder).entryList(QDir::Files).size());
}

}  // namespace

void TestSynthesize::initTestCase()
{
    const auto fonts = whence::trainingSoundFonts();
    if (fonts.empty())
        QSKIP("No sound font is installed");
    m_font = QString::fromStdString(fonts.back().string());
}

void TestSynthesize::wrongUsageEndsWithTwo_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no folder") << QStringList{"--seed", "1"};
    QTest::newRow("unknown scale") << QStringList{"--out", "x", "--scale", "huge"};
    QTest::newRow("negative count") << QStringList{"--out", "x", "--pmemo", "-3"};
    QTest::newRow("part of none") << QStringList{"--out", "x", "--part", "3/2"};
    QTest::newRow("part without count") << QStringList{"--out", "x", "--part", "3"};
}

void TestSynthesize::wrongUsageEndsWithTwo()
{
    QFETCH(const QStringList, words);
    const CliOutcome outcome = synthesize(words);
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.error.startsWith("whence-cli: "));
    QVERIFY(!QFileInfo::exists("x"));
}

void TestSynthesize::missingSoundFontIsASentence()
{
    QTemporaryDir folder;
    const CliOutcome outcome = synthesize(
        {"--out", folder.path() + "/new", "--scale", "smoke", "--sound-font", "/nowhere.sf2"});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.error.contains("There is no sound font \"/nowhere.sf2\"."),
             qPrintable(outcome.error));
    QVERIFY(!QFileInfo::exists(folder.path() + "/new"));
}

void TestSynthesize::unwritableFolderIsASentence()
{
    const CliOutcome outcome =
        synthesize({"--out", "/proc/whence", "--scale", "smoke", "--sound-font", m_font});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.error.contains("/proc/whence"), qPrintable(outcome.error));
    QVERIFY2(!outcome.error.contains("unforeseen"), qPrintable(outcome.error));
}

void TestSynthesize::partsAddUpToTheWholeSet()
{
    QTemporaryDir folder;
    const QStringList set = {
        "--out", folder.path(), "--midlevel", "3",        "--deam", "0",          "--deam-songs",
        "0",     "--pmemo",     "0",          "--length", "2",      "--no-stems", "--sound-font",
        m_font};
    const QStringList words = set + QStringList{"--seed", "4"};
    const QString audio = folder.path() + "/MidlevelFeatures/audio";
    QCOMPARE(synthesize(words + QStringList{"--part", "1/2"}).code, 0);
    QCOMPARE(filesIn(audio), 2);
    const CliOutcome second = synthesize(words + QStringList{"--part", "2/2"});
    QCOMPARE(second.code, 0);
    QVERIFY2(second.output.startsWith("1 clips rendered, 0 kept"), qPrintable(second.output));
    QCOMPARE(filesIn(audio), 3);
    QVERIFY(!QFileInfo::exists(folder.path() + "/MidlevelFeatures/stems"));
    QCOMPARE(synthesize(set + QStringList{"--seed", "5"}).code, 1);
}

void TestSynthesize::interruptedRunGoesOn()
{
    QTemporaryDir folder;
    const QStringList words = {
        "synthesize",   "--out", folder.path(), "--midlevel", "400",      "--deam", "0",
        "--deam-songs", "0",     "--pmemo",     "0",          "--length", "2",      "--no-stems",
        "--sound-font", m_font};
    const QString truths = folder.path() + "/MidlevelFeatures/truth";
    QProcess process;
    process.start(WHENCE_CLI, words);
    QTRY_VERIFY_WITH_TIMEOUT(filesIn(truths) >= 2, 120000);
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 130);
    const QString audio = folder.path() + "/MidlevelFeatures/audio";
    QVERIFY(filesIn(truths) < 400);
    QCOMPARE(filesIn(audio), filesIn(truths));
}

QTEST_GUILESS_MAIN(TestSynthesize)
#include "tst_synthesize.moc"
