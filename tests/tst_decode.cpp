#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>
#include <fstream>

#include "core/audio/decode.h"
#include "core/error.h"
#include "core/tensors/file_io.h"
#include "support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

namespace {

/// Cuts a file to a share of its size.
void truncate(const fs::path& file, double share)
{
    fs::resize_file(file, std::uintmax_t(double(fs::file_size(file)) * share));
}

/// The mean square of the first channel.
double power(const AudioBuffer& audio)
{
    double sum = 0.0;
    for (const float sample : audio.channels[0])
        sum += double(sample) * sample;
    return sum / double(audio.frames());
}

/// Everything a reader yields from where it stands, block by block.
AudioBuffer readRest(AudioReader& reader, std::size_t block)
{
    AudioBuffer all = reader.read(block);
    for (AudioBuffer next = reader.read(block); next.frames() > 0; next = reader.read(block))
        append(all, next);
    return all;
}

}  // namespace

class TestDecode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void blocksGiveTheSameAsTheWhole();
    void everySampleRateAndChannelCountIsRead_data();
    void everySampleRateAndChannelCountIsRead();
    void floatingPointWavIsKnown();
    void aHundredthOfASecondIsRead();
    void silenceIsRead();
    void samplesThatAreNoNumbersBecomeZeroWithAWarning();
    void aRangeIsThatPartOfTheWhole();
    void aRangeOutsideTheFileIsAnError();
    void readingCanBeCancelled();
    void longFilesAreReadInBoundedMemory();

    void whatIsNoAudioGetsASentence_data();
    void whatIsNoAudioGetsASentence();
    void playListsOpenNoOtherFile();
    void aNameThatLooksLikeAnAddressIsAFile();

    void truncatedWavIsReadWithAWarning();
    void wavOfUnknownLengthGivesNoWarning();
    void truncatedFlacIsReadWithAWarning();
    void damagedFilesNeverCrash_data();
    void damagedFilesNeverCrash();

    void otherFormatsAreRead_data();
    void otherFormatsAreRead();
    void seekingIsExactInEveryFormat_data();
    void seekingIsExactInEveryFormat();
    void truncatedFilesOfOtherFormatsGiveAWarning_data();
    void truncatedFilesOfOtherFormatsGiveAWarning();
    void theSoundOfAVideoIsRead();
    void tagsAreRead_data();
    void tagsAreRead();
    void brokenTagsBecomeValidText();
    void nothingIsPrinted();

    void realSongsHaveTheirKnownLengths();
    void aTruncatedRealSongGivesAWarning();

private:
    fs::path path(const QString& name) const { return m_folder.filePath(name).toStdString(); }
    /// Converts a file of this folder with ffmpeg; false, and the test skipped, if it is not there.
    bool convert(const QStringList& arguments, const QString& input, const QString& output);
    bool makeOther(const QString& name);

    QTemporaryDir m_folder;
};

void TestDecode::initTestCase()
{
    QVERIFY(m_folder.isValid());
    writeAudio(path("source.wav"), sine(440.0, 5.0, 44100, 2));
    AudioBuffer tones = noise(5.0, 44100, 2, 0.3);
    writeAudio(path("noise.wav"), tones);
}

bool TestDecode::convert(const QStringList& arguments, const QString& input, const QString& output)
{
    const QString ffmpeg = QStandardPaths::findExecutable("ffmpeg");
    if (ffmpeg.isEmpty()) {
        QTest::qSkip("ffmpeg is not installed", __FILE__, __LINE__);
        return false;
    }
    QStringList all{"-v", "error", "-nostdin", "-y", "-i", m_folder.filePath(input)};
    all << arguments << m_folder.filePath(output);
    QProcess process;
    process.start(ffmpeg, all);
    process.waitForFinished(60000);
    if (process.exitCode() != 0)
        QTest::qFail(process.readAllStandardError().constData(), __FILE__, __LINE__);
    return process.exitCode() == 0;
}

