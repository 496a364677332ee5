#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/audio/decode.h"
#include "core/data/csv.h"
#include "core/synthetic/audio_files.h"
#include "core/tensors/file_io.h"
#include "tests/cli_runs.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

/// Runs `whence-cli analyze` on a folder of good, damaged and useless files.
class TestCliCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void badFilesAreSkippedAndTold();
    void cutRecordingsSayThatTheyAre_data();
    void cutRecordingsSayThatTheyAre();
    void aSecondRunDoesOnlyWhatIsMissing();
    void whatAnEarlierRunLeftIsNotTakenForThisOnes();
    void aFolderWithoutAudioIsOneSentence();
    void tracksAndFoldersThatWereNamedAreTaken();

private:
    CliOutcome analyze(const QStringList& tracks, const QString& out) const;
    /// The status of each track in summary.csv.
    std::map<std::string, std::string> statusOf(const std::string& out) const;

    CliPlace m_place;
};

namespace {

void writeCut(const fs::path& file, double share)
{
    const std::string bytes = readFile(file);
    writeFileAtomically(file, bytes.substr(0, std::size_t(share * double(bytes.size()))));
}

}  // namespace

CliOutcome TestCliCorpus::analyze(const QStringList& tracks, const QString& out) const
{
    return m_place.run(QStringList{"analyze"} + tracks +
                       QStringList{"--out", out, "--shifts", "0", "--no-baselines", "--length", "1",
                                   "--hop", "60"});
}

std::map<std::string, std::string> TestCliCorpus::statusOf(const std::string& out) const
{
    const CsvTable table = readCsv(m_place.at(out) / "summary.csv");
    std::map<std::string, std::string> result;
    for (const auto& row : table.rows)
        result[fs::path(row[std::size_t(requireColumn(table, "track"))]).filename()] =
            row[std::size_t(requireColumn(table, "status"))];
    return result;
}

void TestCliCorpus::initTestCase()
{
    const AudioBuffer music = noise(4.0, 44100, 2, 0.2);
    fs::create_directories(m_place.at("songs/more"));
    writeFlac16(m_place.at("songs/cut.flac"), sine(330.0, 4.0, 44100, 2, 0.25));
    writeMp3(m_place.at("songs/cut.mp3"), music);
    writeCut(m_place.at("songs/cut.flac"), 0.6);
    writeCut(m_place.at("songs/cut.mp3"), 0.6);
    writeAudio(m_place.at("songs/more/whole.wav"), noise(1.5, 22050, 1, 0.2));
    writeAudio(m_place.at("songs/silent.wav"), silence(1.5, 22050));
    writeFileAtomically(m_place.at("songs/text.mp3"), "no music");
    writeFileAtomically(m_place.at("songs/cover.jpg"), "no audio file by its name");
    fs::create_directory(m_place.at("nothing"));
}

void TestCliCorpus::badFilesAreSkippedAndTold()
{
    const CliOutcome outcome = analyze({"songs"}, "out");
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.error.endsWith("whence-cli: 2 tracks of 5 could not be analyzed.\n"),
             qPrintable(outcome.error));
    QVERIFY(outcome.error.contains("songs/text.mp3: "));
    QVERIFY(outcome.error.contains("songs/silent.wav: "));
    QVERIFY2(outcome.output.contains("3 tracks analyzed, 0 done before, 2 failed."),
             qPrintable(outcome.output));
    const std::map<std::string, std::string> expected = {{"cut.flac", "analyzed"},
                                                         {"cut.mp3", "analyzed"},
                                                         {"whole.wav", "analyzed"},
                                                         {"silent.wav", "failed"},
                                                         {"text.mp3", "failed"}};
    QVERIFY(statusOf("out") == expected);
    for (const char* result : {"out/cut/report.pdf", "out/cut.mp3/analysis.json",
                               "out/more/whole/analysis.jams", "out/tables/prediction.csv"})
        QVERIFY2(fs::exists(m_place.at(result)), result);
    for (const std::string& name : m_place.content())
        QVERIFY2(name.find("/.") == std::string::npos && !name.starts_with('.'), name.c_str());
    QVERIFY(!fs::exists(m_place.at("out/text")) && !fs::exists(m_place.at("out/silent")));
}

void TestCliCorpus::cutRecordingsSayThatTheyAre_data()
{
    QTest::addColumn<QString>("track");
    QTest::addColumn<QString>("folder");
    QTest::newRow("FLAC") << "cut.flac"
                          << "out/cut";
    QTest::newRow("MP3") << "cut.mp3"
                         << "out/cut.mp3";
}

