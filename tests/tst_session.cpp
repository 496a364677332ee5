#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/content_hash.h"
#include "core/error.h"
#include "core/report/analysis_cache.h"
#include "core/report/analysis_json.h"
#include "core/report/session.h"
#include "core/tensors/file_io.h"
#include "tests/analysis_example.h"
#include "tests/support.h"

namespace fs = std::filesystem;
using namespace whence;
using namespace whence::test;

namespace {

Session exampleSession(const fs::path& recording)
{
    auto analysis = std::make_shared<Analysis>(exampleAnalysis());
    if (fs::exists(recording))
        analysis->track.sha256 = contentHash(recording);
    Session session;
    session.recording = recording;
    session.recordingHash = analysis->track.sha256;
    session.stemFolder = "/music/stems";
    session.model = "/models/a.whence-model";
    session.separator = "/models/b.whence-separator";
    session.instrumental = true;
    session.window = 12.5;
    session.analysis = analysis;
    session.annotations = {{1.0, 2.5, "verse, “first”"}, {3.0, 3.0, ""}};
    const Prediction& mix = analysis->mixes.predictions.front();
    const Prediction heard{mix.features, mix.emotions, {}};
    session.states = {{analysis->model.id,
                       12.5,
                       {"vocals", "drums"},
                       {-std::numeric_limits<double>::infinity(), 3.5},
                       heard,
                       heard}};
    session.view = {SessionSpan{1.0, 9.5},
                    SessionSpan{2.0, 3.0},
                    2.5,
                    0.75,
                    true,
                    "valence",
                    "melody",
                    "vocals",
                    {{"vocals", {-6.0, false, true}}}};
    return session;
}

void writeBytes(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsReadBack()
    {
        QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "song.whence";
        const Session session = exampleSession("/music/song.wav");
        saveSession(file, session);
        const Session read = readSession(file);
        QCOMPARE(read.recording, session.recording);
        QCOMPARE(read.recordingHash, session.recordingHash);
        QCOMPARE(read.stemFolder, session.stemFolder);
        QCOMPARE(read.model, session.model);
        QCOMPARE(read.separator, session.separator);
        QCOMPARE(read.instrumental, session.instrumental);
        QCOMPARE(read.window, session.window);
        QVERIFY(read.view == session.view);
        QCOMPARE(read.annotations, session.annotations);
        QCOMPARE(read.states, session.states);
        QCOMPARE(toJson(*read.analysis), toJson(*session.analysis));
        QCOMPARE(toJson(read, file.parent_path()), toJson(session, file.parent_path()));
    }

    void aSessionIsAnAnalysisForOtherPrograms()
    {
        const Session session = exampleSession("/music/song.wav");
        const std::string json = toJson(session, "/music");
        QCOMPARE(toJson(parseAnalysis(json, "song.whence")), toJson(*session.analysis));
    }

    void labelsThatCanNotBeAreRefused()
    {
        std::string json = toJson(exampleSession("/music/song.wav"), "/music");
        const std::string end = "\"end\": 2.5";
        QVERIFY(json.find(end) != std::string::npos);
        json.replace(json.find(end), end.size(), "\"end\": 0.5");
        try {
            parseSession(json, "song.whence");
            QFAIL("It was read.");
        } catch (const Error& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains("ends before it starts"),
                     error.what());
        }
    }

    void withoutAnAnalysisItIsStillASession()
    {
        Session session = exampleSession("/music/song.wav");
        session.analysis.reset();
        const Session read = parseSession(toJson(session, "/music"), "song.whence");
        QVERIFY(!read.analysis);
        QCOMPARE(read.recording, session.recording);
    }

    void anAnalysisWithNothingButTheTimelineIsKept()
    {
        Session session = exampleSession("/music/song.wav");
        Analysis known = exampleAnalysis();
        Analysis analysis;
        analysis.track = known.track;
        analysis.model = known.model;
        analysis.timeline = known.timeline;
        session.analysis = std::make_shared<const Analysis>(analysis);
        const Session read = parseSession(toJson(session, "/music"), "song.whence");
        QCOMPARE(read.analysis->timeline.size(), known.timeline.size());
        QVERIFY(read.analysis->effects.empty() && read.analysis->sources.empty());
    }