/// noise.wav in the format of the name; made once.
bool TestDecode::makeOther(const QString& name)
{
    if (fs::exists(path(name)))
        return true;
    QStringList arguments{"-metadata", "title=Der Müller", "-metadata", "artist=Wir"};
    if (name.startsWith("alac"))
        arguments << "-c:a"
                  << "alac";
    if (name.startsWith("aac"))
        arguments << "-movflags"
                  << "faststart";
    if (name.startsWith("wavpcm"))
        arguments << "-c:a"
                  << "pcm_s16le";
    return convert(arguments, "noise.wav", name);
}

void TestDecode::blocksGiveTheSameAsTheWhole()
{
    const AudioBuffer audio = noise(1.0, 44100, 2);
    writeAudio(path("blocks.wav"), audio);
    for (const std::size_t block : {1u, 1000u, 1000000u}) {
        AudioReader reader(path("blocks.wav"));
        QCOMPARE(reader.info().frames, 44100);
        QVERIFY(readRest(reader, block == 1 ? 44100 : block).channels == audio.channels);
        QCOMPARE(reader.read(block).frames(), 0u);
        reader.seek(44000);
        QCOMPARE(reader.read(1000).frames(), 100u);
        reader.seek(50000);
        QCOMPARE(reader.read(1000).frames(), 0u);
        reader.seek(0);
        QCOMPARE(reader.read(1).channels[1][0], audio.channels[1][0]);
        QVERIFY(reader.warnings().empty());
    }
}

void TestDecode::everySampleRateAndChannelCountIsRead_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("channels");
    QTest::newRow("8 kHz mono") << 8000 << 1;
    QTest::newRow("192 kHz stereo") << 192000 << 2;
    QTest::newRow("11 channels") << 44100 << 11;
    QTest::newRow("24 channels") << 44100 << 24;
    QTest::newRow("1000 channels") << 8000 << 1000;
}

void TestDecode::everySampleRateAndChannelCountIsRead()
{
    QFETCH(const int, rate);
    QFETCH(const int, channels);
    const AudioBuffer audio = noise(0.3, rate, channels);
    writeAudio(path("many.wav"), audio);
    const DecodedAudio result = decodeAudio(path("many.wav"));
    QCOMPARE(result.info.sampleRate, rate);
    QCOMPARE(result.info.channels, channels);
    QVERIFY(result.audio.channels == audio.channels);
}

void TestDecode::floatingPointWavIsKnown()
{
    writeAudio(path("float.wav"), sine(440.0, 0.1));
    writeAudio(path("integers.flac"), sine(440.0, 0.1));
    QVERIFY(AudioReader(path("float.wav")).info().isFloatWav);
    QVERIFY(!AudioReader(path("integers.flac")).info().isFloatWav);
}

void TestDecode::aHundredthOfASecondIsRead()
{
    writeAudio(path("short.wav"), sine(440.0, 0.01, 44100));
    QCOMPARE(decodeAudio(path("short.wav")).audio.frames(), 441u);
    writeAudio(path("sample.flac"), {44100, {{0.5f}}});
    QCOMPARE(decodeAudio(path("sample.flac")).audio.frames(), 1u);
}

void TestDecode::silenceIsRead()
{
    writeAudio(path("silent.flac"), silence(1.0, 44100, 2));
    const DecodedAudio result = decodeAudio(path("silent.flac"));
    QCOMPARE(result.audio.frames(), 44100u);
    QVERIFY(result.audio.channels == silence(1.0, 44100, 2).channels);
    QVERIFY(result.warnings.empty());
}

