#include <QTest>
#include <cmath>
#include <numbers>
#include <vector>

#include "ui/playback/mixer.h"

using namespace whence;

namespace {

constexpr int kRate = 44100;

/// A store whose sample in frame i is value(i), the same on both channels.
template <typename Function>
std::shared_ptr<const SampleStore> makeStore(std::int64_t frames, Function value)
{
    auto store = std::make_shared<SampleStore>(kRate, frames);
    AudioBuffer audio{kRate, {std::vector<float>(std::size_t(frames))}};
    for (std::size_t i = 0; i < std::size_t(frames); ++i)
        audio.channels[0][i] = value(i);
    store->append(audio);
    return store;
}

std::shared_ptr<const SampleStore> makeRamp(std::int64_t frames)
{
    return makeStore(frames, [](std::size_t i) { return float(i) / 65536.0f; });
}

/// What the mixer plays in blocks of 256 frames, the left channel.
std::vector<float> play(Mixer& mixer, int frames)
{
    std::vector<float> left;
    std::vector<float> block(512);
    while (int(left.size()) < frames && mixer.render(block))
        for (std::size_t i = 0; i < block.size(); i += 2)
            left.push_back(block[i]);
    return left;
}

PlaybackState playing(std::vector<std::shared_ptr<const SampleStore>> sources)
{
    PlaybackState state;
    state.gains.assign(sources.size(), 1.0f);
    state.sources = std::move(sources);
    state.playing = true;
    return state;
}

}  // namespace

