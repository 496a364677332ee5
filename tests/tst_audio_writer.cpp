#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include <sys/resource.h>

#include "core/audio/decode.h"
#include "core/error.h"
#include "core/tensors/checksum.h"
#include "support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

class TestAudioWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void floatWavIsExact();
    void flacIsExactTo24Bits();
    void flacClipsAtFullScale();
    void blocksGiveTheSameFileAsTheWhole();
    void equalAudioGivesEqualFiles();
    void unfinishedFilesLeaveNothing();
    void whatCannotBeWrittenIsRefused();
    void aFullDiskIsASentenceAndLeavesNothing_data();
    void aFullDiskIsASentenceAndLeavesNothing();

private:
    fs::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    QTemporaryDir m_folder;
};

void TestAudioWriter::floatWavIsExact()
{
    AudioBuffer audio = noise(1.0, 44100, 2, 3.0);  // beyond full scale
    audio.channels[0][7] = 1e-30f;
    writeAudio(path("exact.wav"), audio);
    const DecodedAudio back = decodeAudio(path("exact.wav"));
    QCOMPARE(back.audio.sampleRate, 44100);
    QVERIFY(back.audio.channels == audio.channels);
    QVERIFY(back.warnings.empty());
    QCOMPARE(back.info.format, "WAV 32 bit float");
}

void TestAudioWriter::flacIsExactTo24Bits()
{
    const AudioBuffer audio = noise(1.0, 48000, 2, 0.9);
    writeAudio(path("audio.FLAC"), audio);
    const DecodedAudio back = decodeAudio(path("audio.FLAC"));
    QCOMPARE(back.info.format, "FLAC 24 bit");
    QVERIFY(maxAbsDifference(back.audio.channels[0], audio.channels[0]) <= 0x1p-24 * 1.01);
    QVERIFY(maxAbsDifference(back.audio.channels[1], audio.channels[1]) <= 0x1p-24 * 1.01);
}

void TestAudioWriter::flacClipsAtFullScale()
{
    writeAudio(path("loud.flac"), {44100, {{2.0f, -2.0f, 0.5f, NAN}}});
    const auto samples = decodeAudio(path("loud.flac")).audio.channels[0];
    QVERIFY(maxAbsDifference(samples, std::vector{1.0f, -1.0f, 0.5f, 0.0f}) < 1e-6);
}

void TestAudioWriter::blocksGiveTheSameFileAsTheWhole()
{
    const AudioBuffer audio = noise(0.7, 44100, 2);
    for (const char* extension : {"wav", "flac"}) {
        const fs::path whole = path(("whole." + std::string(extension)).c_str());
        const fs::path blocks = path(("blocks." + std::string(extension)).c_str());
        writeAudio(whole, audio);
        AudioWriter writer(blocks, 44100, 2);
        for (std::size_t start = 0; start < audio.frames(); start += 777)
            writer.write(slice(audio, start, 777));
        QVERIFY(!fs::exists(blocks));
        writer.finish();
        QCOMPARE(sha256OfFile(blocks), sha256OfFile(whole));
    }
}

void TestAudioWriter::equalAudioGivesEqualFiles()
{
    for (const char* name : {"a.wav", "a.flac"}) {
        writeAudio(path(name), noise(0.2, 44100));
        const std::string first = sha256OfFile(path(name));
        QTest::qSleep(1100);  // a time stamp in the header would differ now
        writeAudio(path(name), noise(0.2, 44100));
        QCOMPARE(sha256OfFile(path(name)), first);
    }
}

void TestAudioWriter::unfinishedFilesLeaveNothing()
{
    const QTemporaryDir folder;
    {
        AudioWriter writer(folder.filePath("a.flac").toStdString(), 44100, 1);
        writer.write(noise(0.5, 44100));
    }
    QVERIFY(fs::is_empty(folder.path().toStdString()));
}

void TestAudioWriter::whatCannotBeWrittenIsRefused()
{
    const AudioBuffer audio = noise(0.1, 44100);
    const auto message = [&](const fs::path& file, const AudioBuffer& content) {
        return errorOf([&] { writeAudio(file, content); });
    };
    QVERIFY(message(path("a.mp3"), audio)
                .ends_with("a.mp3 can't be written: its name must end in .wav or .flac."));
    QVERIFY(message(path("no/a.wav"), audio).ends_with("No such file or directory."));
    QVERIFY(message(path("a.flac"), noise(0.1, 44100, 9)).find("at most 8 channels") !=
            std::string::npos);
    QVERIFY(message(path("empty.wav"), {44100, {{}}}).find("no sample to write") !=
            std::string::npos);
    QVERIFY(!fs::exists(path("empty.wav")));
    QVERIFY(!message(path("rate.flac"), {0, {{0.5f}}}).empty());
}

void TestAudioWriter::aFullDiskIsASentenceAndLeavesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("limit");
    QTest::newRow("WAV, inside the samples") << "a.wav" << 100000;
    QTest::newRow("WAV, at the header") << "a.wav" << 10;
    QTest::newRow("FLAC, inside the samples") << "a.flac" << 100000;
    QTest::newRow("FLAC, in its last block") << "a.flac" << 0;
}

void TestAudioWriter::aFullDiskIsASentenceAndLeavesNothing()
{
    QFETCH(const QString, name);
    QFETCH(int, limit);
    const QTemporaryDir folder;
    const fs::path file = folder.filePath(name).toStdString();
    const AudioBuffer audio = noise(1.0, 44100, 2);
    if (limit == 0) {
        writeAudio(path("size.flac"), audio);
        limit = int(fs::file_size(path("size.flac"))) - 100;
    }
    // A limit on the size of files acts like a disk that is full.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{rlim_t(limit), before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const std::string message = errorOf([&] { writeAudio(file, audio); });
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY2(message.ends_with(name.toStdString() + " can't be written: File too large."),
             message.c_str());
    QVERIFY(fs::is_empty(folder.path().toStdString()));
}

QTEST_APPLESS_MAIN(TestAudioWriter)
#include "tst_audio_writer.moc"