void TestDecode::samplesThatAreNoNumbersBecomeZeroWithAWarning()
{
    // The writer refuses such samples, so they are put into the file's bytes: its last 4 frames.
    writeAudio(path("nan.wav"), {44100, {std::vector<float>(100, 0.25f)}});
    std::string bytes = readFile(path("nan.wav"));
    const float bad[4] = {NAN, INFINITY, -INFINITY, 0.5f};
    bytes.replace(bytes.size() - sizeof bad, sizeof bad, reinterpret_cast<const char*>(bad),
                  sizeof bad);
    writeFileAtomically(path("nan.wav"), bytes);

    const DecodedAudio result = decodeAudio(path("nan.wav"));
    std::vector<float> expected(100, 0.25f);
    expected[96] = expected[97] = expected[98] = 0.0f;
    expected[99] = 0.5f;
    QVERIFY(result.audio.channels[0] == expected);
    QCOMPARE(result.warnings.size(), 1u);
    QCOMPARE(result.warnings[0],
             "The file contains 3 samples that are not finite numbers; they were set to 0.");
}

void TestDecode::aRangeIsThatPartOfTheWhole()
{
    const AudioBuffer whole = decodeAudio(path("noise.wav")).audio;
    const auto part = [&](double start, double length) {
        return decodeAudio(path("noise.wav"), {start, length}).audio.channels;
    };
    QVERIFY(part(1.5, 2.0) == slice(whole, 66150, 88200).channels);
    QVERIFY(part(0.0, 0.5) == slice(whole, 0, 22050).channels);
    QVERIFY(part(4.9, -1.0) == slice(whole, 216090, 5000).channels);
    QVERIFY(part(4.9, 60.0) == slice(whole, 216090, 5000).channels);
    QVERIFY(part(-3.0, -1.0) == whole.channels);
}

void TestDecode::aRangeOutsideTheFileIsAnError()
{
    for (const TimeRange& range : {TimeRange{5.0, 1.0}, {1e9, -1.0}, {1.0, 0.0}}) {
        const std::string message = errorOf([&] { decodeAudio(path("noise.wav"), range); });
        QVERIFY2(message.find("has no samples in the wanted part") != std::string::npos,
                 message.c_str());
    }
}

void TestDecode::readingCanBeCancelled()
{
    const Progress progress([](double, const std::string&) { return false; });
    QVERIFY_EXCEPTION_THROWN(decodeAudio(path("noise.wav"), {}, progress), Cancelled);
}

void TestDecode::longFilesAreReadInBoundedMemory()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("AddressSanitizer keeps what was freed");
#endif
    const auto peakMemory = [] {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_maxrss;  // KiB
    };
    constexpr std::size_t minute = 60 * 16000;
    const AudioBuffer block = silence(60.0, 16000);
    AudioWriter writer(path("long.flac"), 16000, 1);
    for (int i = 0; i < 30; ++i)
        writer.write(block);
    writer.finish();

    const auto before = peakMemory();
    AudioReader reader(path("long.flac"));
    std::size_t frames = 0;
    for (AudioBuffer part = reader.read(minute); part.frames() > 0; part = reader.read(minute))
        frames += part.frames();
    QCOMPARE(frames, 30 * minute);  // 115 MB of samples
    QVERIFY(peakMemory() - before < 30000);
}

void TestDecode::whatIsNoAudioGetsASentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("sentence");
    const QString unknown = " can't be read as audio: it is damaged or of an unknown format.";
    QByteArray random(300000, '\0');
    std::uint32_t state = 1;
    for (char& byte : random)
        byte = char((state = state * 1664525u + 1013904223u) >> 24);
    QTest::newRow("empty") << "empty.wav" << QByteArray() << " is empty.";
    QTest::newRow("text") << "a.txt" << QByteArray("hello\n") << unknown;
    QTest::newRow("text named mp3")
        << "a.mp3" << QByteArray("some words\n").repeated(5000) << unknown;
    QTest::newRow("noise named bin") << "a.bin" << random << unknown;
    QTest::newRow("noise named mp3") << "b.mp3" << random << "";
    QTest::newRow("noise named flac") << "a.flac" << random << "";
    QTest::newRow("one byte") << "a.ogg" << QByteArray("O") << unknown;
    QTest::newRow("start of a header")
        << "b.wav" << QByteArray("RIFF\x10\0\0\0WAVEfmt ", 16) << unknown;
    const QByteArray header(
        "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0data", 40);
    QTest::newRow("header without samples")
        << "none.wav" << header + QByteArray(4, '\0') << " contains no sound.";
    QTest::newRow("impossible rate")
        << "rate.wav"
        << QByteArray(header).replace(24, 2, "\x64\0", 2) + QByteArray("\4\0\0\0abcd", 8)
        << " has a sample rate of 100 Hz, which can't be used: 1 kHz to 768 kHz can.";
    QTest::newRow("FLAC mark only") << "c.flac" << QByteArray("fLaC") << unknown;
    QTest::newRow("picture") << "p.mp3"
                             << QByteArray::fromBase64(
                                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                                    "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
                             << unknown;
}

