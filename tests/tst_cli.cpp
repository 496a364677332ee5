#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/cli_runs.h"

using namespace whence::test;

/// Runs whence-cli itself.
class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpListsTheCommands();
    void everyCommandExplainsItself();
    void wrongUsageEndsWithTwoAndASentence_data();
    void wrongUsageEndsWithTwoAndASentence();
    void wrongUsageNamesTheHelpOfTheCommand();
    void optionsAreCheckedBeforeAnythingIsRead();
    void waitingThreadsSleep();
    void resultThatCannotBeWrittenIsAnError();
};

namespace {

/// The names of all commands, as the help lists them.
QStringList commandNames()
{
    QStringList names;
    bool listing = false;
    const QString help = runCli({"--help"}).output;
    for (const QString& line : help.split('\n')) {
        if (line == "Commands:")
            listing = true;
        else if (listing && line.isEmpty())
            break;
        else if (listing)
            names << line.left(26).trimmed();
    }
    return names;
}

}  // namespace

void TestCli::helpListsTheCommands()
{
    const CliOutcome outcome = runCli({"--help"});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.output.startsWith("Usage: whence-cli COMMAND"));
    QVERIFY(commandNames().contains("version"));
}

void TestCli::everyCommandExplainsItself()
{
    for (const QString& name : commandNames()) {
        const CliOutcome outcome = runCli(name.split(' ') << "--help");
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.output.startsWith("Usage: whence-cli " + name), qPrintable(name));
        QVERIFY(outcome.error.isEmpty());
        for (const QString& line : outcome.output.split('\n'))
            QVERIFY2(line.size() <= 100, qPrintable(line));
    }
}

void TestCli::wrongUsageEndsWithTwoAndASentence_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no command") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"analyse"};
    QTest::newRow("unknown option") << QStringList{"version", "--loud"};
    QTest::newRow("too many operands") << QStringList{"version", "1"};
    QTest::newRow("empty word") << QStringList{""};
    QTest::newRow("empty track") << QStringList{"analyze", ""};
}

void TestCli::wrongUsageEndsWithTwoAndASentence()
{
    QFETCH(const QStringList, words);
    const CliOutcome outcome = runCli(words);
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.output.isEmpty());
    QVERIFY2(outcome.error.startsWith("whence-cli: "), qPrintable(outcome.error));
    QCOMPARE(outcome.error.count('\n'), 1);
}

void TestCli::wrongUsageNamesTheHelpOfTheCommand()
{
    const CliOutcome missing = runCli({"analyze"});
    QCOMPARE(missing.error,
             "whence-cli: \"analyze\" needs \"TRACK...\". See \"whence-cli analyze --help\".\n");
    const CliOutcome group = runCli({"models"});
    QVERIFY2(group.error.endsWith("See \"whence-cli --help\".\n"), qPrintable(group.error));
}

void TestCli::optionsAreCheckedBeforeAnythingIsRead()
{
    const CliOutcome outcome =
        runCli({"analyze", RESOURCES "/example", "--model", "/no/such.whence-model", "--hop", "x"});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.error.contains("--hop takes a number"), qPrintable(outcome.error));
}

void TestCli::waitingThreadsSleep()
{
    // OpenMP itself tells what it goes by.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("OMP_DISPLAY_ENV", "true");
    for (const auto& [set, used] : {std::pair("", "PASSIVE"), std::pair("active", "ACTIVE")}) {
        environment.remove("OMP_WAIT_POLICY");
        if (*set)
            environment.insert("OMP_WAIT_POLICY", set);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(WHENCE_CLI, {"version"});
        const QString settings = finishCli(process).error;
        QVERIFY2(settings.contains(QString("OMP_WAIT_POLICY = '%1'").arg(used)),
                 qPrintable(settings));
    }
}

void TestCli::resultThatCannotBeWrittenIsAnError()
{
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(WHENCE_CLI, {"--help"});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("standard output"));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