void TestCliCorpus::cutRecordingsSayThatTheyAre()
{
    QFETCH(const QString, track);
    QFETCH(const QString, folder);
    const fs::path results = m_place.at(folder.toStdString());
    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(readFile(results / "analysis.json")))
            .object();
    const QJsonObject recording = json["track"].toObject();
    QVERIFY(recording["duration"].toDouble() > 1.5 && recording["duration"].toDouble() < 3.0);
    const QJsonArray warnings = recording["warnings"].toArray();
    QVERIFY(!warnings.isEmpty());  // a short part has another one: it is repeated
    const QString warning = warnings[0].toString();
    QVERIFY2(warning.contains("ends after "), qPrintable(warning));

    const QJsonObject jams =
        QJsonDocument::fromJson(QByteArray::fromStdString(readFile(results / "analysis.jams")))
            .object();
    QCOMPARE(jams["sandbox"].toObject()["warnings"].toArray(), warnings);
    QVERIFY(readFile(results / "csv/track.csv").find(warning.toStdString()) != std::string::npos);
    QProcess reader;
    reader.start("pdftotext", {QString::fromStdString((results / "report.pdf").string()), "-"});
    QVERIFY(reader.waitForFinished());
    const QString report = QString::fromUtf8(reader.readAllStandardOutput()).simplified();
    QVERIFY2(report.contains(warning), qPrintable(report.left(2000)));

    const CliOutcome single = m_place.run({"analyze", "songs/" + track, "--shifts", "0",
                                           "--no-baselines", "--length", "1", "--hop", "60"});
    QVERIFY2(single.code == 0, qPrintable(single.error));
    QVERIFY2(single.output.contains("\nWarning: " + warning + "\n"), qPrintable(single.output));
    const CliOutcome spectrogram =
        m_place.run({"spectrogram", "songs/" + track, "--out", "cut.npy"});
    QCOMPARE(spectrogram.code, 0);
    QVERIFY2(spectrogram.error.contains(warning), qPrintable(spectrogram.error));
    const CliOutcome predicted = m_place.run({"predict", "songs/" + track});
    QCOMPARE(predicted.code, 0);
    QVERIFY2(predicted.error.contains(warning), qPrintable(predicted.error));
    QVERIFY2(predicted.output.contains(warning), qPrintable(predicted.output.left(2000)));
    const std::string summary = readFile(m_place.at("out/summary.csv"));
    QVERIFY2(summary.find(warning.toStdString()) != std::string::npos, summary.c_str());
    const CliOutcome stems = m_place.run({"separate", "songs/" + track, "--out", "cut-stems"});
    QCOMPARE(stems.code, 0);
    QVERIFY2(stems.error.contains(warning), qPrintable(stems.error));
}

void TestCliCorpus::aSecondRunDoesOnlyWhatIsMissing()
{
    const auto before = fs::last_write_time(m_place.at("out/cut/analysis.json"));
    writeFileAtomically(m_place.at("out/cut.mp3/analysis.json"), "{ damaged");
    writeAudio(m_place.at("songs/silent.wav"), sine(440.0, 1.5, 22050, 1, 0.3));
    const CliOutcome outcome = analyze({"songs"}, "out");
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.output.contains("2 tracks analyzed, 2 done before, 1 failed."),
             qPrintable(outcome.output));
    const std::map<std::string, std::string> expected = {{"cut.flac", "done before"},
                                                         {"cut.mp3", "analyzed"},
                                                         {"whole.wav", "done before"},
                                                         {"silent.wav", "analyzed"},
                                                         {"text.mp3", "failed"}};
    QVERIFY(statusOf("out") == expected);
    QVERIFY(fs::last_write_time(m_place.at("out/cut/analysis.json")) == before);

    fs::remove(m_place.at("songs/text.mp3"));
    const CliOutcome third = analyze({"songs"}, "out");
    QVERIFY2(third.code == 0, qPrintable(third.error));
    QVERIFY(third.output.contains("0 tracks analyzed, 4 done before, 0 failed."));
}

void TestCliCorpus::whatAnEarlierRunLeftIsNotTakenForThisOnes()
{
    const QStringList other = {"--start", "0.2"};
    QCOMPARE(analyze({"songs/more"}, "mixed").code, 0);
    QCOMPARE(analyze(QStringList{"songs/more", "--no-report"} + other, "mixed").code, 0);
    // The report is that of the first run, the numbers are those of the second.
    const CliOutcome third = analyze(QStringList{"songs/more"} + other, "mixed");
    QVERIFY2(third.output.contains("1 track analyzed, 0 done before"), qPrintable(third.output));
    const CliOutcome fourth = analyze(QStringList{"songs/more"} + other, "mixed");
    QVERIFY2(fourth.output.contains("0 tracks analyzed, 1 done before"), qPrintable(fourth.output));
}

void TestCliCorpus::aFolderWithoutAudioIsOneSentence()
{
    const std::set<std::string> before = m_place.content();
    const CliOutcome outcome = analyze({"nothing"}, "none");
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
    const CliOutcome single = m_place.run({"analyze", "nothing"});
    QCOMPARE(single.code, 1);
    QCOMPARE(single.error, QString("whence-cli: There are no audio files in nothing.\n"));
    QVERIFY(m_place.content() == before);
}

void TestCliCorpus::tracksAndFoldersThatWereNamedAreTaken()
{
    const CliOutcome outcome = analyze({"songs/more", "songs/cut.flac", "missing.wav"}, "named");
    QCOMPARE(outcome.code, 1);
    const std::map<std::string, std::string> expected = {
        {"cut.flac", "analyzed"}, {"whole.wav", "analyzed"}, {"missing.wav", "failed"}};
    QVERIFY(statusOf("named") == expected);
}

QTEST_GUILESS_MAIN(TestCliCorpus)
#include "tst_cli_corpus.moc"