class TestMixer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAStateThereIsSilence()
    {
        Mixer mixer(kRate);
        for (const float sample : play(mixer, 512))
            QCOMPARE(sample, 0.0f);
    }

    void playsTheSumOfItsSourcesSampleBySample()
    {
        Mixer mixer(kRate);
        mixer.setState(playing({makeRamp(4096), makeStore(4096, [](auto) { return 0.25f; })}));
        const auto left = play(mixer, 4096);
        QCOMPARE(left.size(), 4096u);
        for (std::size_t i = 0; i < left.size(); ++i)
            QVERIFY(std::abs(left[i] - (float(i) / 65536.0f + 0.25f)) < 1e-6f);
    }

    void endsBehindTheLastFrame()
    {
        Mixer mixer(kRate);
        mixer.setState(playing({makeRamp(1000)}));
        const auto left = play(mixer, 100000);
        QCOMPARE(left.size(), 1024u);  // the last block is filled up with silence
        QCOMPARE(left[1000], 0.0f);
        QVERIFY(mixer.atEnd());
        QCOMPARE(mixer.position(), 1000);
    }

    void waitsInSilenceForSoundThatIsStillBeingRead()
    {
        const auto store = std::make_shared<SampleStore>(kRate, 2000);
        store->append(AudioBuffer{kRate, {std::vector<float>(500, 0.5f)}});
        Mixer mixer(kRate);
        mixer.setState(playing({store}));
        auto left = play(mixer, 1024);
        QCOMPARE(left.size(), 1024u);
        QCOMPARE(left[499], 0.5f);
        QCOMPARE(left[500], 0.0f);
        QVERIFY(!mixer.atEnd());
        store->append(AudioBuffer{kRate, {std::vector<float>(1500, 0.25f)}});
        QCOMPARE(play(mixer, 256)[0], 0.25f);
    }

    void endsEarlierWhereTheFileIsShorterThanItsHeaderSaid()
    {
        const auto store = std::make_shared<SampleStore>(kRate, 2000);
        store->append(AudioBuffer{kRate, {std::vector<float>(500, 0.5f)}});
        store->close();
        Mixer mixer(kRate);
        mixer.setState(playing({store}));
        QCOMPARE(play(mixer, 4096).size(), 512u);
        QVERIFY(mixer.atEnd());
    }

    void seeksToTheFrame()
    {
        Mixer mixer(kRate);
        PlaybackState state = playing({makeRamp(8192)});
        mixer.setState(state);
        play(mixer, 512);
        state.seekTo = 5001;
        ++state.seekCount;
        mixer.setState(state);
        QCOMPARE(play(mixer, 256)[0], 5001 / 65536.0f);
    }

    void loopsOnTheFrame()
    {
        Mixer mixer(kRate);
        PlaybackState state = playing({makeRamp(8192)});
        state.loopBegin = 100;
        state.loopEnd = 333;
        state.seekTo = 300;
        ++state.seekCount;
        mixer.setState(state);
        const auto left = play(mixer, 768);
        QCOMPARE(left[32], 332 / 65536.0f);
        QCOMPARE(left[33], 100 / 65536.0f);
        QCOMPARE(left[33 + 233], 100 / 65536.0f);
    }

    void aDeviceOfAnotherRateHearsTheSameSound_data()
    {
        QTest::addColumn<int>("deviceRate");
        QTest::addColumn<double>("speed");
        QTest::newRow("lower") << 32000 << 1.0;
        QTest::newRow("a little higher") << 48000 << 1.0;
        QTest::newRow("twice") << 88200 << 1.0;
        QTest::newRow("slowly") << 48000 << 0.5;
    }

    void aDeviceOfAnotherRateHearsTheSameSound()
    {
        QFETCH(const int, deviceRate);
        QFETCH(const double, speed);
        constexpr double seconds = 2.0;
        constexpr double frequency = 1000.0;
        const auto frames = std::int64_t(seconds * kRate);
        Mixer mixer(kRate, deviceRate);
        PlaybackState state = playing({makeStore(frames, [](std::size_t i) {
            return float(0.5 * std::sin(2.0 * std::numbers::pi * frequency * double(i) / kRate));
        })});
        state.speed = speed;
        mixer.setState(state);
        const auto heard = play(mixer, 10 * deviceRate);
        QVERIFY(mixer.atEnd());
        QCOMPARE(mixer.position(), frames);
        const double length = double(heard.size()) / deviceRate;
        QVERIFY2(std::abs(length - seconds / speed) < 0.15, qPrintable(QString::number(length)));

        // In the middle it is that sine, whatever its phase.
        double sine = 0.0;
        double cosine = 0.0;
        double power = 0.0;
        const std::size_t first = heard.size() / 2 - std::size_t(deviceRate) / 4;
        const auto count = std::size_t(deviceRate) / 2;
        for (std::size_t i = 0; i < count; ++i) {
            const double angle = 2.0 * std::numbers::pi * frequency * double(i) / deviceRate;
            sine += heard[first + i] * std::sin(angle) * 2.0 / double(count);
            cosine += heard[first + i] * std::cos(angle) * 2.0 / double(count);
            power += heard[first + i] * heard[first + i] * 2.0 / double(count);
        }
        const double ofSine = sine * sine + cosine * cosine;
        QVERIFY2(std::abs(std::sqrt(ofSine) - 0.5) < (speed == 1.0 ? 0.002 : 0.1),
                 qPrintable(QString::number(std::sqrt(ofSine))));
        if (speed == 1.0)
            QVERIFY2(power - ofSine < 1e-6, qPrintable(QString::number(power - ofSine)));
    }

    void anotherRateKeepsSeeksAndLoops()
    {
        Mixer mixer(kRate, 2 * kRate);
        PlaybackState state =
            playing({makeStore(20000, [](std::size_t i) { return i < 10000 ? 0.5f : -0.25f; })});
        mixer.setState(state);
        QVERIFY(std::abs(play(mixer, 4096).back() - 0.5f) < 0.01f);
        state.seekTo = 12000;
        state.loopBegin = 12000;
        state.loopEnd = 16000;
        ++state.seekCount;
        mixer.setState(state);
        const auto left = play(mixer, 40000);
        QVERIFY(left.size() >= 40000u);
        for (std::size_t i = 512; i < left.size(); ++i)
            QVERIFY(std::abs(left[i] + 0.25f) < 0.01f);
        QVERIFY(mixer.position() >= 12000 && mixer.position() <= 16000);
    }

    void gainsReachTheirTargetWithinTenMilliseconds()
    {
        Mixer mixer(kRate);
        PlaybackState state = playing({makeStore(44100, [](auto) { return 0.5f; })});
        mixer.setState(state);
        play(mixer, 512);
        state.gains[0] = 0.0f;
        mixer.setState(state);
        const auto left = play(mixer, 1024);
        QVERIFY(left[0] > 0.49f);  // no jump
        for (std::size_t i = 1; i < left.size(); ++i)
            QVERIFY(left[i] <= left[i - 1]);
        QCOMPARE(left[442], 0.0f);
    }

    void replacingTheMixByItsStemsIsNotHeard()
    {
        Mixer mixer(kRate);
        const auto quarter = makeStore(44100, [](auto) { return 0.25f; });
        PlaybackState state = playing({makeStore(44100, [](auto) { return 0.5f; })});
        mixer.setState(state);
        play(mixer, 512);
        mixer.setState(playing({quarter, quarter}));
        for (const float sample : play(mixer, 512))
            QVERIFY(std::abs(sample - 0.5f) < 1e-6f);
        QCOMPARE(mixer.position(), 1024);
    }

    void metersShowThePeakAfterTheGain()
    {
        Mixer mixer(kRate);
        PlaybackState state = playing({makeStore(44100, [](auto) { return -0.5f; })});
        state.gains[0] = 0.5f;
        mixer.setState(state);
        play(mixer, 512);
        QCOMPARE(mixer.takePeak(0), 0.25f);
        QCOMPARE(mixer.takePeak(0), 0.0f);
    }

    void otherSpeedsKeepThePitch_data()
    {
        QTest::addColumn<double>("speed");
        QTest::newRow("half") << 0.5;
        QTest::newRow("double") << 2.0;
    }

    void otherSpeedsKeepThePitch()
    {
        QFETCH(const double, speed);
        constexpr double kFrequency = 441.0;
        Mixer mixer(kRate);
        PlaybackState state = playing({makeStore(2 * kRate, [](std::size_t i) {
            return 0.5f *
                   std::sin(2 * std::numbers::pi_v<float> * float(kFrequency) * float(i) / kRate);
        })});
        state.speed = speed;
        mixer.setState(state);
        const auto left = play(mixer, 10 * kRate);
        const double duration = double(left.size()) / kRate;
        QVERIFY2(std::abs(duration - 2.0 / speed) < 0.2, qPrintable(QString::number(duration)));
        int crossings = 0;
        const std::size_t from = left.size() / 4;
        const std::size_t to = left.size() * 3 / 4;
        for (std::size_t i = from; i < to; ++i)
            crossings += left[i - 1] < 0.0f && left[i] >= 0.0f;
        const double frequency = crossings * double(kRate) / double(to - from);
        QVERIFY2(std::abs(frequency - kFrequency) < 5.0, qPrintable(QString::number(frequency)));
    }
};

QTEST_GUILESS_MAIN(TestMixer)
#include "tst_mixer.moc"
