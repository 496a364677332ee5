#include <cmath>
#include <limits>

#include "core/audio/decode.h"
#include "core/audio/resample.h"
#include "core/tensors/file_io.h"
#include "core/tensors/npy.h"
#include "tests/cli_runs.h"
#include "tests/support.h"

using namespace whence;
using namespace whence::test;
namespace fs = std::filesystem;

/// Runs whence-cli on recordings of every kind, also such as are none.
class TestCliBadAudio : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatCanNotBeReadIsOneSentence_data();
    void whatCanNotBeReadIsOneSentence();
    void unusualRecordingsAreRead_data();
    void unusualRecordingsAreRead();
    void stemsAndResidualSumUpToTheRecording();
    void shortRecordingsAreSeparatedToo();
    void spectrogramIsThatOfTheRecording();
    void predictionsOfSeveralTracksSkipTheBadOnes();

private:
    CliPlace m_place;
};

namespace {

/// The operation on one recording, with all its outputs in the folder "out".
QStringList commandOf(const QString& name, const QString& track)
{
    if (name == "analyze")
        return {"analyze",   track,         "--json",      "out/a.json", "--report",
                "out/a.pdf", "--csv",       "out/csv",     "--jams",     "out/a.jams",
                "--figures", "out/figures", "--stems-out", "out/stems"};
    if (name == "separate")
        return {"separate", track, "--out", "out/stems"};
    if (name == "predict")
        return {"predict", track, "--csv", "out/a.csv"};
    return {"spectrogram", track, "--out", "out/a.npy"};
}

/// A WAV file of 32 bit floats, which writeAudio() would not let be other than finite.
std::string wavOf(float value, std::uint32_t frames)
{
    const auto bytes = [](auto number) {
        return std::string(reinterpret_cast<const char*>(&number), sizeof number);
    };
    std::string samples;
    for (std::uint32_t i = 0; i < frames; ++i)
        samples += bytes(value);
    return "RIFF" + bytes(std::uint32_t(36 + samples.size())) + "WAVEfmt " + bytes(16u) +
           bytes(std::uint16_t(3)) + bytes(std::uint16_t(1)) + bytes(44100u) + bytes(176400u) +
           bytes(std::uint16_t(4)) + bytes(std::uint16_t(32)) + "data" +
           bytes(std::uint32_t(samples.size())) + samples;
}

}  // namespace

void TestCliBadAudio::initTestCase()
{
    const AudioBuffer tone = sine(440.0, 1.5, 44100, 2, 0.3);
    writeAudio(m_place.at("tone.wav"), tone);
    const std::string whole = readFile(m_place.at("tone.wav"));
    writeFileAtomically(m_place.at("empty.wav"), "");
    writeFileAtomically(m_place.at("header.wav"), whole.substr(0, 44));
    writeFileAtomically(m_place.at("cut-header.wav"), whole.substr(0, 20));
    writeFileAtomically(m_place.at("text.mp3"), "This is a text, whatever its name says.\n");
    writeFileAtomically(m_place.at("zeros.ogg"), std::string(100000, '\0'));
    writeFileAtomically(m_place.at("playlist.m3u8"),
                        "#EXTM3U\n#EXTINF:3,\ntone.wav\n#EXT-X-ENDLIST\n");
    writeFileAtomically(m_place.at("nan.wav"),
                        wavOf(std::numeric_limits<float>::quiet_NaN(), 66150));
    writeAudio(m_place.at("silent.wav"), silence(1.5, 44100, 2));
    writeAudio(m_place.at("short.wav"), sine(440.0, 0.01, 44100, 2));
    writeAudio(m_place.at("high-rate.wav"), sine(440.0, 1.2, 192000, 2, 0.3));
    writeAudio(m_place.at("many-channels.wav"), sine(440.0, 1.2, 44100, 24, 0.3));
    writeAudio(m_place.at("mono.wav"), sine(440.0, 1.2, 8000, 1, 0.3));
    fs::create_directory(m_place.at("folder"));
    fs::create_directory(m_place.at("no-audio"));
    writeFileAtomically(m_place.at("no-audio") / "notes.txt", "no audio");
}

void TestCliBadAudio::whatCanNotBeReadIsOneSentence_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("track");
    const auto addRows = [](const char* command, const std::vector<const char*>& tracks) {
        for (const char* track : tracks)
            QTest::addRow("%s %s", command, track) << QString(command) << QString(track);
        QTest::addRow("%s long name", command) << QString(command) << QString(5000, 'x');
    };
    addRows("analyze",
            {"missing.wav", "empty.wav", "header.wav", "cut-header.wav", "text.mp3", "zeros.ogg",
             "playlist.m3u8", "nan.wav", "silent.wav", "short.wav", "folder", "no-audio"});
    addRows("separate", {"missing.wav", "empty.wav", "cut-header.wav", "text.mp3", "nan.wav",
                         "silent.wav", "folder"});
    addRows("predict", {"missing.wav", "silent.wav", "folder"});
    addRows("spectrogram",
            {"missing.wav", "empty.wav", "header.wav", "cut-header.wav", "text.mp3", "zeros.ogg",
             "playlist.m3u8", "nan.wav", "silent.wav", "short.wav", "folder", "no-audio"});
}

