#include <QTemporaryDir>
#include <QTest>

#include "core/synthetic/sound_font.h"
#include "core/tensors/file_io.h"
#include "tests/cli_runs.h"

using namespace whence::test;

/// Runs whence-cli evaluate with the built-in models.
class TestEvaluate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void explanationsAreComparedWithTheTruth();
    void aModelThatIsMissingIsASentence();
};

void TestEvaluate::explanationsAreComparedWithTheTruth()
{
    if (whence::trainingSoundFonts().empty() && whence::heldOutSoundFont().empty())
        QSKIP("No sound font is installed");
    QTemporaryDir folder;
    const QString file = folder.filePath("agreement.csv");
    const QStringList words = {"evaluate", "explanations", "--clips", "1", "--seed",
                               "2",        "--csv",        file};
    const CliOutcome outcome = runCli(words);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY2(outcome.output.contains("all features"), qPrintable(outcome.output));
    const QStringList rows =
        QString::fromStdString(whence::readFile(file.toStdString())).split('\n');
    // Seven features and two emotions, by two methods, with true and with separated stems.
    QCOMPARE(rows.size(), 1 + 9 * 2 * 2 + 1);
    QVERIFY(rows[0].startsWith("stems,method,output,cases,top_share,"));

    const std::string first = whence::readFile(file.toStdString());
    QCOMPARE(runCli(words).output, outcome.output);
    QCOMPARE(whence::readFile(file.toStdString()), first);
}

void TestEvaluate::aModelThatIsMissingIsASentence()
{
    const CliOutcome outcome =
        runCli({"evaluate", "explanations", "--model", "/nowhere.whence-model"});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
}

QTEST_GUILESS_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
