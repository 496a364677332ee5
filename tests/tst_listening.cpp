#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/audio/decode.h"
#include "tests/capturing_device.h"
#include "tests/support.h"
#include "ui/listening.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int kRate = 44100;
constexpr double kSeconds = 3.0;

/// A recording and its two stems of noise, which are told apart sample by sample.
struct Piece {
    AudioBuffer vocals = noise(kSeconds, kRate, 2, 0.4, 1);
    AudioBuffer drums = noise(kSeconds, kRate, 2, 0.4, 2);

    void putInto(Listening& listening) const
    {
        AudioBuffer mix = vocals;
        for (std::size_t channel = 0; channel < 2; ++channel)
            for (std::size_t i = 0; i < mix.frames(); ++i)
                mix.channels[channel][i] += drums.channels[channel][i];
        listening.setSound(soundOf(mix));
        listening.setStems({{"vocals", soundOf(vocals)}, {"drums", soundOf(drums)}});
    }
};

/// The first frame of `played` where `expected` begins to be heard from `start` on; -1: nowhere.
std::ptrdiff_t findStart(const std::vector<float>& played, const std::vector<float>& expected,
                         std::size_t start)
{
    constexpr std::size_t kept = 200;
    for (std::size_t at = 0; at + kept < played.size(); ++at) {
        std::size_t same = 0;
        while (same < kept && std::abs(played[at + same] - expected[start + same]) < 1e-3f)
            ++same;
        if (same == kept)
            return std::ptrdiff_t(at);
    }
    return -1;
}

}  // namespace

class TestListening : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void init() { useCapturingDevice(m_folder.path()); }

    void aStemPlaysAloneInItsLoopToTheSample()
    {
        const Piece piece;
        const TimeSpan loop{1.0, 1.5};
        {
            Listening listening;
            piece.putInto(listening);
            listening.setLoopSpan(loop);
            QSignalSpy moved(&listening, &Listening::positionChanged);
            listening.playAlone(0);
            QVERIFY(listening.isPlaying());
            QTRY_VERIFY(moved.count() > 3);
            QVERIFY(listening.position() >= loop.start && listening.position() <= loop.end);
            QVERIFY(listening.takePeak(0) > 0.0f);
            QCOMPARE(listening.takePeak(1), 0.0f);
        }
        const auto played = decodeAudio(m_folder.filePath("out.wav").toStdString()).audio;
        const std::vector<float>& left = played.channels[0];
        const std::size_t begin = std::size_t(loop.start * kRate);
        const std::size_t count = std::size_t(loop.length() * kRate);
        // Behind the ramp of the first 10 ms, the vocals alone; at the loop's end its beginning.
        const std::size_t ramp = kRate / 50;
        const std::ptrdiff_t start = findStart(left, piece.vocals.channels[0], begin + ramp);
        QVERIFY(start >= 0);
        QVERIFY(left.size() > std::size_t(start) + 2 * count);
        for (std::size_t i = 0; i < 2 * count - 2 * ramp; ++i)
            QVERIFY(std::abs(left[std::size_t(start) + i] -
                             piece.vocals.channels[0][begin + (ramp + i) % count]) < 1e-3f);
    }

    void theRecordingItselfIsPlayedWhileNoControlIsTouched()
    {
        const Piece piece;
        Listening listening;
        piece.putInto(listening);
        QCOMPARE(listening.state().gains, (std::vector<float>{1.0f, 0.0f, 0.0f}));
        listening.setControls({{-6.0205999, false, false}, {}});
        QVERIFY(std::abs(listening.state().gains[1] - 0.5f) < 1e-6f);
        QCOMPARE(listening.state().gains[0], 0.0f);
        listening.setControls({{}, {}});
        QCOMPARE(listening.state().gains[0], 1.0f);
    }

    void aPlaceInsideTheLoopIsKept()
    {
        const Piece piece;
        Listening listening;
        piece.putInto(listening);
        listening.setLoopSpan(TimeSpan{1.0, 2.0});
        listening.seek(1.7);
        listening.playAlone(1);
        QCOMPARE(listening.state().seekTo, std::llround(1.7 * kRate));
        listening.returnToMix();
        listening.seek(0.2);
        listening.playAlone(1);
        QCOMPARE(listening.state().seekTo, std::int64_t(kRate));
    }

    void withoutADeviceItSaysSoAndGoesOnWorking()
    {
        QFile file(m_folder.filePath("empty.conf"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.close();
        qputenv("ALSA_CONFIG_PATH", file.fileName().toUtf8());
        const Piece piece;
        Listening listening;
        piece.putInto(listening);
        QSignalSpy failed(&listening, &Listening::failed);
        listening.setPlaying(true);
        QCOMPARE(failed.count(), 1);
        QVERIFY(!listening.isPlaying());
        listening.seek(2.0);
        QCOMPARE(listening.position(), 2.0);
    }
};

QTEST_GUILESS_MAIN(TestListening)
#include "tst_listening.moc"