void TestCliBadAudio::whatCanNotBeReadIsOneSentence()
{
    QFETCH(const QString, command);
    QFETCH(const QString, track);
    const std::set<std::string> before = m_place.content();
    const CliOutcome outcome = m_place.run(commandOf(command, track));
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.isOneSentence(), qPrintable(outcome.error));
    QVERIFY2(outcome.error.contains(track), qPrintable(outcome.error));
    QVERIFY2(!outcome.error.contains("unforeseen"), qPrintable(outcome.error));
    QVERIFY(outcome.output.isEmpty());
    QVERIFY(m_place.content() == before);
}

void TestCliBadAudio::unusualRecordingsAreRead_data()
{
    QTest::addColumn<QString>("track");
    for (const char* track : {"high-rate.wav", "many-channels.wav", "mono.wav"})
        QTest::newRow(track) << QString(track);
}

void TestCliBadAudio::unusualRecordingsAreRead()
{
    QFETCH(const QString, track);
    const CliOutcome outcome =
        m_place.run({"analyze", track, "--shifts", "0", "--no-baselines", "--length", "1"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QVERIFY(outcome.error.isEmpty());
    QVERIFY2(outcome.output.contains("Valence"), qPrintable(outcome.output));
}

void TestCliBadAudio::stemsAndResidualSumUpToTheRecording()
{
    // Not a multiple of any block, and at another rate than the separator's.
    const AudioBuffer recording = noise(2.3, 32000, 2, 0.2);
    writeAudio(m_place.at("noise.wav"), recording);
    const CliOutcome outcome = m_place.run({"separate", "noise.wav", "--out", "noise"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    AudioBuffer expected = resample(recording, 44100);
    AudioBuffer sum;
    for (const QString& file : outcome.output.split('\n', Qt::SkipEmptyParts)) {
        const AudioBuffer stem = decodeAudio(m_place.at(file.toStdString())).audio;
        QCOMPARE(stem.frames(), expected.frames());
        if (sum.channels.empty())
            sum = silence(0.0, 44100, 2), append(sum, stem);
        else
            for (std::size_t c = 0; c < 2; ++c)
                for (std::size_t i = 0; i < sum.frames(); ++i)
                    sum.channels[c][i] += stem.channels[c][i];
    }
    for (std::size_t c = 0; c < 2; ++c)
        QVERIFY(maxAbsDifference(sum.channels[c], expected.channels[c]) < 2e-6);
}

void TestCliBadAudio::shortRecordingsAreSeparatedToo()
{
    const CliOutcome outcome = m_place.run({"separate", "short.wav", "--out", "short"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    QCOMPARE(decodeAudio(m_place.at("short") / "residual.flac").audio.frames(), 441u);
}

void TestCliBadAudio::spectrogramIsThatOfTheRecording()
{
    const CliOutcome outcome = m_place.run({"spectrogram", "tone.wav", "--out", "tone.npy"});
    QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
    const Tensor spectrogram = readNpy(m_place.at("tone.npy"));
    QCOMPARE(spectrogram.shape.size(), 2u);
    QCOMPARE(spectrogram.shape[0], 149);
    // The loudest band of a frame in the middle is the same as an octave's bands below that of a
    // tone one octave higher.
    writeAudio(m_place.at("octave.wav"), sine(880.0, 1.5, 44100, 2, 0.1));
    QCOMPARE(m_place.run({"spectrogram", "octave.wav", "--out", "octave.npy"}).code, 0);
    const Tensor octave = readNpy(m_place.at("octave.npy"));
    const auto loudestBand = [](const Tensor& tensor) {
        const auto frames = std::size_t(tensor.shape[1]);
        std::size_t loudest = 0;
        for (std::size_t band = 0; band < std::size_t(tensor.shape[0]); ++band)
            if (tensor.values[band * frames + frames / 2] >
                tensor.values[loudest * frames + frames / 2])
                loudest = band;
        return int(loudest);
    };
    QCOMPARE(loudestBand(octave) - loudestBand(spectrogram), 24);
}

void TestCliBadAudio::predictionsOfSeveralTracksSkipTheBadOnes()
{
    const CliOutcome outcome =
        m_place.run({"predict", "tone.wav", "missing.wav", "high-rate.wav", "--csv", "all.csv"});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.error.contains("missing.wav"), qPrintable(outcome.error));
    QVERIFY2(outcome.error.endsWith("whence-cli: 1 track of 3 could not be read.\n"),
             qPrintable(outcome.error));
    const std::string table = readFile(m_place.at("all.csv"));
    QVERIFY(table.find("\ntone.wav,") != std::string::npos);
    QVERIFY(table.find("\nhigh-rate.wav,") != std::string::npos);

    const CliOutcome none =
        m_place.run({"predict", "missing.wav", "text.mp3", "--csv", "none.csv"});
    QCOMPARE(none.code, 1);
    QVERIFY(!fs::exists(m_place.at("none.csv")));
}

QTEST_GUILESS_MAIN(TestCliBadAudio)
#include "tst_cli_bad_audio.moc"
