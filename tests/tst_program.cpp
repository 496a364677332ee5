#include <QProcess>
#include <QTest>

#include "core/analysis.h"

/// Runs the window's program where there is no display.
class TestProgram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpAndVersionNeedNoDisplay();
    void withoutADisplayThereIsASentence();
};

namespace {

struct Run {
    int code = -1;
    QString output;
    QString error;
};

Run runWithoutDisplay(const QStringList& words)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* const name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(name);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(WHENCE, words);
    process.waitForFinished(60000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

}  // namespace

void TestProgram::helpAndVersionNeedNoDisplay()
{
    const Run version = runWithoutDisplay({"--version"});
    QVERIFY2(version.code == 0, qPrintable(version.error));
    QVERIFY(version.output.contains(QString::fromStdString(whence::programVersion())));
    const Run help = runWithoutDisplay({"--help"});
    QVERIFY2(help.code == 0, qPrintable(help.error));
    QVERIFY(help.output.contains("--screenshots"));
}

void TestProgram::withoutADisplayThereIsASentence()
{
    const Run run = runWithoutDisplay({"song.wav"});
    QCOMPARE(run.code, 1);
    QCOMPARE(run.error,
             QString("whence: There is no display to open a window on; whence-cli needs none.\n"));
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
