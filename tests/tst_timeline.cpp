#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/audio/resample.h"
#include "core/explain/recording.h"
#include "core/explain/timeline.h"
#include "function_model.h"
#include "support.h"

using namespace whence;
using namespace whence::test;

namespace {

/// Hears one feature: the largest value of the spectrogram.
EmotionModel loudestBand(int frames)
{
    const auto hear = [](const LogSpectrogram& spectrogram) {
        return Prediction{{double(std::ranges::max(spectrogram.values))}, {}, {}};
    };
    return functionModel(hear, frames);
}

AudioBuffer joined(AudioBuffer a, const AudioBuffer& b)
{
    append(a, b);
    return a;
}

}  // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordingEqualsItsPartsReadAtOnce();
    void amplifiedEqualsTheSpectrogramOfLouderSound();
    void windowsLieEveryHop();
    void windowsAreNormalizedEach();
    void aShortRecordingIsOneLoopedWindow();
    void silentPassagesAreHeardAsSilence();
    void refusesShortAndSilentRecordings();
    void readingCanBeCancelled();

private:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

void TestTimeline::recordingEqualsItsPartsReadAtOnce()
{
    const AudioBuffer audio = noise(6.5, 44100, 2, 0.3);
    writeAudio(path("noise.wav"), audio);
    const Recording recording = readRecording(path("noise.wav"), {});
    QVERIFY(std::abs(recording.duration - 6.5) < 1e-9);
    QCOMPARE(recording.info.channels, 2);

    const auto mono = resample(downmix(audio), 22050).channels[0];
    QVERIFY(maxAbsDifference(recording.spectrogram.values, computeLogSpectrogram(mono).values) <
            1e-4);
    QCOMPARE(int(recording.peaks.size()), recording.spectrogram.frames);
    const auto [low, high] = std::ranges::minmax(mono);
    QVERIFY(std::abs(std::ranges::max(recording.peaks) - std::max(-low, high)) < 1e-5);

    const AudioBuffer part = readPart(recording, {1.0, 2.0});
    QCOMPARE(int(part.frames()), 88200);
    QVERIFY(std::abs(part.channels[1][0] - audio.channels[1][44100]) < 1e-6);
}

void TestTimeline::amplifiedEqualsTheSpectrogramOfLouderSound()
{
    const auto quiet = noise(2.0, 22050, 1, 0.02).channels[0];
    std::vector<float> loud = quiet;
    for (float& sample : loud)
        sample *= 50.0f;
    QVERIFY(maxAbsDifference(amplified(computeLogSpectrogram(quiet), 50.0f).values,
                             computeLogSpectrogram(loud).values) < 1e-5);
    QCOMPARE(amplified(computeLogSpectrogram(quiet), 1.0f), computeLogSpectrogram(quiet));
}

void TestTimeline::windowsLieEveryHop()
{
    writeAudio(path("tone.wav"), sine(440.0, 20.0));
    const Recording recording = readRecording(path("tone.wav"), {});
    const auto timeline = predictTimeline(recording, loudestBand(313), 10.0, 3.0);
    QCOMPARE(int(timeline.size()), 4);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(timeline[i].start, 3.0 * i);
        QCOMPARE(timeline[i].end, 3.0 * i + 10.0);
        QCOMPARE(int(timeline[i].prediction.features.size()), 1);
    }
}

void TestTimeline::windowsAreNormalizedEach()
{
    writeAudio(path("steps.wav"),
               joined(sine(440.0, 10.0, 22050, 1, 0.9), sine(440.0, 10.0, 22050, 1, 0.01)));
    const Recording recording = readRecording(path("steps.wav"), {});
    const auto timeline = predictTimeline(recording, loudestBand(280), 9.0, 5.5);
    QCOMPARE(int(timeline.size()), 3);
    QVERIFY(std::abs(timeline[0].prediction.features[0] - timeline[2].prediction.features[0]) <
            1e-3);
}

void TestTimeline::aShortRecordingIsOneLoopedWindow()
{
    writeAudio(path("short.wav"), sine(440.0, 3.0));
    const Recording recording = readRecording(path("short.wav"), {});
    int frames = 0;
    const auto hear = [&](const LogSpectrogram& spectrogram) {
        frames = spectrogram.frames;
        return Prediction{};
    };
    const EmotionModel model = functionModel(hear, 1252);
    const auto timeline = predictTimeline(recording, model, 40.0, 5.0);
    QCOMPARE(int(timeline.size()), 1);
    QCOMPARE(timeline[0].end, 3.0);
    QCOMPARE(frames, 1252);
}

void TestTimeline::silentPassagesAreHeardAsSilence()
{
    writeAudio(path("half.wav"), joined(sine(440.0, 10.0), silence(11.0)));
    const auto timeline =
        predictTimeline(readRecording(path("half.wav"), {}), loudestBand(300), 9.7, 11.0);
    QCOMPARE(int(timeline.size()), 2);
    QCOMPARE(timeline[1].prediction.features[0], 0.0);
}

void TestTimeline::refusesShortAndSilentRecordings()
{
    writeAudio(path("click.wav"), sine(440.0, 0.01, 44100));
    QCOMPARE(errorOf([&] { readRecording(path("click.wav"), {}); }),
             std::string("click.wav is too short to be analyzed: it lasts 0.01 s, at least 1 s is "
                         "needed."));
    writeAudio(path("silence.wav"), silence(3.0, 44100, 2));
    QCOMPARE(errorOf([&] { readRecording(path("silence.wav"), {}); }),
             std::string("silence.wav is silent throughout, so there is nothing to analyze."));
    QVERIFY(!errorOf([&] { readRecording(path("missing.wav"), {}); }).empty());
}

void TestTimeline::readingCanBeCancelled()
{
    writeAudio(path("long.wav"), sine(440.0, 20.0));
    QVERIFY_EXCEPTION_THROWN(
        readRecording(path("long.wav"), {},
                      Progress([](double done, const std::string&) { return done < 0.5; })),
        Cancelled);
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