void TestDecode::whatIsNoAudioGetsASentence()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    QFETCH(const QString, sentence);
    writeFileAtomically(path(name), content.toStdString());
    const std::string message = errorOf([&] { decodeAudio(path(name)); });
    QVERIFY2(
        message.ends_with(sentence.toStdString()) && message.find(path(name)) != std::string::npos,
        message.c_str());

    QVERIFY(errorOf([&] {
                decodeAudio(path("missing.wav"));
            }).ends_with("missing.wav does not exist."));
    QVERIFY(errorOf([&] { decodeAudio(path("")); }).ends_with("is a folder, not an audio file."));
    QVERIFY(errorOf([&] { decodeAudio("/dev/zero"); }).ends_with("is not a regular file."));
}

void TestDecode::playListsOpenNoOtherFile()
{
    writeFileAtomically(path("list.m3u8"),
                        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nnoise.wav\n");
    writeFileAtomically(path("list.ffconcat"), "ffconcat version 1.0\nfile noise.wav\n");
    writeFileAtomically(path("list.sdp"),
                        "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n");
    for (const char* name : {"list.m3u8", "list.ffconcat", "list.sdp"})
        QVERIFY(!errorOf([&] { decodeAudio(path(name)); }).empty());
}

void TestDecode::aNameThatLooksLikeAnAddressIsAFile()
{
    fs::create_directories(path("http:"));
    if (!makeOther("aac.m4a"))
        return;
    fs::copy_file(path("aac.m4a"), path("http:/song.m4a"));
    fs::copy_file(path("aac.m4a"), path("Käse ♪.m4a"));
    const fs::path before = fs::current_path();
    fs::current_path(path(""));
    const std::string message = errorOf([] { decodeAudio("http:/song.m4a"); });
    fs::copy_file(path("noise.wav"), path("-"));
    const std::string dash = errorOf([] { decodeAudio("-"); });
    fs::current_path(before);
    QCOMPARE(message, "");
    QCOMPARE(dash, "");
    QCOMPARE(decodeAudio(path("Käse ♪.m4a")).info.channels, 2);
}

void TestDecode::truncatedWavIsReadWithAWarning()
{
    writeAudio(path("cut.wav"), sine(440.0, 10.0, 8000));
    truncate(path("cut.wav"), 0.6);
    const DecodedAudio result = decodeAudio(path("cut.wav"));
    QVERIFY(std::abs(result.audio.duration() - 6.0) < 0.01);
    QCOMPARE(result.warnings.size(), 1u);
    QCOMPARE(result.warnings[0], "The file is cut off: it ends after 6.0 s of 10.0 s.");
}

void TestDecode::wavOfUnknownLengthGivesNoWarning()
{
    // What a program writes to a pipe: it can't come back to fill in the sizes.
    writeAudio(path("piped.wav"), sine(440.0, 1.0, 8000));
    std::string bytes = readFile(path("piped.wav"));
    bytes.replace(4, 4, "\xff\xff\xff\xff");
    bytes.replace(bytes.find("data") + 4, 4, "\xff\xff\xff\xff");
    writeFileAtomically(path("piped.wav"), bytes);
    const DecodedAudio result = decodeAudio(path("piped.wav"));
    QCOMPARE(result.audio.frames(), 8000u);
    QVERIFY(result.warnings.empty());
}

void TestDecode::truncatedFlacIsReadWithAWarning()
{
    writeAudio(path("cut.flac"), noise(10.0, 8000));
    truncate(path("cut.flac"), 0.6);
    const DecodedAudio result = decodeAudio(path("cut.flac"));
    QVERIFY(result.audio.duration() > 5.0 && result.audio.duration() < 6.1);
    QCOMPARE(result.warnings.size(), 1u);
    QVERIFY(result.warnings[0].ends_with(" s of 10.0 s."));
    // A part before the cut is whole, so it comes without a warning.
    QVERIFY(decodeAudio(path("cut.flac"), {1.0, 2.0}).warnings.empty());
    // A part behind the cut does not exist.
    QVERIFY(!errorOf([&] { decodeAudio(path("cut.flac"), {8.0, 1.0}); }).empty());
}

void TestDecode::damagedFilesNeverCrash_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"aac.m4a", "mp3.mp3", "vorbis.ogg", "opus.opus", "wma.wma", "mka.mka",
                             "flac.flac", "wavpcm.wav", "alac.m4a"})
        QTest::newRow(name) << name;
}

