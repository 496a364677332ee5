#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/audio/decode.h"
#include "tests/capturing_device.h"
#include "ui/playback/player.h"

using namespace whence;
using namespace whence::test;

namespace {

constexpr int kRate = 44100;

std::shared_ptr<const SampleStore> makeNoise(std::int64_t frames, unsigned seed)
{
    auto store = std::make_shared<SampleStore>(kRate, frames);
    AudioBuffer audio{kRate, {std::vector<float>(std::size_t(frames))}};
    for (float& sample : audio.channels[0]) {
        seed = seed * 1664525u + 1013904223u;
        sample = float(seed >> 8) / float(1 << 24) - 0.5f;
    }
    store->append(audio);
    return store;
}

}  // namespace

class TestPlayer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void withoutASoundCardItSaysSoOnce()
    {
        QFile file(m_folder.filePath("empty.conf"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.close();
        qputenv("ALSA_CONFIG_PATH", file.fileName().toUtf8());
        Player player;
        QSignalSpy failed(&player, &Player::failed);
        PlaybackState state;
        state.sources = {makeNoise(100, 1)};
        state.gains = {1.0f};
        state.playing = true;
        player.setState(state);
        QCOMPARE(failed.count(), 1);
        QVERIFY(!player.state().playing);
        QVERIFY(player.devices().isEmpty());
    }

    void theDevicePlaysTheSelectedSourceFromTheFrameOn()
    {
        useCapturingDevice(m_folder.path());
        const auto vocals = makeNoise(kRate, 1);
        const auto drums = makeNoise(kRate, 2);
        {
            Player player;
            QSignalSpy ended(&player, &Player::ended);
            PlaybackState state;
            state.sources = {vocals, drums};
            state.gains = {1.0f, 0.0f};
            state.playing = true;
            state.seekTo = 1000;
            state.seekCount = 1;
            player.setState(state);
            QTRY_COMPARE(ended.count(), 1);
            QCOMPARE(player.position(), kRate);
        }
        const AudioBuffer played = decodeAudio(m_folder.filePath("out.wav").toStdString()).audio;
        const std::vector<float>& left = played.channels.at(0);
        // The device starts with some silence; then every frame must be there.
        const float* const expected = vocals->data(1000);
        std::size_t start = 0;
        while (start < left.size() && std::abs(left[start] - expected[0]) > 1e-4f)
            ++start;
        const std::size_t count = kRate - 1000;
        QVERIFY(start + count <= left.size());
        for (std::size_t i = 0; i < count; ++i)
            QVERIFY(std::abs(left[start + i] - expected[2 * i]) < 1e-4f);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestPlayer)
#include "tst_player.moc"