    void sourcesOfOtherStemsAreNotTakenForThese()
    {
        auto saved = std::make_shared<Analysis>(exampleAnalysis());
        saved->stemsSha256 = std::string(64, 'e');
        const AnalysisMemory memory{saved, std::nullopt};
        Analysis asked = *saved;
        QVERIFY(memory.find(asked)->sources.size() > 0);
        asked.stemsSha256 = std::string(64, 'f');
        QVERIFY(!memory.find(asked));
    }

    void whatIsNoSessionIsRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("named");
        QTest::newRow("an analysis") << "\"session\""
                                     << "\"other\""
                                     << "no session";
        QTest::newRow("a later form") << "\"format\": 1"
                                      << "\"format\": 2"
                                      << "format";
        QTest::newRow("no recording") << "/music/song.wav"
                                      << ""
                                      << "recording.path";
        QTest::newRow("speed") << "\"speed\": 0.75"
                               << "\"speed\": 40"
                               << "view.speed";
        QTest::newRow("gain") << "\"gain\": -6.0"
                              << "\"gain\": \"loud\""
                              << "gain";
        QTest::newRow("span") << "\"start\": 2.0"
                              << "\"start\": 8.0"
                              << "selection";
        QTest::newRow("window") << "\"window\": 12.5"
                                << "\"window\": -1"
                                << "session.window";
        QTest::newRow("damaged") << "\"session\": {"
                                 << "\"session\": "
                                 << "not JSON";
    }

    void whatIsNoSessionIsRefused()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        QFETCH(const QString, named);
        QString json = QString::fromStdString(toJson(exampleSession("/music/song.wav"), "/music"));
        QVERIFY(json.contains(from));
        json.replace(from, to);
        const std::string message =
            errorOf([&] { parseSession(json.toStdString(), "song.whence"); });
        QVERIFY2(message.starts_with("song.whence"), message.c_str());
        QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
    }

    void aMovedRecordingIsFound()
    {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        fs::create_directories(root / "work");
        fs::create_directories(root / "music");
        writeBytes(root / "music/song.wav", "the sound");
        const fs::path file = root / "work/song.whence";
        saveSession(file, exampleSession(root / "music/song.wav"));
        QCOMPARE(findRecording(readSession(file), file), root / "music/song.wav");

        // The whole project moves, then the recording alone, under another name.
        fs::create_directories(root / "elsewhere");
        fs::rename(root / "work", root / "elsewhere/work");
        fs::rename(root / "music", root / "elsewhere/music");
        const fs::path moved = root / "elsewhere/work/song.whence";
        QCOMPARE(findRecording(readSession(moved), moved), root / "elsewhere/music/song.wav");
        fs::rename(root / "elsewhere/music/song.wav", root / "elsewhere/work/take 2.flac");
        QCOMPARE(findRecording(readSession(moved), moved), root / "elsewhere/work/take 2.flac");
    }

    void anotherRecordingOfTheSameNameIsNotTaken()
    {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        writeBytes(root / "song.wav", "the sound");
        const fs::path file = root / "song.whence";
        saveSession(file, exampleSession(root / "song.wav"));
        writeBytes(root / "song.wav", "something else");
        QVERIFY(!findRecording(readSession(file), file));
        writeBytes(root / "copy.wav", "the sound");
        QCOMPARE(findRecording(readSession(file), file), root / "copy.wav");
    }

    void killedWhileSavingLeavesTheOldOrTheNewSession()
    {
        QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "song.whence";
        Session versions[2] = {exampleSession("/music/song.wav"),
                               exampleSession("/music/song.wav")};
        versions[1].view.position = 99.0;
        saveSession(file, versions[0]);
        int kills = 0;
        for (int round = 0; round < 20; ++round) {
            const pid_t child = fork();
            if (child == 0)
                for (int i = 0;; ++i)
                    saveSession(file, versions[i % 2]);
            QVERIFY(child > 0);
            QTest::qWait(5 + 7 * (round % 5));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            kills += WIFSIGNALED(status);
            const double position = readSession(file).view.position;
            QVERIFY(position == 2.5 || position == 99.0);
        }
        QCOMPARE(kills, 20);
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