void TestDecode::damagedFilesNeverCrash()
{
    QFETCH(const QString, name);
    if (!makeOther(name))
        return;
    const std::string bytes = readFile(path(name));
    std::uint32_t state = 7;
    const auto random = [&](std::size_t below) {
        state = state * 1664525u + 1013904223u;
        return std::size_t(state >> 8) % below;
    };
    for (int round = 0; round < 8; ++round) {
        std::string damaged = bytes;
        const std::size_t region =
            round % 2 ? bytes.size() : std::min<std::size_t>(bytes.size(), 600);
        for (int i = 0; i < 20; ++i)
            damaged[random(region)] = char(random(256));
        if (round % 3 == 0)
            damaged.resize(random(damaged.size()));
        writeFileAtomically(path("damaged-" + name), damaged);
        try {
            const DecodedAudio result = decodeAudio(path("damaged-" + name));
            QVERIFY(result.audio.frames() > 0 && result.audio.frames() < 50 * 44100);
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("damaged-") != std::string::npos);
        }
    }
}

void TestDecode::otherFormatsAreRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("rate");
    QTest::addColumn<double>("padding");  // s the coder may add
    QTest::newRow("AAC") << "aac.m4a"
                         << "MPEG-4 AAC" << 44100 << 0.03;
    QTest::newRow("ALAC") << "alac.m4a"
                          << "MPEG-4 ALAC" << 44100 << 0.0;
    QTest::newRow("ADTS") << "adts.aac"
                          << "AAC" << 44100 << 0.05;
    QTest::newRow("MP3") << "mp3.mp3"
                         << "MP3" << 44100 << 0.0;
    QTest::newRow("WMA") << "wma.wma"
                         << "Windows Media WMAV2" << 44100 << 0.06;
    QTest::newRow("Matroska") << "mka.mka"
                              << "Matroska VORBIS" << 44100 << 0.03;
    QTest::newRow("WebM") << "webm.webm"
                          << "Matroska OPUS" << 48000 << 0.03;
    QTest::newRow("Vorbis") << "vorbis.ogg"
                            << "Ogg Vorbis" << 44100 << 0.0;
    QTest::newRow("Opus") << "opus.opus"
                          << "Ogg Opus" << 48000 << 0.0;
    QTest::newRow("FLAC") << "flac.flac"
                          << "FLAC 24 bit" << 44100 << 0.0;
    QTest::newRow("AIFF") << "aiff.aiff"
                          << "AIFF 16 bit" << 44100 << 0.0;
    QTest::newRow("WavPack") << "wv.wv"
                             << "WAVPACK" << 44100 << 0.0;
}

