#include <QTemporaryDir>
#include <QTest>

#include "core/audio/decode.h"
#include "core/store/entry_cache.h"
#include "tests/support.h"
#include "ui/stem_reader.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int kRate = 44100;

const Separator& separator()
{
    static const Separator loaded =
        Separator::load(std::filesystem::path(RESOURCES) / "models/whence-5stems.whence-separator");
    return loaded;
}

bool isSame(const Sound& a, const Sound& b)
{
    return a.samples->frames() == b.samples->frames() &&
           std::equal(a.samples->data(0), a.samples->data(a.samples->frames()), b.samples->data(0));
}

}  // namespace

class TestStemReader : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Recording m_recording;

    std::filesystem::path path(const QString& name) const
    {
        return m_folder.filePath(name).toStdString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeAudio(path("noise.wav"), noise(3.0, kRate, 2, 0.3));
        m_recording = readRecording(path("noise.wav"), {});
    }

    void theStemsOfARecordingSumUpToIt()
    {
        const StemSounds stems = separateSound(m_recording, separator(), {}, {});
        QCOMPARE(stems.stems.size(), std::size_t(5));
        const WindowSound sound = readWindowSound(m_recording, stems, {0.5, 2.0}, 22050, {});
        QCOMPARE(sound.stems.stems[0].frames(), std::size_t(2 * kRate));
        QCOMPARE(sound.mono.stems[0].frames(), std::size_t(44100));
        double energy = 0.0;
        for (const float sample : sound.stems.residual.channels[0])
            energy += double(sample) * sample;
        QVERIFY(energy / (2.0 * kRate) < 1e-5);
    }

    void keptStemsEqualThoseThatWereSeparated()
    {
        const StemSounds first = separateOnce(m_recording, separator(), {}, path("cache"), {});
        QVERIFY(first.warning.empty());
        QVERIFY(EntryCache(path("cache/recordings"), 1 << 30).size() > 0);
        const StemSounds second = separateOnce(m_recording, separator(), {}, path("cache"), {});
        QCOMPARE(second.stems.size(), first.stems.size());
        for (std::size_t i = 0; i < first.stems.size(); ++i)
            QVERIFY(isSame(first.stems[i].sound, second.stems[i].sound));
        // Another way of separating is not taken for it.
        const StemSounds other =
            separateOnce(m_recording, separator(), {.instrumental = true}, path("cache"), {});
        QVERIFY(!isSame(first.stems[0].sound, other.stems[0].sound));
    }

    void aCacheThatCantBeWrittenIsNoMoreThanAWarning()
    {
        const StemSounds stems = separateOnce(m_recording, separator(), {}, "/proc/none", {});
        QCOMPARE(stems.stems.size(), std::size_t(5));
        QVERIFY(!stems.warning.empty());
    }

    void aFolderOfStemsIsReadAtTheRateOfTheRecording()
    {
        const std::filesystem::path example = std::filesystem::path(RESOURCES) / "example";
        const Recording recording = readRecording(example, {});
        const StemSounds stems = readStemSounds(recording, example, {});
        QCOMPARE(stems.stems.size(), std::size_t(5));
        QCOMPARE(stems.stems[0].name, QString("vocals"));
        QCOMPARE(stems.stems[0].sound.samples->sampleRate(), recording.info.sampleRate);
    }
};

QTEST_GUILESS_MAIN(TestStemReader)
#include "tst_stem_reader.moc"
