#include <QTest>

#include "core/report/shell_word.h"
#include "ui/command_line.h"

using namespace whence;

/// The command that the report of the window names.
class TestCommandLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreQuotedAsTheShellNeedsIt_data();
    void wordsAreQuotedAsTheShellNeedsIt();
    void commandNamesWhatDiffersFromTheDefaults();
    void folderOfStemsIsNamedFromTheRecording();
};

namespace {

Analysis analysisOf(const std::string& file, double start)
{
    Analysis analysis;
    analysis.track.file = file;
    analysis.window.start = start;
    return analysis;
}

}  // namespace

void TestCommandLine::wordsAreQuotedAsTheShellNeedsIt_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << "a-b_c/d.wav"
                           << "a-b_c/d.wav";
    QTest::newRow("empty") << ""
                           << "''";
    QTest::newRow("blank") << "my song.wav"
                           << "'my song.wav'";
    QTest::newRow("quote") << "it's $HOME"
                           << "'it'\\''s $HOME'";
}

void TestCommandLine::wordsAreQuotedAsTheShellNeedsIt()
{
    QFETCH(const QString, word);
    QFETCH(const QString, quoted);
    QCOMPARE(QString::fromStdString(shellWord(word.toStdString())), quoted);
}

void TestCommandLine::commandNamesWhatDiffersFromTheDefaults()
{
    CommandParts parts{.recording = "/music/don't stop.wav", .stems = {}, .instruments = {}};
    parts.instruments.model = "/models/mine.whence-model";
    parts.instruments.separation.instrumental = true;
    Analysis analysis = analysisOf("don't stop.wav", 12.345);
    analysis.options.shifts = 10;
    QCOMPARE(commandOf(analysis, parts),
             std::string("whence-cli analyze 'don'\\''t stop.wav' --model "
                         "/models/mine.whence-model --instrumental --start 12.345 --shifts 10"));
}

void TestCommandLine::folderOfStemsIsNamedFromTheRecording()
{
    const Analysis analysis = analysisOf("song.wav", 0.0);
    QCOMPARE(commandOf(analysis, {"/music/song.wav", "/music/song stems", {}}),
             std::string("whence-cli analyze song.wav --stems 'song stems' --start 0"));
    // A folder that is the recording brings its stems along.
    QCOMPARE(commandOf(analysisOf("stems", 1.5), {"/music/stems", "/music/stems", {}}),
             std::string("whence-cli analyze stems --start 1.5"));
}

QTEST_MAIN(TestCommandLine)
#include "tst_command_line.moc"