void TestDecode::otherFormatsAreRead()
{
    QFETCH(const QString, name);
    QFETCH(const QString, format);
    QFETCH(const int, rate);
    QFETCH(const double, padding);
    if (!makeOther(name))
        return;
    const DecodedAudio result = decodeAudio(path(name));
    QCOMPARE(QString::fromStdString(result.info.format), format);
    QCOMPARE(result.info.sampleRate, rate);
    QCOMPARE(result.info.channels, 2);
    QVERIFY2(std::abs(result.audio.duration() - 5.0) <= padding,
             qPrintable(QString::number(result.audio.duration(), 'g', 9)));
    QVERIFY(std::abs(double(result.info.frames) / rate - 5.0) <= padding + 0.06);
    QVERIFY2(result.warnings.empty(), result.warnings.empty() ? "" : result.warnings[0].c_str());
    // White noise of amplitude 0.3; lossy coders drop its highest frequencies.
    const double expected = 0.03;
    QVERIFY2(power(result.audio) > 0.5 * expected && power(result.audio) < 1.25 * expected,
             qPrintable(QString::number(power(result.audio))));
}

void TestDecode::seekingIsExactInEveryFormat_data()
{
    otherFormatsAreRead_data();
}

void TestDecode::seekingIsExactInEveryFormat()
{
    QFETCH(const QString, name);
    if (!makeOther(name))
        return;
    AudioReader reader(path(name));
    const AudioBuffer whole = readRest(reader, 50000);
    for (const std::size_t start : {100000u, 1000u, 200001u, 0u}) {
        reader.seek(std::int64_t(start));
        const AudioBuffer part = reader.read(3000);
        const double error =
            maxAbsDifference(part.channels[1], slice(whole, start, 3000).channels[1]);
        QVERIFY2(error == 0.0, qPrintable(QString::number(error)));
    }
}

void TestDecode::truncatedFilesOfOtherFormatsGiveAWarning_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("warning");
    QTest::newRow("MP3") << "mp3.mp3"
                         << "The file is cut off: it ends after 3.";
    QTest::newRow("AAC") << "aac.m4a"
                         << "The file is cut off: it ends after 2.";
    QTest::newRow("Matroska") << "mka.mka"
                              << "The file is cut off: it ends after 2.";
    QTest::newRow("Vorbis") << "vorbis.ogg"
                            << "The file is cut off or was never finished";
    QTest::newRow("Opus") << "opus.opus"
                          << "The file is cut off or was never finished";
    QTest::newRow("AIFF") << "aiff.aiff"
                          << "The file is cut off: it ends after 3.0 s of 5.0 s.";
}

void TestDecode::truncatedFilesOfOtherFormatsGiveAWarning()
{
    QFETCH(const QString, name);
    QFETCH(const QString, warning);
    if (!makeOther(name))
        return;
    fs::copy_file(path(name), path("cut-" + name), fs::copy_options::overwrite_existing);
    truncate(path("cut-" + name), 0.6);
    const DecodedAudio result = decodeAudio(path("cut-" + name));
    QVERIFY(result.audio.duration() > 1.0 && result.audio.duration() < 3.5);
    QVERIFY(!result.warnings.empty());
    QVERIFY2(result.warnings[0].starts_with(warning.toStdString()), result.warnings[0].c_str());
}

void TestDecode::theSoundOfAVideoIsRead()
{
    if (!convert({"-f", "lavfi", "-i", "testsrc=d=6:s=64x64:r=5", "-c:a", "aac"}, "source.wav",
                 "video.mp4"))
        return;
    const DecodedAudio result = decodeAudio(path("video.mp4"));
    QVERIFY(std::abs(result.audio.duration() - 5.0) < 0.03);
    QVERIFY(std::abs(power(result.audio) - 0.125) < 0.01);
    QVERIFY(result.warnings.empty());  // the picture is longer, and that is all right
    if (!convert({"-f", "lavfi", "-i", "testsrc=d=6:s=64x64:r=5", "-map", "1:v"}, "source.wav",
                 "mute.mkv"))
        return;
    QVERIFY(errorOf([&] { decodeAudio(path("mute.mkv")); }).ends_with("it has no sound."));
}

