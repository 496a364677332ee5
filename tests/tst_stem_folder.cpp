#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/audio/decode.h"
#include "core/audio/loudness.h"
#include "core/error.h"
#include "core/separation/stem_folder.h"
#include "core/separation/stem_writer.h"
#include "core/tensors/file_io.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

class Folder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    void add(const std::string& name, const AudioBuffer& audio) const
    {
        writeAudio(path() / name, audio);
    }

private:
    QTemporaryDir m_folder;
};

AudioBuffer tone(double frequency, int rate = 44100, double seconds = 0.5)
{
    return sine(frequency, seconds, rate, 2, 0.2);
}

AudioBuffer sumOf(const std::vector<AudioBuffer>& parts)
{
    StemSet set;
    set.stems = parts;
    return sumOfStems(set);
}

}  // namespace

class TestStemFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStemThatSoundsAloneIsNotTheRecording()
    {
        const Folder folder;
        folder.add("other.wav", tone(600.0));
        folder.add("drums.wav", silence(0.5, 44100, 2));
        const StemSet stems = readStemFolder(folder.path(), tone(600.0));
        QVERIFY((stems.names == std::vector<std::string>{"drums", "other"}));
        folder.add("bass.wav", silence(0.5, 44100, 2));
        QVERIFY(maxAbsDifference(readStemFolderSum(folder.path()).channels[0],
                                 tone(600.0).channels[0]) < 1e-6);
    }

    void aResidualIsNoStemButPartOfTheRecording()
    {
        const Folder folder;
        folder.add("other.wav", tone(600.0));
        folder.add("drums.wav", tone(200.0));
        folder.add("Residual.wav", tone(50.0));
        const AudioBuffer recording = readStemFolderSum(folder.path());
        QVERIFY(maxAbsDifference(recording.channels[1],
                                 sumOf({tone(600.0), tone(200.0), tone(50.0)}).channels[1]) < 1e-6);
        const StemSet stems = readStemFolder(folder.path(), recording);
        QVERIFY((stems.names == std::vector<std::string>{"drums", "other"}));
        QVERIFY(maxAbsDifference(stems.residual.channels[1], tone(50.0).channels[1]) < 1e-6);
    }

    void whatTheReaderOfAStemSaysIsPassedOn()
    {
        const Folder folder;
        folder.add("drums.wav", tone(200.0));
        // The writer refuses what is no number, so it is put into the file's bytes.
        std::string bytes = readFile(folder.path() / "drums.wav");
        const float bad[2] = {NAN, NAN};
        bytes.replace(bytes.size() - sizeof bad, sizeof bad, reinterpret_cast<const char*>(bad),
                      sizeof bad);
        writeFileAtomically(folder.path() / "drums.wav", bytes);
        folder.add("other.wav", tone(600.0));
        std::vector<std::string> warnings;
        const AudioBuffer recording = readStemFolderSum(folder.path(), {}, &warnings);
        QCOMPARE(warnings.size(), std::size_t(1));
        QVERIFY2(warnings.front().starts_with("Stem drums: "), warnings.front().c_str());
        std::vector<std::string> again;
        readStemFolder(folder.path(), recording, {}, &again);
        QVERIFY(again == warnings);
    }

    void aWriterTurnsToFloatBeyondFullScale()
    {
        const Folder folder;
        const AudioBuffer quiet = noise(0.5, 44100, 2, 0.9);
        const AudioBuffer loud = noise(2.0, 44100, 2, 1.5, 7);
        StemWriter one(folder.path(), "vocals", 44100, 2);
        StemWriter other(folder.path(), "drums", 44100, 2);
        StemWriter loudAtOnce(folder.path(), "bass", 44100, 2);
        for (const AudioBuffer& block : {quiet, loud, quiet})
            one.write(block);
        other.write(quiet);
        loudAtOnce.write(loud);
        QCOMPARE(one.finish().filename(), "vocals.wav");
        QCOMPARE(other.finish().filename(), "drums.flac");
        QCOMPARE(loudAtOnce.finish().filename(), "bass.wav");
        AudioBuffer expected = quiet;
        append(expected, loud);
        append(expected, quiet);
        const AudioBuffer written = decodeAudio(folder.path() / "vocals.wav").audio;
        for (int c = 0; c < 2; ++c)
            QVERIFY(maxAbsDifference(written.channels[c], expected.channels[c]) < 2e-7);
        QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 3);
    }

    void aWriterThatIsLeftLeavesNothing()
    {
        const Folder folder;
        {
            StemWriter writer(folder.path(), "vocals", 44100, 2);
            writer.write(noise(0.1, 44100, 2, 1.5));
        }
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }

    void aPartIsWhatLiesThere()
    {
        const Folder folder;
        const AudioBuffer voice = noise(3.0, 44100, 2, 0.2);
        const AudioBuffer bass = tone(80.0, 44100, 3.0);
        folder.add("vocals.wav", voice);
        folder.add("bass.wav", bass);
        const AudioBuffer part = slice(sumOf({voice, bass}), 44100, 22050);
        const StemSet stems = readStemFolder(folder.path(), part, {1.0, 0.5}, 3.0);
        QVERIFY(maxAbsDifference(stems.stems[0].channels[1],
                                 slice(voice, 44100, 22050).channels[1]) < 1e-6);
        QVERIFY(peak(stems.residual) < 1e-6f);
        // The part would fit, but the stems are those of a longer recording.
        QVERIFY(errorOf([&] {
                    readStemFolder(folder.path(), part, {1.0, 0.5}, 2.0);
                }).find("is 3") != std::string::npos);
    }

    void filesBecomeStemsInCanonicalOrder()
    {
        const Folder folder;
        const AudioBuffer bass = tone(80.0);
        const AudioBuffer vocals = tone(600.0);
        const AudioBuffer violin = tone(900.0);
        folder.add("violin.wav", violin);
        folder.add("bass.wav", bass);
        folder.add("Vocals.wav", vocals);
        folder.add("mixture.wav", tone(50.0));
        std::ofstream(folder.path() / "notes.txt") << "no sound";
        const AudioBuffer recording = sumOf({bass, vocals, violin});
        const StemSet stems = readStemFolder(folder.path(), recording);
        QVERIFY((stems.names == std::vector<std::string>{"Vocals", "bass", "violin"}));
        QCOMPARE(stems.origin, std::string("folder of 3 files"));
        QVERIFY(maxAbsDifference(stems.stems[1].channels[0], bass.channels[0]) <= 1e-6);
        QVERIFY(peak(stems.residual) <= 1e-6f);
    }

    void whatTheStemsLackIsTheResidual()
    {
        const Folder folder;
        folder.add("drums.wav", tone(200.0));
        const AudioBuffer recording = sumOf({tone(200.0), tone(700.0)});
        const StemSet stems = readStemFolder(folder.path(), recording);
        QVERIFY(maxAbsDifference(stems.residual.channels[1], tone(700.0).channels[1]) <= 1e-6);
    }

    void otherRatesAndMonoStemsAreAligned()
    {
        const Folder folder;
        folder.add("drums.wav", tone(200.0, 22050));
        folder.add("piano.flac", sine(700.0, 0.5, 48000, 1, 0.2));
        const AudioBuffer recording = sumOf({tone(200.0), tone(700.0)});
        const StemSet stems = readStemFolder(folder.path(), recording);
        QCOMPARE(stems.names.front(), std::string("piano"));
        for (const AudioBuffer& stem : stems.stems) {
            QCOMPARE(stem.sampleRate, 44100);
            QCOMPARE(stem.frames(), recording.frames());
            QCOMPARE(stem.channels.size(), std::size_t(2));
        }
        QVERIFY(rmsLevel(stems.residual) < rmsLevel(recording) - 30.0);
    }

    void theRecordingItselfIsNoStem()
    {
        const Folder folder;
        const AudioBuffer recording = sumOf({tone(200.0), tone(700.0)});
        folder.add("drums.wav", tone(200.0));
        folder.add("piano.wav", tone(700.0));
        folder.add("a song.wav", recording);
        const StemSet stems = readStemFolder(folder.path(), recording);
        QVERIFY((stems.names == std::vector<std::string>{"piano", "drums"}));
        QVERIFY(peak(stems.residual) <= 1e-6f);
        const AudioBuffer sum = readStemFolderSum(folder.path());
        QVERIFY(maxAbsDifference(sum.channels[0], recording.channels[0]) <= 1e-6);
    }

    void aLoneFileIsAStemEvenIfItIsTheRecording()
    {
        const Folder folder;
        folder.add("solo.wav", tone(300.0));
        QCOMPARE(readStemFolder(folder.path(), tone(300.0)).count(), 1);
    }

    void lengthsMayDifferByATenthOfASecond()
    {
        const Folder folder;
        folder.add("drums.wav", tone(200.0, 44100, 0.45));
        const StemSet stems = readStemFolder(folder.path(), tone(200.0));
        QCOMPARE(stems.stems[0].frames(), tone(200.0).frames());
        folder.add("bass.wav", tone(200.0, 44100, 0.7));
        const std::string error = errorOf([&] { readStemFolder(folder.path(), tone(200.0)); });
        QVERIFY(error.find("bass.wav") != std::string::npos);
        QVERIFY(error.find("0.7") != std::string::npos);
    }

    void emptyOverfullAndDoubleFoldersAreRefused()
    {
        const Folder folder;
        const AudioBuffer recording = tone(200.0, 8000, 0.1);
        QVERIFY_THROWS_EXCEPTION(Error, readStemFolder(folder.path(), recording));
        QVERIFY_THROWS_EXCEPTION(Error, readStemFolder(folder.path() / "none", recording));
        QVERIFY_THROWS_EXCEPTION(Error, readStemFolderSum(folder.path()));
        folder.add("a.wav", recording);
        folder.add("A.flac", recording);
        QVERIFY(errorOf([&] { readStemFolder(folder.path(), recording); }).find("two files") !=
                std::string::npos);
        const Folder many;
        for (int i = 0; i < 11; ++i)
            many.add("part " + std::to_string(i) + ".wav", tone(1000.0 + 50 * i, 8000, 0.1));
        QVERIFY_THROWS_EXCEPTION(Error, readStemFolder(many.path(), recording));
        QVERIFY_THROWS_EXCEPTION(Error, readStemFolderSum(many.path()));
        std::filesystem::remove(many.path() / "part 3.wav");
        QCOMPARE(readStemFolder(many.path(), recording).count(), 10);
    }

    void damagedFileIsNamed()
    {
        const Folder folder;
        std::ofstream(folder.path() / "drums.wav") << "no audio at all";
        QVERIFY(errorOf([&] { readStemFolder(folder.path(), tone(200.0)); }).find("drums.wav") !=
                std::string::npos);
    }

    void writtenStemsReadBackTheSame()
    {
        const Folder folder;
        StemSet stems{{"vocals", "other"}, {tone(300.0), tone(500.0)}, tone(900.0), {}};
        for (float& sample : stems.stems[1].channels[0])
            sample *= 8.0f;  // beyond full scale
        writeStems(folder.path() / "new", stems);
        const AudioBuffer recording = sumOf({stems.stems[0], stems.stems[1], stems.residual});
        const StemSet read = readStemFolder(folder.path() / "new", recording);
        QVERIFY((read.names == std::vector<std::string>{"vocals", "other"}));
        QVERIFY(maxAbsDifference(read.residual.channels[1], stems.residual.channels[1]) <= 1e-6);
        for (int s = 0; s < 2; ++s)
            QVERIFY(maxAbsDifference(read.stems[s].channels[0], stems.stems[s].channels[0]) <=
                    1e-6);
        QVERIFY(std::filesystem::exists(folder.path() / "new" / "other.wav"));
        stems.residual = silence(0.5, 44100, 2);
        writeStems(folder.path() / "silent", stems);
        QVERIFY(!std::filesystem::exists(folder.path() / "silent" / "residual.flac"));
    }

    void cancels()
    {
        const Folder folder;
        folder.add("drums.wav", tone(200.0));
        const Progress progress([](double, const std::string&) { return false; });
        QVERIFY_THROWS_EXCEPTION(Cancelled, readStemFolder(folder.path(), tone(200.0), progress));
        QVERIFY_THROWS_EXCEPTION(Cancelled, readStemFolderSum(folder.path(), progress));
    }
};

QTEST_MAIN(TestStemFolder)
#include "tst_stem_folder.moc"
