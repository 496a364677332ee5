#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/audio/decode.h"
#include "core/model/emotion_model.h"
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
    void separationIsMeasuredOnRecordingsOfAFolder();
    void aFolderWithoutStemsIsASentence();
};

void TestEvaluate::explanationsAreComparedWithTheTruth()
{
    if (whence::trainingSoundFonts().empty() && whence::heldOutSoundFont().empty())
        QSKIP("No sound font is installed");
    QTemporaryDir folder;
    const QString file = folder.filePath("agreement.csv");
    const QString described = folder.filePath("described.whence-model");
    const QStringList words = {"evaluate", "explanations", "--clips", "1",      "--seed",
                               "2",        "--csv",        file,      "--into", described};
    const CliOutcome outcome = runCli(words);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY2(outcome.output.contains("all features"), qPrintable(outcome.output));
    QVERIFY2(outcome.output.contains("fidelity, "), qPrintable(outcome.output));
    const whence::ModelInfo card = whence::readModelInfo(described.toStdString());
    QVERIFY(card.knownCausesSet.find("separated by") != std::string::npos);
    QVERIFY(!card.knownCauses.empty());
    for (const auto& [output, agreement] : card.knownCauses)
        QCOMPARE(agreement.cases, 1);  // of one clip
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

/// Two tones in turn for stems: what separates them is measured against them.
void TestEvaluate::separationIsMeasuredOnRecordingsOfAFolder()
{
    QTemporaryDir folder;
    for (const int recording : {0, 1}) {
        const QString place = folder.filePath(QStringLiteral("song%1").arg(recording));
        QVERIFY(QDir().mkpath(place));
        const auto tone = [&](const char* stem, double hertz) {
            whence::AudioBuffer audio{44100, {std::vector<float>(44100)}};
            for (std::size_t i = 0; i < 44100; ++i)
                audio.channels[0][i] =
                    float(0.3 * std::sin(2.0 * std::numbers::pi * hertz * double(i) / 44100.0));
            whence::writeAudio((place + "/" + stem).toStdString() + ".wav", audio);
        };
        tone("bass", 60.0);
        tone("other", 900.0 + 100.0 * recording);
    }
    const QString file = folder.filePath("figures.csv");
    const CliOutcome outcome = runCli({"evaluate", "separation", folder.path(), "--csv", file});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY2(outcome.output.contains("2 recordings"), qPrintable(outcome.output));
    const QStringList rows =
        QString::fromStdString(whence::readFile(file.toStdString())).trimmed().split('\n');
    QCOMPARE(rows.size(), 1 + 2 * 5 * 4);  // recordings × stems × methods
    QVERIFY(rows[0].startsWith("recording,stem,method,si_sdr_db,"));
    const auto improvement = [&](const char* method) {
        const QString start = QStringLiteral("song1,bass,%1,").arg(QLatin1String(method));
        const auto row =
            std::ranges::find_if(rows, [&](const QString& text) { return text.startsWith(start); });
        return row == rows.end() ? -1000.0 : row->split(',')[4].toDouble();
    };
    // A constant mask gains nothing; low and high tones are told apart by frequency alone.
    QVERIFY(std::abs(improvement("constant")) < 0.01);
    QVERIFY(improvement("hpss") > 10.0);
    QVERIFY(improvement("oracle") >= improvement("hpss"));
    // Vocals are silent: of them there is a false level alone.
    QVERIFY(rows.filter("song0,vocals,separator,,,,,").size() == 1);
}

void TestEvaluate::aFolderWithoutStemsIsASentence()
{
    QTemporaryDir folder;
    const CliOutcome outcome = runCli({"evaluate", "separation", folder.path()});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
}

QTEST_GUILESS_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