void TestDecode::tagsAreRead_data()
{
    otherFormatsAreRead_data();
}

void TestDecode::tagsAreRead()
{
    QFETCH(const QString, name);
    if (name.startsWith("adts") || name.startsWith("aiff"))
        return;  // ffmpeg writes none there
    if (!makeOther(name))
        return;
    const AudioReader reader(path(name));
    QCOMPARE(reader.info().title, "Der Müller");
    QCOMPARE(reader.info().artist, "Wir");
    QCOMPARE(reader.info().album, "");
}

void TestDecode::brokenTagsBecomeValidText()
{
    if (!makeOther("mka.mka"))
        return;
    std::string bytes = readFile(path("mka.mka"));
    for (std::size_t at = bytes.find("Der M"); at != std::string::npos;
         at = bytes.find("Der M", at + 1))
        bytes.replace(at, 7, "\xc0\xaf\x01\xed\xa0\x80\xff");
    writeFileAtomically(path("tags.mka"), bytes);
    const std::string title = AudioReader(path("tags.mka")).info().title;
    const QString decoded = QString::fromStdString(title);
    QVERIFY(decoded.contains(QChar::ReplacementCharacter) && !decoded.contains(QChar(1)));
    QCOMPARE(decoded.toStdString(), title);
}

void TestDecode::nothingIsPrinted()
{
    if (!makeOther("mp3.mp3"))
        return;
    std::string bytes = readFile(path("mp3.mp3"));
    for (std::size_t i = 500; i < bytes.size(); i += 700)
        bytes[i] = char(i);
    writeFileAtomically(path("noisy.mp3"), bytes.substr(0, bytes.size() / 2));
    const int standardError = dup(2);
    std::FILE* const capture = std::fopen(path("stderr.txt").c_str(), "w");
    dup2(fileno(capture), 2);
    const std::string message = errorOf([&] { decodeAudio(path("noisy.mp3")); });
    dup2(standardError, 2);
    std::fclose(capture);
    QCOMPARE(message, "");
    QCOMPARE(readFile(path("stderr.txt")), "");
}

void TestDecode::realSongsHaveTheirKnownLengths()
{
    if (!hasShared("data/audio"))
        return;
    const std::pair<const char*, std::int64_t> songs[] = {{"fishin_CC-BY-3.0.ogg", 5864815},
                                                          {"hungarian_PD.ogg", 2021760},
                                                          {"sugarplum_CC-BY-3.0.ogg", 5286528},
                                                          {"vibeace_CC-BY-3.0.ogg", 2710336}};
    for (const auto& [name, frames] : songs) {
        AudioReader reader(sharedPath("data/audio") / name);
        QCOMPARE(reader.info().sampleRate, 44100);
        QCOMPARE(reader.info().channels, 2);
        QCOMPARE(reader.info().frames, frames);
        QVERIFY(!reader.info().title.empty() && !reader.info().artist.empty());
        if (frames > 3'000'000)
            continue;  // the shorter ones will do
        std::int64_t read = 0;
        for (AudioBuffer block = reader.read(1 << 18); block.frames() > 0;
             block = reader.read(1 << 18))
            read += std::int64_t(block.frames());
        QCOMPARE(read, frames);
        QVERIFY(reader.warnings().empty());
    }
}

void TestDecode::aTruncatedRealSongGivesAWarning()
{
    if (!hasShared("data/audio/hungarian_PD.ogg"))
        return;
    fs::copy_file(sharedPath("data/audio/hungarian_PD.ogg"), path("cut.ogg"));
    truncate(path("cut.ogg"), 0.5);
    const DecodedAudio result = decodeAudio(path("cut.ogg"));
    QVERIFY(result.audio.duration() > 10.0 && result.audio.duration() < 40.0);
    QCOMPARE(result.warnings.size(), 1u);
}

QTEST_MAIN(TestDecode)
#include "tst_decode.moc"
